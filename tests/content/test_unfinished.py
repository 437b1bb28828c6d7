"""Slips that Markdown forgives: told with their line and a caret."""

import pytest

from lms.content.report import as_text
from tests.content.courses import compiled


def told(body: str) -> list[str]:
    """What is wrong with a lesson of this text."""
    findings = compiled({"1-a/1-x.md": f"# X\n\n{body}"}).findings
    return [as_text(found) for found in findings if found.code in ("C115", "C116")]


def test_a_footnote_without_its_note() -> None:
    assert told("Bread[^b] rises.\n\n[^c]: A note.")[0].splitlines() == [
        'warning[C115] 1-a/1-x.md:3:6  there is no note "b"',
        "    3 | Bread[^b] rises.",
        "      |      ^^^^ write the note: [^b]: …; a literal one is \\[^b]",
    ]


def test_a_fence_that_is_never_closed() -> None:
    assert told("> ~~~~python\n> x = 1\n\nAnd on.\n\n```\nopen\n") == [
        "error[C116] 1-a/1-x.md:3:3  this code is not closed\n"
        "    3 | > ~~~~python\n"
        "      |   ^^^^ close it with a line of ~~~~",
        "error[C116] 1-a/1-x.md:8:1  this code is not closed\n"
        "    8 | ```\n"
        "      | ^^^ close it with a line of ```",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a[^1]\n\n[^1]: note",
        "\\[^1] and `[^2]`",
        "```\n[^1]\n```",
        "- item\n\n  ```python\n  x\n  ```\n- b",
        "> ```\n> x\n> ```",
        "~~~\n```\n~~~",
        "````\n```\n````",
        "```\nx\n`````",
        "::: note\n```\nx\n```\n:::",
        "    [^1] indented code",
    ],
)
def test_what_is_whole_or_meant_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", ["```", "> ```", "- ```", "~~~\n```", "::: note\n```\n:::", "[^"])
def test_nothing_of_it_is_too_odd(text: str) -> None:
    told(text)


def slips(body: str, **more: str | bytes) -> list[tuple[str, int, str, str]]:
    """Code, line, what the caret marks, and the hint, of all that is wrong with such a lesson."""
    texts = {"1-a/1-x.md": f"# X\n\n{body}", **more}
    return [
        (f.code, f.line, f.source[f.column - 1 :][: f.width], f.hint)
        for f in compiled(texts, assets=("1-a/a b.png",)).findings
        if f.code != "C011"
    ]


@pytest.mark.parametrize(
    ("text", "marked", "hint"),
    [
        ("See [text](one two.md).", "(one two.md)", "as in: (<one two.md>)"),
        ("See [*a* text](one two.md#part).", "(one two.md#part)", "as in: (<one two.md#part>)"),
        ("![a b](a b.png)", "(a b.png)", "as in: (<a b.png>)"),
        ("- [a](one two.md)", "(one two.md)", "as in: (<one two.md>)"),
    ],
)
def test_an_address_with_a_space_makes_no_link(text: str, marked: str, hint: str) -> None:
    assert slips(text) == [("C411", 3, marked, hint)]


def test_a_reference_without_its_definition() -> None:
    assert slips("See [the book][1].") == [
        ("C117", 3, "[1]", "write it below the text: [1]: file.md")
    ]
    assert slips("One.\n\nSee [a][missing] and [b][here], ![c][gone].\n\n[here]: 1-x.md") == [
        ("C117", 5, "[missing]", "write it below the text: [missing]: file.md"),
        ("C117", 5, "[gone]", "write it below the text: [gone]: file.md"),
    ]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (":: note\nWords.\n::", "; and ::: instead of :: on line 5"),
        (":: note\n\nWords.\n\n:: tip\nA\n::\n\n::", "; and ::: instead of :: on line 11"),
        (":: note\n\n::: tip\nA\n:::\n\n~~~\n::\n~~~\n\n::", "; and ::: instead of :: on line 13"),
        (":: note\nWords.\n:::", ""),
        (":: note\nWords.", "; and a line of ::: where it ends"),
    ],
)
def test_a_block_with_two_colons_is_told_with_the_line_that_closes_it(text: str, more: str) -> None:
    assert slips(text)[0] == ("C118", 3, ":: note", f"as in: ::: note{more}")


@pytest.mark.parametrize(
    ("name", "severity"), [("quiz", "error"), ("instructor", "error"), ("tip", "warning")]
)
def test_one_that_would_show_what_is_kept_back_is_an_error(name: str, severity: str) -> None:
    found = compiled({"1-a/1-x.md": f"# X\n\n:: {name}\nWhat?\n\n- [x] b\n::\n"}).findings
    assert (found[0].code, found[0].severity) == ("C118", severity)


@pytest.mark.parametrize("head", ["[! NOTE]", "[!NOTE ]", "[ !NOTE]", "[! note ] A title"])
def test_a_callout_with_a_space_in_its_name(head: str) -> None:
    name = head.partition("]")[0] + "]"
    assert slips(f"> {head}\n> Words.") == [
        ("C106", 3, name, f"as in: [!{'note' if 'note' in head else 'NOTE'}]")
    ]


ALL = "known are note, tip, important, warning, caution"


@pytest.mark.parametrize(
    ("head", "hint"),
    [
        ("[!danger]", 'did you mean "caution"?'),
        ("[!info]-", 'did you mean "note"?'),
        ("[!Abstract]+ A title", ALL),
        ("[!my-box_2]", ALL),
        ("[!NOTTE]", 'did you mean "note"?'),
    ],
)
def test_a_callout_that_is_not_known_is_told_in_any_letters(head: str, hint: str) -> None:
    name = head[2 : head.index("]")]
    assert slips(f"> {head}\n> Words.") == [("C106", 3, name, hint)]


def test_a_link_at_the_beginning_of_a_quotation_is_no_callout() -> None:
    assert slips("> [!mark] Words.\n\n[!mark]: 1-x.md") == []
    assert slips("> [!mark](1-x.md) Words.") == []


def test_a_line_to_mark_beyond_the_last() -> None:
    text = '```python hl_lines="2 4-6"\na\nb\nc\n```'
    assert slips(text) == [("C108", 3, "4-6", "its last line is 3")]
    assert slips(text.replace("4-6", "3-9")) == [("C108", 3, "3-9", "its last line is 3")]
    assert slips(text.replace("4-6", "1-3")) == []


@pytest.mark.parametrize(
    "text",
    [
        "The list a[i][j] and f(x)(y z.md).",
        "`[a](one two.md)` and `[a][b]`",
        r"\[a](one two.md) and \[a][b]",
        "[a](1-x.md 'a title.md')",
        "[a] (see one.md) and [b](c. d)",
        "[x][1-x]\n\n[1-x]: 1-x.md",
        "[x][]",
        "Matrix [1][2] and x [i][j+1], the table [n-1][0].",
        "::\n",
        ":: whatever",
        "Use `:: note` here.",
        "    :: note",
        "> [! is a sign]",
        "> [!x ] y",
        "$[a][b]$",
    ],
)
def test_what_only_looks_like_a_slip_is_not_told(text: str) -> None:
    assert slips(text) == []


@pytest.mark.parametrize("site", ["www.example.org", "example.org/knots", "en.example.com?a=b"])
def test_an_address_of_a_site_without_its_beginning(site: str) -> None:
    assert slips(f"See [it]({site}).") == [("C404", 3, site, f"write https://{site}")]
