"""What is found around the texts: names, unused files, minutes, and words that are nearly right."""

import pytest

from lms.content.check import STUB_SUMMARIES
from lms.content.compile import compile_course
from lms.content.findings import nearest
from lms.content.sources import CourseSources
from tests.content.courses import QUIZ, codes, compiled
from tests.pace import within


def test_names_that_differ_only_in_case_are_one_name_elsewhere() -> None:
    result = compiled({"1-a/1-x.md": "A.png a.png"}, assets=("1-a/A.png", "1-a/a.png"))
    assert codes(result) == ["C010 1-a/a.png:0"]
    folders = compiled({"1-a/1-x.md": "x", "1-A/2-y.md": "y"})
    assert "C010 1-a/1-x.md:0" in codes(folders)


def test_a_name_of_three_hundred_bytes_is_told() -> None:
    assert "C012 1-a/" in " ".join(codes(compiled({"1-a/1-x.md": "x", f"1-a/{'é' * 150}.md": "y"})))


def test_a_file_that_no_text_names_is_told() -> None:
    named = "![a b](<a b.png>) [c](c%20d.csv) ![film](clip.mp4)"
    assets = ("1-a/a b.png", "1-a/c d.csv", "1-a/clip.mp4", "1-a/clip.vtt", "1-a/left.png")
    assert [c for c in codes(compiled({"1-a/1-x.md": named}, assets=assets)) if "C011" in c] == [
        "C011 1-a/left.png:0"
    ]


@pytest.mark.parametrize(
    ("minutes", "words", "found"),
    [
        ("10", 200, False),
        ("10", 2_900, False),
        ("10", 4_000, True),
        ("5-10", 200, False),
        ("240", 200, True),
        ("45", 600, False),
    ],
)
def test_minutes_must_fit_the_text(minutes: str, words: int, found: bool) -> None:
    text = f"---\nid: x\nminutes: {minutes}\n---\n{'word ' * words}"
    assert codes(compiled({"1-a/1-x.md": text})) == (["C213 1-a/1-x.md:3"] if found else [])


def test_a_translation_without_a_quiz_of_its_original_is_told() -> None:
    texts: dict[str, str | bytes] = {"1-a/1-x.md": f"x\n{QUIZ}", "1-a/1-x.it.md": "x"}
    assert [(f.line, f.message) for f in compiled(texts).findings if f.code == "C214"] == [
        (1, 'the quiz "q-1" of 1-a/1-x.md:3 is missing')
    ]


def test_all_of_a_files_front_matter_is_told_at_once() -> None:
    front = "---\ntitel: X\nminutes: many\ntitle: A\ntitle: B\n---\nx"
    assert codes(compiled({"1-a/1-x.md": front})) == [
        "C303 1-a/1-x.md:2",
        "C305 1-a/1-x.md:3",
        "C304 1-a/1-x.md:5",
    ]


@pytest.mark.parametrize(
    ("summary", "title", "message"),
    [
        (STUB_SUMMARIES["en"], "Bread", "the summary is still the one of a new course"),
        (STUB_SUMMARIES["it"], "Pane", "the summary is still the one of a new course"),
        ("Bread", "Bread", "the summary only repeats the title"),
        ("bread.", "Bread", "the summary only repeats the title"),
        ("Bread, and how it rises.", "Bread", None),
    ],
)
def test_a_summary_that_says_nothing_is_told(summary: str, title: str, message: str | None) -> None:
    landing = f"---\ntitle: {title}\nlanguage: en\nsummary: {summary}\n---\ntext"
    result = compiled({"course.md": landing, "1-a/1-x.md": "x"})
    assert [(f.code, f.line, f.message) for f in result.findings] == (
        [("C310", 4, message)] if message else []
    )
    assert not result.has_errors


def test_two_words_that_are_as_near_are_both_offered() -> None:
    assert nearest("titel", ["title", "summary"]) == 'did you mean "title"?'
    assert nearest("cat", ["bat", "rat"]) == 'did you mean "rat" or "bat"?'
    assert nearest("zzz", ["bat", "rat"]) == ""
    assert nearest("x" * 5_000, ["x" * 4_999]) == ""


def test_many_slips_among_a_thousand_pages_are_answered_in_time() -> None:
    texts = {f"{n % 9}-a/{n}-page-{n}.md": b"x" for n in range(1_000)}
    links = "\n\n".join(f"[x](../0-a/{n}-pagee-{n}.md)" for n in range(0, 1_000, 5))
    with within(10):
        result = compile_course(CourseSources("bread", {**texts, "1-b/1-x.md": links.encode()}))
    hints = {f.hint for f in result.findings if f.code == "C401"}
    assert len(hints) > 100


def test_a_fence_that_has_the_name_of_a_block_is_told_how_a_block_begins() -> None:
    text = "# X\n\n```quiz\n- [x] a\n```\n\n```tip\nb\n```\n\n```pyhton\nc\n```\n"
    found = compiled({"1-a/1-x.md": text}).findings
    assert [(f.code, f.hint) for f in found] == [
        ("C107", "a quiz is opened with ::: quiz {#id}, and closed with :::"),
        ("C107", "a block is opened with ::: tip, and closed with :::"),
        ("C107", 'did you mean "python"?'),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("pythn", 'did you mean "python"?'),
        ("javscript", 'did you mean "javascript"?'),
        ("Pyton", 'did you mean "python"?'),
        ("klingonisch", ""),
    ],
)
def test_an_unknown_language_of_code_is_offered_the_one_that_is_like_it(
    written: str, meant: str
) -> None:
    (found,) = compiled({"1-a/1-x.md": f"# X\n\n```{written}\nc\n```\n"}).findings
    assert (found.code, found.hint) == ("C107", meant)
