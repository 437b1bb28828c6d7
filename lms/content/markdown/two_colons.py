"""`:: note`: a block that begins, and mostly ends, with too few colons, and so is plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from lms.content.locating import Spot
from lms.content.markdown.blocks import known_names
from lms.content.markdown.quiz_lines import outside_fences
from lms.content.page import Page

AND_THEN = "; and ::: instead of :: on line "
"""In the hint, between the right form and the line that closes the block."""
LONGEST_BLOCK = 1_000
"""Lines in which the end of a block is looked for."""
_SHORT = re.compile(r"::[ \t]*([A-Za-z]+)\b[^\n]*")
_COLONS = re.compile(r"(:{2,})[ \t]*(.*?)[ \t]*")
_KEPT_BACK = ("quiz", "instructor")
"""Blocks that keep an answer or a note back; as plain text it would stand there for everybody."""


def tell_short(token: Token, lines: Sequence[str], page: Page) -> None:
    """Tell of each line of a text that begins a block but for a third colon."""
    for row, line in enumerate(token.content.split("\n"), (token.map or [0])[0]):
        if not (name := _name(line)):
            continue
        spot, further = page.spot([row, row + 1], line), ""
        if not page.is_full:
            further = _further(spot, lines, _close(lines, row, line), page)
        hint = f"as in: :{line}{further}"
        tell = page.error if name in _KEPT_BACK else page.warn
        tell("C118", spot, "a block begins with three colons", hint)


def _name(line: str) -> str:
    """Of the block that the line would begin; empty where it would begin none."""
    match = _SHORT.fullmatch(line)
    name = match[1].lower() if match else ""
    return name if name in known_names() else ""


def _further(spot: Spot, lines: Sequence[str], close: int | None, page: Page) -> str:
    """What is to be done where the block ends."""
    if close is None:
        return "; and a line of ::: where it ends"
    end = page.spot([close, close + 1], "::")
    if lines[close].strip(" >") != "::":
        return ""
    is_alike = (end.path, end.column) == (spot.path, spot.column)
    return f"{AND_THEN}{end.line}" if is_alike else "; it ends with three too"


def _close(lines: Sequence[str], row: int, line: str) -> int | None:
    """The row of colons, two or more, that was meant to close the block which begins at `row`."""
    before = len(lines[row].rstrip()) - len(line.rstrip()) if row < len(lines) else 0
    depth = 1
    within = [text[before:] for text in lines[row + 1 : row + 1 + LONGEST_BLOCK]]
    for place, words in outside_fences(within):
        match = _COLONS.fullmatch(words)
        if match is None or (match[1] == "::" and match[2] and not _name(words)):
            continue
        depth += 1 if match[2] else -1
        if not depth:
            return row + 1 + place
    return None
