"""The lines of dashes around front matter, and what is written instead of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from lms.content.findings import ERROR, Finding

CLOSINGS = ("---", "...")
AT_MARGIN = "let --- begin at the margin"
THREE = "write --- there: three hyphens"
_KEY = re.compile(r"([a-z_-]+):(?:\s|$)", re.IGNORECASE)
_DASHES = re.compile(r"(?!---$)[-\u2012-\u2015\u2212]{1,8}")
"""What a line of three hyphens becomes under many hands, or programs that mean well."""


def unclosed(path: str, lines: Sequence[str]) -> Finding:
    """Front matter that nothing closes: told where its end is indented, else where it begins."""
    message, hint = "front matter is not closed", "close it with a line of ---"
    if row := indented_end(lines):
        message, hint = "indented, this does not close the front matter", AT_MARGIN
    elif row := next((n for n, line in enumerate(lines) if n and _seems_end(line)), 0):
        message, hint = "this does not close the front matter", THREE
    return _at(path, lines, row, message, hint)


def indented_end(lines: Sequence[str]) -> int:
    """The row of an indented line that seems meant to close front matter; 0 where there is none."""
    return next((n for n, line in enumerate(lines) if n and line.strip() in CLOSINGS), 0)


def _seems_end(line: str) -> bool:
    """Whether a line closes front matter, or has dashes instead of hyphens that would."""
    return line.strip() in CLOSINGS or _DASHES.fullmatch(line.strip()) is not None


def late(path: str, lines: Sequence[str], keys: Collection[str]) -> Finding | None:
    """Front matter that is indented, below empty lines or dashes: a draft would be published.

    It is closed and names a key of these, however that is written; else it is a line and prose.
    """
    row = next((n for n, line in enumerate(lines) if line.strip()), 0)
    is_other = _DASHES.fullmatch(lines[row].strip()) is not None
    if lines[row].strip() != "---" and not is_other:
        return None
    ends = (n for n, line in enumerate(lines[row + 1 :], row + 1) if _seems_end(line))
    named = (_KEY.match(line.strip()) for line in lines[row + 1 : next(ends, row + 1)])
    if not {match[1].casefold() for match in named if match} & set(keys):
        return None
    if is_other:
        return _at(path, lines, row, "this begins no front matter", THREE)
    if not row:
        return _at(path, lines, row, "indented, this begins no front matter", AT_MARGIN)
    hint = "let it begin on the first line of the file"
    return _at(path, lines, row, "front matter stands below empty lines", hint)


def _at(path: str, lines: Sequence[str], row: int, message: str, hint: str) -> Finding:
    column = len(lines[row]) - len(lines[row].lstrip()) + 1
    return Finding(ERROR, "C301", path, row + 1, column, message, hint, lines[row], 3)
