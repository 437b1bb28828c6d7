r"""How a text says what it includes: `{{#include path:anchor}}`, `{{#include path:2:5}}`.

The grammar is mdBook's (https://rust-lang.github.io/mdBook/format/mdbook.html): after the path
stands an anchor's name, or a line, or the first and last line. `\{{#` stays as it is written.
Courses are compiled by it, and books imported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lms.content.findings import nearest

DIRECTIVE = re.compile(r"(\\?)\{\{\s*#([a-z_]+)(?:\s+([^\s{}]+)[^{}]*|\s*)\}\}")
"""A backslash before it, the word, and what is named after it."""
FILE = re.compile(r"""\bfile=(?:"([^"]+)"|'([^']+)'|([^\s"'}]+))""")
"""The option of a block of code that shows a file."""
FRAMED = ("playground", "playpen")
"""Words whose file is Rust, in a fence of its own."""
WORDS = ("include", "rustdoc_include", *FRAMED)
ANCHOR = re.compile(r"ANCHOR(_END)?:\s*([\w-]+)")


class CannotInclude(ValueError):
    """Why a file, or the asked part of it, is not there."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


def spec_in(words: str) -> str:
    """What a directive names, or a fence whose `file=` is nothing but that."""
    match = DIRECTIVE.fullmatch(words)
    return match[3] or "" if match else words


def split(spec: str) -> tuple[str, str]:
    """("code/a.py", "anchor") of either spelling; the part is empty for the whole file."""
    target, _, part = spec.partition("#" if "#" in spec else ":")
    return target, part


def rows_of(lines: Sequence[str], part: str) -> Sequence[int]:
    """The rows (from 0) of a file that a part of it means, without the marks of anchors.

    Raises CannotInclude.
    """
    marks = {row: match for row, line in enumerate(lines) if (match := ANCHOR.search(line))}
    numbers = part.split(":")
    if not part:
        rows = range(len(lines))
    elif all(number.isdigit() or not number for number in numbers):
        rows = _between(numbers, part, len(lines))
    else:
        rows = _anchored(marks, part, len(lines))
    return [row for row in rows if row not in marks]


def _between(numbers: Sequence[str], part: str, count: int) -> range:
    """Lines by their numbers: one, or the first and the last."""
    first = int(numbers[0] or 1)
    last = first if len(numbers) == 1 else int(numbers[1] or count)
    if not 1 <= first <= min(last, count):
        raise CannotInclude("C154", f"there are no lines {part}", f"it has {count}")
    return range(first - 1, min(last, count))


def _anchored(marks: dict[int, re.Match[str]], name: str, count: int) -> range:
    """Lines between an anchor's marks; to the end where the second is missing."""
    own = [(row, match[1]) for row, match in marks.items() if match[2] == name]
    start = next((row for row, ends in own if not ends), None)
    if start is None:
        hint = nearest(name, {match[2] for match in marks.values()})
        raise CannotInclude("C154", f'there is no anchor "{name}"', hint)
    end = next((row for row, ends in own if ends and row > start), count)
    return range(start + 1, end)
