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
