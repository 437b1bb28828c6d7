"""Whatever the bytes, there is an answer; whatever the text, the page is harmless."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.content.compile import Compiled, compile_course
from lms.content.course import Part, QuizSlot, StaffOnly
from lms.content.findings import CODES
from lms.content.report import as_text
from lms.platform.markup import render_post
from tests.content.courses import codes, compiled, sources
from tests.content.hostile import wrong_in
from tests.content.pages import rendered
from tests.pace import within

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "xss-markdown.jsonl"
MARKS = ["::: note", ":::", "::: quiz {#a}", "- [x] a", "- [ ] b", "> [!NOTE]", "> c", "```python"]
MARKS += [
    "```",
    "# T",
    "## S {#s}",
    "[l](x.md)",
    "![i](y.png)",
    "<div>",
    "</div>",
    "[^1]",
    "[^1]: n",
]
MARKS += [
    "| a |",
    "|---|",
    "? hint",
    "",
    "    x",
    "~~~~exercism/note",
    "~~~~",
    "---",
    "a: b",
    "::: instructor",
]

LIMIT_OF_MANY = 30  # seconds; a few are enough, but comparing each with all took minutes
ODD = ["> " * 3000 + "x", "[" * 20000, "- " * 3000, "*a_ " * 9000, "::: note\n" * 3000, "`" * 9000]
ODD += [
    "![[](" * 3000,
    "<div>\n\n" * 2000,
    "{" * 9000,
    "[^1]" * 3000,
    "{{blank:" * 20_000,
    ":: " * 50_000,
    "|a" * 2000 + "\n" + "|-" * 2000,
]


def inside(parts: tuple[Part, ...]) -> str:
    """All HTML of a page, notes for staff included."""
    html = (part.html if isinstance(part, StaffOnly) else part for part in parts)
    return "".join(str(part) for part in html if not isinstance(part, QuizSlot))


def payloads() -> list[str]:
    if not CORPUS.exists():
        return []
    return [json.loads(line)["payload"] for line in CORPUS.read_text().splitlines()]


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of payloads is not beside the project")
def test_no_payload_gets_through_a_post() -> None:
    wrong = {payload: wrong_in(render_post(payload, "p1")) for payload in payloads()}
    assert {payload: found for payload, found in wrong.items() if found} == {}


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of payloads is not beside the project")
def test_no_payload_gets_through_a_lesson() -> None:
    wrong = {}
    for payload in payloads():
        page = rendered(
            f"text\n\n{payload}\n\n::: note {payload.splitlines()[0] if payload else ''}\nx\n:::"
        )
        wrong[payload] = wrong_in(inside(page.parts))
    assert {payload: found for payload, found in wrong.items() if found} == {}


@given(st.lists(st.sampled_from(MARKS) | st.text(max_size=20), max_size=25).map("\n".join))
@settings(max_examples=150, deadline=None)
def test_any_text_becomes_a_harmless_page(text: str) -> None:
    page = rendered(text)
    assert wrong_in(inside(page.parts)) == []
    assert all(finding.code in CODES for finding in page.findings)
    assert all(1 <= finding.line <= len(text.split("\n")) for finding in page.findings)
    assert "\ufdd0" not in inside(page.parts)


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_answered(content: bytes) -> None:
    for path in ("course.md", "SUMMARY.md", "1-a/2-y.md", "1-a/index.md"):
        result = compiled({"1-a/1-x.md": "x", path: content})
        assert isinstance(result, Compiled)


def test_bytes_that_are_no_text_are_told() -> None:
    assert codes(compiled({"1-a/1-x.md": b"one\ntwo \xff\xfe"})) == ["C001 1-a/1-x.md:2"]
    assert codes(compiled({"1-a/1-x.md": b"one\n\0two"})) == ["C005 1-a/1-x.md:2"]


def test_marks_and_line_ends_of_other_systems_are_understood() -> None:
    result = compiled(
        {"1-a/1-x.md": b"\xef\xbb\xbf---\r\ntitle: X\r\n---\r\n\r\n## A\r\n\r\ntext\r\n"}
    )
    lesson = result.courses["en"].lessons[0]
    assert result.findings == ()
    assert (lesson.title, lesson.headings[0].text) == ("X", "A")


def test_a_text_of_five_megabytes_is_told() -> None:
    assert codes(compiled({"1-a/1-x.md": b"x" * 5_000_000}))[0] == "C002 1-a/1-x.md:0"


@pytest.mark.parametrize("text", ODD, ids=lambda text: text[:9])
def test_deep_and_odd_texts_are_answered_in_time(text: str) -> None:
    with within(5):
        page = rendered(text)
        assert wrong_in(inside(page.parts)) == []


def test_a_thousand_questions_on_a_page_are_read_in_time() -> None:
    text = "".join(
        f"::: quiz {{#q{n}}}\nWhich?\n\n- [x] a\n  > yes\n- [ ] b\n\n> [why](nowhere.md)\n:::\n\n"
        for n in range(1_000)
    )
    with within(5):
        result = compiled({"1-a/1-x.md": text})
    (first, *_), lines = [f for f in result.findings if f.code == "C401"], text.splitlines()
    assert "nowhere.md" in lines[first.line - 1]


def test_nesting_that_is_too_deep_is_told() -> None:
    assert "C006 1-a/1-x.md:1" in codes(compiled({"1-a/1-x.md": "> " * 300 + "x"}))


def test_names_that_are_odd_are_answered() -> None:
    names = (
        "1-a/..md",
        "1-a/.md",
        "a b/ü.md",
        "1-a/%2e%2e.md",
        "1-a/1-x.it.en.md",
        "-/-.md",
        "1-a/x.md.md",
    )
    for name in names:
        assert isinstance(compiled({"1-a/1-x.md": "x", name: "text"}), Compiled)


def test_a_thousand_faults_of_one_file_are_told_in_two_hundred() -> None:
    result = compiled({"1-a/1-x.md": "[x](nowhere.md)\n\n" * 1000})
    assert len(result.findings) == 201
    assert result.findings[0].message == "800 more findings in this file"


def test_a_finding_cannot_command_a_terminal_or_fill_it() -> None:
    result = compiled({"1-a/1-x.md": "\x1b[2J[x](nowhere.md) " + "long " * 9000})
    told = as_text(result.findings[0])
    assert "\x1b" not in told
    assert len(told) < 1500


def test_many_broken_links_among_many_files_are_told_in_time() -> None:
    texts: dict[str, str | bytes] = {f"{n:04}-chapter/{n}.md": "# A\n\na\n" for n in range(1500)}
    texts["0001-chapter/links.md"] = "".join(
        f"[x](../{n:04}-chapter/{n}x.md)\n\n" for n in range(150)
    )
    with within(LIMIT_OF_MANY):
        result = compiled(texts)
    found = [f for f in result.findings if f.code == "C401"]
    assert len(found) == 150
    assert 'did you mean "../0002-chapter/2.md"?' in [f.hint for f in found]


WHATEVER: dict[str, bytes] = {
    "C001 invalid UTF-8": b"one\ntwo \xff\xfe",
    "C001 UTF-16": "# Grain".encode("utf-16"),
    "C005 NUL": b"one\n\0two",
    "C005 a mark of ours": "one\n\ufdd0 7\ufdd1 two".encode(),
    "C002 five megabytes": b"x " * 2_500_000,
    "C210 empty": b"",
    "C210 a byte order mark alone": b"\xef\xbb\xbf",
    "C102 a block without end": b"::: note\n" + b"text\n" * 1_000,
    "C102 ten thousand blocks": b"::: note\n" * 10_000,
    "C301 front matter without end": b"---\n" + b"title: x\n" * 1_000,
    "C302 front matter too deep": b"---\n" + b"[" * 10_000 + b"\n---\nx",
    "C303 a YAML bomb": b"---\na: &a [x, x]\n"
    + b"".join(b"b%d: &b%d [*a, *a]\n" % (n, n) for n in range(50))
    + b"---\nx",
    "C302 a letter beyond all letters": b'---\ntitle: a: b\nsummary: "\\U00110000"\n---\nx',
    "C302 a number beyond all letters": b'---\nsummary: "\\UFFFFFFFF"\n---\nx',
    "C302 YAML that makes objects": b"---\n!!python/object/apply:os.system [ls]\n---\nx",
    "C006 ten thousand quotes": b"> " * 10_000 + b"x",
    "C006 deep lists": b"".join(b"  " * n + b"- x\n" for n in range(100)),
    " ten thousand brackets": b"[" * 10_000,
    " ten thousand pictures": b"![" * 10_000,
    " ten thousand stars": b"*a_ " * 10_000,
    " a fence without end": b"```python\n" + b"x = 1\n" * 2_000,
    " old line ends": b"# A\r\rtext\r\n",
    "C155 a file that includes itself": b"{{#include 1-x.md}}",
    "C156 endless includes": b"{{#include 2-y.md}}\n" * 2_000,
    "C152 an include of nothing": b"{{#include /etc/passwd\n{{#include nowhere.py}}",
    "C153 an include from outside": b"{{#include ../../../etc/passwd}}",
    "C402 a link to the outside": b"[x](../../../etc/passwd)",
    "C401 a name of three hundred bytes": b"[x](" + b"y" * 300 + b".md)",
}


@pytest.mark.parametrize("name", WHATEVER)
def test_whatever_the_bytes_there_is_a_finding_at_its_place_in_time(name: str) -> None:
    raw, wanted = WHATEVER[name], name.split(" ")[0]
    texts: dict[str, str | bytes] = {"1-a/1-x.md": raw, "1-a/2-y.md": "y\n" * 90}
    course = sources(texts)
    compile_course(sources({"1-a/1-x.md": "x"}))  # parsers are made once a process
    with within(1):
        result = compile_course(replace(course, included=course.texts))
    found = [f for f in result.findings if f.path == "1-a/1-x.md"]
    assert not wanted or wanted in {f.code for f in found}
    lines = raw.count(b"\n") + raw.count(b"\r") + 1
    assert all(0 <= f.line <= lines for f in found)
