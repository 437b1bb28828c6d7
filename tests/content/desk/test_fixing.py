"""`check --fix`: what has one right answer is mended, and nothing else is touched."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.content.commands import checking, courses
from lms.content.compile import Compiled, compile_course, compile_texts
from lms.content.desk import trying
from lms.content.desk.checking import mended as desk_mended
from lms.content.desk.editing import Mended, with_texts
from lms.content.desk.fixers import FIXERS, FURTHER, Edit, link
from lms.content.desk.fixing import difference, mend, told
from lms.content.desk.ids import with_ids
from lms.content.findings import Finding
from tests.content.courses import QUIZ, codes, sources
from tests.content.test_hostile import MARKS

NAMELESS = QUIZ.replace(" {#q-1}", "")
TEXTS = {
    "1-a/1-x.md": "# X\n\n## How to\n\ntext",
    "1-a/2-y.md": "# Y\n\n![a sack](sack.png) text",
    "1-a/sack.md": "sack",
    "1-a/a b.md": "a b",
}

CASES = [
    ("---\ntitel: X\n---\ntext", "---\ntitle: X\n---\ntext"),
    ("::: quiz {#q-1 trys=3}" + QUIZ[18:], "::: quiz {#q-1 attempts=3}" + QUIZ[18:]),
    ("::: nott\ntext\n:::", "::: note\ntext\n:::"),
    ("> [!WARNIG]\n> text", "> [!WARNING]\n> text"),
    ("[y](2-Y.md)", "[y](2-y.md)"),
    ("[y](2-z.md#how-to) and [x](1-x.html)", "[y](2-z.md#how-to) and [x](1-x.md)"),
    ("[x](1-x.md#howto)", "[x](1-x.md#how-to)"),
    ("# One\n\n# Two\n\ntext", "# One\n\n## Two\n\ntext"),
    (":::note\ntext\n:::", "::: note\ntext\n:::"),
    ("::: Tip   A *title* :::\r\ntext\r\n:::", "::: tip   A *title*\r\ntext\r\n:::"),
    ("\ufeff:::note\ntext\n:::", "\ufeff::: note\ntext\n:::"),
    ("> [! NOTE]\n> text", "> [!NOTE]\n> text"),
    (":: note\ntext\n:::", "::: note\ntext\n:::"),
    (":: note\n\ntext\n\n::\n", "::: note\n\ntext\n\n:::\n"),
    ("> :: note\n> text\n> ::", "> ::: note\n> text\n> :::"),
    (":: note\n:: tip\ntext\n::\n::", "::: note\n::: tip\ntext\n:::\n:::"),
    ("see [y](a b.md)", "see [y](<a b.md>)"),
    ('```python titel="a.py"\nx\n```', '```python title="a.py"\nx\n```'),
]

LEFT_ALONE = [
    "[x](nowhere-near.md)",
    "[x](nowhere at all.md)",
    "A precious sentence with [n](2 _b_ c.md), do not lose me.",
    "[m](../data/03 *final* table.csv) second line",
    ":: note\ntext",
    "::: whatever\ntext\n:::",
    "```text\n:::note\n```",
    ":::{note}\ntext\n:::",
    "---\nlevel: x\n---\ntext",
    "text\n\n:::\n",
    "![](sack.png)",
]


def mended(text: str, **more: str) -> str:
    course = sources({**TEXTS, "1-a/9-z.md": text, **more}, ("1-a/sack.png",))
    files = mend(course, compile_course(course))
    return files.get("1-a/9-z.md", text.encode()).decode()


@pytest.mark.parametrize(("wrong", "right"), CASES)
def test_what_has_one_right_answer_is_mended(wrong: str, right: str) -> None:
    assert mended(wrong) == right
    assert mended(right) == right


def test_two_fixes_of_one_line_are_both_made_and_each_of_them_whole() -> None:
    wrong = ":: note See [y](2-Y.md)\n\ntext\n\n::\n"
    assert mended(wrong) == "::: note See [y](2-y.md)\n\ntext\n\n:::\n"


def test_a_fix_that_would_make_it_worse_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "see [y](2-Y.md)\n\n# {}\n\n::: quiz {{#q-1 {}=3}}" + QUIZ[18:]

    def spoil(finding: Finding) -> Edit | None:
        edit = link(finding)
        return edit and replace(edit, words="1-x.md#gone")

    monkeypatch.setitem(FIXERS, "C401", spoil)
    assert mended(text.format("One", "trys")) == text.format("One", "attempts")


@pytest.mark.parametrize(
    ("wrong", "right", "then"),
    [
        ("[y](2-Y.md#gone)", "[y](2-y.md#gone)", ["C403"]),
        ("::: qiuz {#q-1}\nWhat?\n\n- [ ] a\n- [ ] b\n:::", "::: quiz {#q-1}", ["C122"]),
        ("{{#include inc/Part.md}}", "{{#include inc/part.md}}", ["C401"]),
        ("# One\n\n# Two\n\n[y](2-Y.md#gone)", "# One\n\n## Two\n\n[y](2-y.md#gone)", ["C403"]),
    ],
)
def test_a_fix_that_brings_another_slip_to_light_is_made(
    wrong: str, right: str, then: list[str]
) -> None:
    more = {"1-a/inc/part.md": "[y](gone-for-good.md)\n"}
    course = sources({**TEXTS, **more, "1-a/9-z.md": wrong}, ("1-a/sack.png",))
    files = mend(course, compile_course(course))
    assert files["1-a/9-z.md"].decode().startswith(right)
    found = compile_course(with_texts(course, files)).findings
    assert [finding.code for finding in found if finding.code != "C206"] == then


@pytest.mark.parametrize(
    "text",
    [
        "text with [words] (gone.md)",
        "::: quiz {#q-1 titel=x}\nWhat?\n\n- [ ] a\n:::\n\n::: quiz {#q-1}\n:::",
    ],
)
def test_no_error_is_brought_into_a_course_that_could_be_published(text: str) -> None:
    course = sources({**TEXTS, "1-a/9-z.md": text})
    before = compile_course(course)
    after = compile_course(with_texts(course, mend(course, before)))
    assert after.has_errors == before.has_errors


MANY = 64


def _compilings(monkeypatch: pytest.MonkeyPatch, wrong: str) -> tuple[str, int]:
    """The text mended, and how often the course was compiled for it."""
    times = []

    def counted(*args: Any, **kwargs: Any) -> Compiled:
        times.append(1)
        return compile_texts(*args, **kwargs)

    monkeypatch.setattr(trying, "compile_texts", counted)
    return mended(wrong), len(times)


@pytest.mark.parametrize(
    "each", ["See [y](2-Y.md#gone).\n\n", "[y](2-Y.md#gone) [y](2-Y.md#gone)\n\n"]
)
def test_many_fixes_that_bring_slips_to_light_are_judged_together(
    monkeypatch: pytest.MonkeyPatch, each: str
) -> None:
    right, times = _compilings(monkeypatch, each * MANY)
    assert right == each.replace("2-Y.md", "2-y.md") * MANY
    assert times < MANY


@pytest.mark.parametrize(
    ("many", "options", "asked"),
    [(110, "", "What [x](gone-far.md)?"), (120, " colour=1 weight=2", "What?")],
    ids=["before", "by what is brought to light"],
)
def test_in_a_file_of_which_not_all_is_told_everything_is_mended_at_once(
    monkeypatch: pytest.MonkeyPatch, many: int, options: str, asked: str
) -> None:
    quiz = f"::: {{}} {{{{#q-%s{options}}}}}\n{asked}\n\n- [ ] a\n- [ ] b\n:::\n\n"
    quizzes = "".join(quiz % number for number in range(many))
    text, times = _compilings(monkeypatch, quizzes.format(*["qiuz"] * many))
    assert text == quizzes.format(*["quiz"] * many)
    assert times < many


def test_a_course_that_could_be_published_gets_no_more_findings_than_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def language(finding: Finding) -> Edit | None:
        return Edit(finding.path, finding.line, 4, 5, "text")

    def further(finding: Finding) -> Edit | None:
        return Edit(finding.path, finding.line + 2, 1, 1, "<blink> <marquee>")

    monkeypatch.setitem(FIXERS, "C107", language)
    monkeypatch.setitem(FURTHER, "C107", further)
    code = "```wrong\n```\nx\n\n"
    course = sources({"1-a/8-y.md": code, "1-a/9-z.md": code * 120})
    before = compile_course(course)
    files = mend(course, before)
    assert not before.has_errors
    assert not compile_course(with_texts(course, files)).has_errors
    assert list(files) == ["1-a/8-y.md"]


def test_among_many_that_bring_slips_to_light_only_the_harmful_one_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def spoil(finding: Finding) -> Edit | None:
        edit = link(finding)
        return edit and replace(edit, words="1-x.md#worse") if finding.line == 21 else edit

    monkeypatch.setitem(FIXERS, "C401", spoil)
    each = "See [y](2-Y.md#gone).\n\n"
    right, times = _compilings(monkeypatch, each * MANY)
    fixed = each.replace("2-Y.md", "2-y.md")
    assert right == fixed * 10 + each + fixed * (MANY - 11)
    assert times < MANY


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_needs_its_author_is_left_alone(text: str) -> None:
    assert mended(text) == text


def test_a_quiz_gets_the_id_under_which_it_is_kept() -> None:
    course = sources({"1-a/9-z.md": NAMELESS + NAMELESS})
    files = mend(course, before := compile_course(course))
    after = compile_course(with_texts(course, files))
    ids = [quiz.id for quiz in before.courses["en"].lessons[0].quizzes]
    assert [quiz.id for quiz in after.courses["en"].lessons[0].quizzes] == ids == ["z-1", "z-2"]
    assert after.findings == ()


def test_of_two_quizzes_named_alike_the_first_keeps_the_name_it_is_answered_under() -> None:
    texts: dict[str, str | bytes] = {"1-a/1-same.md": NAMELESS, "2-b/1-same.md": NAMELESS}
    course = sources(texts)
    files = mend(course, compile_course(course))
    after = compile_course(with_texts(course, files))
    ids = [quiz.id for lesson in after.courses["en"].lessons for quiz in lesson.quizzes]
    assert ids == ["same-1", "b-same-1"]
    named: dict[str, str | bytes] = {**texts, "2-b/1-same.md": QUIZ.replace("q-1", "same-1")}
    files = mend(course := sources(named), compile_course(course))
    assert b"{#a-same-1}" in files["1-a/1-same.md"]


def test_a_translated_quiz_gets_the_id_of_its_original() -> None:
    course = sources({"1-a/9-z.md": f"# Z\n{QUIZ}", "1-a/9-z.it.md": f"# Z\n{NAMELESS}"})
    files = mend(course, compile_course(course))
    assert list(files) == ["1-a/9-z.it.md"]
    assert b"::: quiz {#q-1}" in files["1-a/9-z.it.md"]
    assert compile_course(with_texts(course, files)).findings == ()


def test_quizzes_of_two_lessons_of_one_name_get_two_ids() -> None:
    course = sources({"1-a/1-z.md": NAMELESS, "2-b/1-z.md": NAMELESS})
    files = mend(course, compile_course(course))
    assert codes(compile_course(with_texts(course, files))) == []


def test_a_mended_key_that_would_stand_twice_is_left_to_the_author() -> None:
    text = "---\ntitle: X\ntitel: Y\n---\ntext"
    assert mended(text) == text


def test_ids_are_written_without_touching_the_rest() -> None:
    course = sources({"1-a/1-x.md": "# X\r\n\r\ntext\r\n", "1-a/2-y.md": "---\nid: y\n---\ntext"})
    files = with_ids(course, compile_course(course))
    assert files == {"1-a/1-x.md": b"---\r\nid: a/x\r\n---\r\n\r\n# X\r\n\r\ntext\r\n"}
    after = compile_course(with_texts(course, files))
    assert [lesson.id for lesson in after.courses["en"].lessons] == ["a/x", "y"]
    assert after.findings == ()


@given(st.lists(st.sampled_from([*MARKS, ":::note", "[y](2-Y.md)"]), max_size=20).map("\n".join))
@settings(max_examples=60, deadline=None)
def test_mending_never_does_harm_and_never_goes_on(text: str) -> None:
    course = sources({**TEXTS, "1-a/9-z.md": text})
    before = compile_course(course)
    after_sources = with_texts(course, mend(course, before))
    after = compile_course(after_sources)
    assert before.has_errors or not after.has_errors
    assert not mend(after_sources, after)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with a slip in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    chapter = tmp_path / "courses" / "bread" / "01-flour"
    chapter.mkdir(parents=True)
    (chapter.parent / "course.md").write_text("---\ntitle: B\nsummary: s\n---\n")
    (chapter / "01-grain.md").write_bytes(b"# Grain\r\n\r\n[me](01-Grain.md)\r\n")
    return chapter


def run(*words: str) -> Result:
    return CliRunner().invoke(courses, ["check", *words])


def test_the_difference_is_shown_first(folder: Path) -> None:
    before = (folder / "01-grain.md").read_bytes()
    result = run("--fix")
    assert result.exit_code == 1
    assert "--- a/courses/bread/01-flour/01-grain.md" in result.output
    assert "-[me](01-Grain.md)" in result.output
    assert "+[me](01-grain.md)" in result.output
    assert "Nothing was written" in result.output
    assert (folder / "01-grain.md").read_bytes() == before


def test_with_yes_it_is_written_and_a_second_time_there_is_nothing_to_do(folder: Path) -> None:
    assert run("--fix", "--yes").exit_code == 0
    assert (folder / "01-grain.md").read_bytes() == b"# Grain\r\n\r\n[me](01-grain.md)\r\n"
    assert run("--fix", "--yes").output == "bread: 0 errors, 0 warnings\n"


def test_what_is_written_is_told_at_its_line(folder: Path) -> None:
    (folder / "01-grain.md").write_text(
        "# Grain\n\nSee [me](01-Grain.md), twice.\n\n:::note\nx\n:::\n"
    )
    said = run("--fix", "--ids", "--yes").output.replace("\\", "/").split("\n")
    file = "courses/bread/01-flour/01-grain.md"
    start = said.index(f"{file}:1  + ---")
    assert said[start:-1] == [
        f"{file}:1  + ---",
        f"{file}:2  + id: flour/grain",
        f"{file}:3  + ---",
        f"{file}:7  [me](01-Grain.md), → [me](01-grain.md),",
        f"{file}:9  :::note → ::: note",
        "bread: 5 lines written in 1 file",
        "bread: 0 errors, 0 warnings",
    ]


def test_what_only_goes_or_only_comes_is_told_with_its_line(folder: Path) -> None:
    long = f"{'word ' * 40}[me](01-Grain.md) so"
    (folder / "01-grain.md").write_text(
        "# Grain\n\n::: note :::\nx\n:::\n\n::: tip A title :::\nx\n:::\n\n[!NOTE]\n> x\n\n"
        + long
        + "\n"
    )
    said = run("--fix", "--yes").output.replace("\\", "/").split("\n")
    file = "courses/bread/01-flour/01-grain.md"
    assert said[said.index(f"{file}:3  ::: note ::: → ::: note") :][1:-2] == [
        f"{file}:7  ::: tip A title ::: → ::: tip A title",
        f"{file}:11  [!NOTE] → > [!NOTE]",
        f"{file}:14  [me](01-Grain.md) → [me](01-grain.md)",
        "bread: 4 lines written in 1 file",
    ]


def test_of_long_lines_is_told_where_they_differ() -> None:
    words, path = "word " * 40, "1-a/1-x.md"
    course = sources({path: f"{words}[a](b) so {words}"})
    (line,) = told("bread", course, {path: f"{words}so {words}".encode()})
    before, after = line.split(" → ")
    assert "[a](b)" in before
    assert "[a](b)" not in after


def test_a_file_that_was_changed_meanwhile_is_not_told_as_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "mended", _and_then_saved(folder / "01-grain.md"))
    said = run("--fix", "--yes").output
    assert "01-grain.md was changed meanwhile" in said
    assert "bread: nothing was written" in said


def _and_then_saved(file: Path) -> Callable[..., tuple[Mended, str]]:
    """As if somebody saved the file while its difference is shown."""

    def mended_then_saved(*args: Any, **kwargs: Any) -> tuple[Mended, str]:
        made = desk_mended(*args, **kwargs)
        file.write_text("# Grain\n\nAnother text.\n")
        return made

    return mended_then_saved


def test_programs_get_their_findings_and_people_the_difference(folder: Path) -> None:
    result = run("--fix", "--yes", "--format", "json")
    assert result.stdout.strip() == "[]"
    assert "+[me]" in result.stderr


@pytest.mark.parametrize("front", ["", "---\nminutes: 5\n---\n"])
def test_the_difference_takes_out_no_line_that_stays(tmp_path: Path, front: str) -> None:
    text = front + "# X\n" + "\n::: note\nSame words.\n:::\n\n- a\n- b\n" * 80
    wrong = text.replace("# X\n\n::: note", "# X\n\n::: nott") + "\n::: nott\nAnd\n:::"
    course = sources({"1-a/1-x.md": wrong})
    files = mend(course, made := compile_course(course))
    right = with_ids(with_texts(course, files), made)
    lines = "".join(difference("bread", course, right))
    touched = [line for line in lines.split("\n")[2:] if line.startswith(("-", "+"))]
    ids = ["+id: a/x"] if front else ["+---", "+id: a/x", "+---", "+"]
    assert touched == [*ids, "-::: nott", "+::: note", "-::: nott", "+::: note"]
    file = tmp_path / "bread" / "1-a" / "1-x.md"
    file.parent.mkdir(parents=True)
    file.write_text(wrong)
    subprocess.run(["git", "apply"], cwd=tmp_path, input=lines, text=True, check=True)
    assert file.read_bytes() == right["1-a/1-x.md"]


def test_a_difference_says_where_a_last_line_does_not_end() -> None:
    course = sources({"1-a/1-x.md": "text"})
    lines = "".join(difference("bread", course, {"1-a/1-x.md": b"text\n"}))
    assert lines.endswith("-text\n\\ No newline at end of file\n+text\n")
