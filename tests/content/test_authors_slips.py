"""Slips that authors make: each is told where it stands, with the way to mend it."""

import pytest

from lms.content.compile import compile_course
from lms.content.desk.editing import with_texts
from lms.content.desk.fixing import mend
from tests.content.courses import sources

Told = tuple[str, int, str, str]
"""Code, line, message and hint."""


def told(text: str) -> list[Told]:
    files: dict[str, str | bytes] = {
        "1-a/1-x.md": text,
        "1-a/2-y.md": "# Y\n\ntext\n",
        "1-a/code/a.md": "a\n",
    }
    found = compile_course(sources(files, ("1-a/img/a.png",))).findings
    return [(f.code, f.line, f.message, f.hint) for f in found if f.path == "1-a/1-x.md"]


BACK = "has backslashes, where an address has slashes"


def test_backslashes_of_windows_are_told_as_that() -> None:
    text = "# X\n\n![p](img\\a.png)\n\n[y](..\\1-a\\2-y.md#y)\n\n[z](gone\\z.md)\n"
    text += "\n{{#include code\\a.md}}\n"
    assert told(text) == [
        ("C401", 3, f'"img\\a.png" {BACK}', 'did you mean "img/a.png"?'),
        ("C401", 5, f'"..\\1-a\\2-y.md#y" {BACK}', 'did you mean "2-y.md#y"?'),
        ("C401", 7, f'"gone\\z.md" {BACK}', "write / for \\"),
        ("C152", 9, f'"code\\a.md" {BACK}', 'did you mean "code/a.md"?'),
    ]


def test_a_path_from_the_top_of_the_course_is_offered_as_it_has_to_be_written() -> None:
    assert told("# X\n\n[y](/1-a/2-y.md) ![p](/1-a/img/a.png) [site](/about)\n") == [
        (
            "C401",
            3,
            '"/1-a/2-y.md" begins at the site and not in this course',
            'did you mean "2-y.md"?',
        ),
        (
            "C401",
            3,
            '"/1-a/img/a.png" begins at the site and not in this course',
            'did you mean "img/a.png"?',
        ),
    ]


@pytest.mark.parametrize("dashes", ["—--", "—", "–––", "----", "--"])
def test_front_matter_between_other_dashes(dashes: str) -> None:
    hint = "write --- there: three hyphens"
    assert told(f"{dashes}\ntitle: X\n{dashes}\n\ntext\n")[0] == (
        "C301",
        1,
        "this begins no front matter",
        hint,
    )
    assert told(f"---\ntitle: X\n{dashes}\n\ntext\n") == [
        ("C301", 3, "this does not close the front matter", hint)
    ]


def test_a_line_of_dashes_above_prose_is_a_line() -> None:
    assert told("----\n\n# X\n\ntext\n") == []


@pytest.mark.parametrize(
    ("line", "right"),
    [("minutes: “15”", "15"), ("preview: ‘true’", "true"), ("release: «+7d»", "+7d")],
)
def test_curly_quotes_around_a_value(line: str, right: str) -> None:
    ((code, row, _, hint),) = told(f"---\n{line}\n---\n# X\n\ntext\n")
    assert (code, row, hint) == ("C305", 2, f"without these quotation marks, as in: {right}")


@pytest.mark.parametrize(
    ("table", "hint"),
    [
        ("| a | b |\n| 1 | 2 |", "below its first line stands one of | --- | --- |"),
        (
            "| a | b | c |\n|---|---|\n| 1 | 2 | 3 |",
            "its first line has 3 cells, the one below it 2",
        ),
    ],
)
def test_a_table_that_is_none(table: str, hint: str) -> None:
    assert told(f"# X\n\ntext\n\n{table}\n") == [("C192", 5, "this is no table yet", hint)]


@pytest.mark.parametrize("text", ["|x| is |y|\nand so on", "| alone |", "| a |\n|---|\n| 1 |"])
def test_bars_that_are_words_or_a_table(text: str) -> None:
    assert told(f"# X\n\n{text}\n") == []


@pytest.mark.parametrize(
    ("wrong", "message", "hint", "right"),
    [
        ("> [NOTE]\n> text", "without ! this is no callout", "[!NOTE]", "> [!NOTE]\n> text"),
        ("[!TIP]\ntext", "a callout is a quotation", "> [!TIP]", "> [!TIP]\ntext"),
    ],
)
def test_a_callout_without_one_of_its_signs(
    wrong: str, message: str, hint: str, right: str
) -> None:
    assert told(f"# X\n\n{wrong}\n") == [("C106", 3, message, f"as in: {hint}")]
    course = sources({"1-a/1-x.md": f"# X\n\n{wrong}\n"})
    mended = mend(course, compile_course(course))
    assert mended["1-a/1-x.md"].decode() == f"# X\n\n{right}\n"
    assert compile_course(with_texts(course, mended)).findings == ()


def test_a_link_in_brackets_is_no_callout() -> None:
    assert told("# X\n\n> [note]\n> text\n\n[note]: 2-y.md\n") == []


def test_a_question_that_is_not_closed_takes_nothing_below_the_next_heading() -> None:
    quiz = "::: quiz {#q}\nWhat?\n\n- [x] a\n- [ ] b\n\n"
    text = f"# X\n\n{quiz}## Next\n\nMore, and [z](gone.md).\n"
    assert [(code, line) for code, line, *_ in told(text)] == [("C102", 3), ("C401", 11)]


def test_code_that_too_few_marks_should_close() -> None:
    assert told("# X\n\n```python\nx\n``\n\nMore.\n") == [
        ("C116", 3, "this code is not closed", "close it with a line of ```; line 5 has 2 of them")
    ]


def test_a_note_with_a_space_before_its_colon() -> None:
    found = told("# X\n\nText[^a].\n\n[^a] : note\n")
    assert found[-1] == ("C115", 5, 'there is no note "a"', "without the space, as in: [^a]: …")


def test_an_address_of_a_site_with_one_slash_and_a_foreign_frame() -> None:
    found = told("# X\n\n[d](http:/example.org/a)\n\n<iframe src='https://youtu.be/x'></iframe>\n")
    assert found[0] == (
        *("C407", 3, '"http:/example.org/a" lacks a slash'),
        "as in: http://example.org/a",
    )
    assert found[1][3].startswith("a film’s address alone on a line becomes a player")


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("![p](img/a.png", "as in: [p](img/a.png)"),
        ("see [y](2-y.md and more", "as in: [y](2-y.md)"),
    ],
)
def test_a_link_that_is_not_closed(line: str, hint: str) -> None:
    assert told(f"# X\n\n{line}\n") == [("C412", 3, "this is no link yet", hint)]


@pytest.mark.parametrize("line", ["- [] Do it.", "- [  ] Do it.", "-[ ] Do it.", "1. [] Do it."])
def test_a_box_of_a_checklist_that_is_none(line: str) -> None:
    hint = "as in: - [ ] what is to be done"
    assert told(f"# X\n\n{line}\n") == [("C193", 3, "this is no box yet", hint)]
    assert told("# X\n\n- `[]` is a list\n- [1] is one\n- [ ] do\n") == []


def test_lines_of_a_summary_that_name_no_file_or_another_one() -> None:
    summary = (
        "- [X](1-a/1-X.md)\n- [Y] (1-a/2-y.md)\n- Later\n- [Z](1-a\\1-x.md)\n\n[Home](course.md)\n"
    )
    files = {"SUMMARY.md": summary, "1-a/1-x.md": "# X\n\nx\n", "1-a/2-y.md": "# Y\n\ny\n"}
    findings = compile_course(sources(dict(files))).findings
    found = [(f.code, f.line, f.hint) for f in findings if f.path == "SUMMARY.md"]
    assert found == [
        ("C201", 1, 'did you mean "1-a/1-x.md"?'),
        ("C203", 2, "a line is `- [Title](file.md)`, `[Title](file.md)` or `# Part`"),
        ("C201", 4, 'did you mean "1-a/1-x.md"?'),
        ("C201", 6, "it is the landing page, which needs no line"),
    ]


@pytest.mark.parametrize(
    "line", ["*[x] done* and so", "-[x](2-y.md)", "|a| + |b|\n|c| + |d|", "*[ ]* and * more"]
)
def test_what_is_something_else_is_told_of_no_box_and_no_table(line: str) -> None:
    assert {code for code, *_ in told(f"# X\n\n{line}\n")}.isdisjoint({"C192", "C193"})


def test_a_comment_in_code_ends_no_question_that_is_not_closed() -> None:
    quiz = "::: quiz {#q}\nWhich?\n\n- [x] a\n- [ ] b\n\n```python\n# c\n```\n"
    codes = {code for code, *_ in told(f"# X\n\n{quiz}")}
    assert "C102" in codes
    assert codes.isdisjoint({"C111", "C116"})
