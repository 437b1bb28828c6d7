"""Letters below and above the line, `H~2~O` and `x^2^`, as pymdown and Pandoc write them.

Source: https://pandoc.org/MANUAL.html#superscripts-and-subscripts
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lms.content.importing.prose import in_words, words_of
from lms.content.importing.rows import Row

_INSIDE = r"(?P<text>[\w+,.()*'\u2212\u2032-]{1,20})"


@dataclass(frozen=True, slots=True)
class Height:
    """One of the two marks."""

    extension: str
    """Of pymdown, that reads it."""
    plain: re.Pattern[str]
    """Where nobody says that it is read: within a word it may be what a program calculates."""
    anywhere: re.Pattern[str]
    """Where the source's own tool reads it, be it between two letters, as in A^T^A."""
    html: str

    def pattern(self, *, is_read: bool) -> re.Pattern[str]:
        """What is taken as the mark."""
        return self.anywhere if is_read else self.plain


_BELOW = Height(
    "pymdownx.tilde",
    re.compile(r"(?<=[\w)\]])~(?P<text>\d{1,4}|[\w+,.()-]{1,20}(?=~(?!\w)))~(?!~)"),
    re.compile(rf"(?<=[\w)\]])(?<!~)~(?!~){_INSIDE}~(?!~)"),
    r"<sub>\g<text></sub>",
)
_ABOVE = Height(
    "pymdownx.caret",
    re.compile(r"(?<=[\w)\]])\^(?P<text>[\w+,.()-]{1,20})\^(?![\w^])"),
    re.compile(rf"(?<=[\w)\]])\^{_INSIDE}\^(?!\^)"),
    r"<sup>\g<text></sup>",
)
HEIGHTS = (_BELOW, _ABOVE)


def with_heights(rows: Sequence[Row]) -> list[Row]:
    """The rows of a source whose tool reads both marks, with HTML for them in its words."""
    if not any("^" in row.text or "~" in row.text for row in rows):
        return list(rows)
    return [
        replace(row, text=in_words(row.text, words, _set)) if words else row
        for row, words in zip(rows, words_of(rows), strict=True)
    ]


def _set(text: str) -> str:
    for height in HEIGHTS:
        text = height.anywhere.sub(height.html, text)
    return text
