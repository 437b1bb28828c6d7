"""mdBook's `{{#include …}}` and its kin: what they name is put in their place.

The files they name lie mostly outside the book's own folder, where a course cannot reach.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lms.content.addresses import joined
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved, Source

DEEPEST = 10
MOST_ROWS = 200_000
"""Lines that the includes of one course may bring: they can name each other many times."""
_MARK = re.compile(r"(?<!\\)\{\{\s*#([a-z_]+)\s*([^{}]*?)\s*\}\}")
_ANCHOR = re.compile(r"ANCHOR(_END)?:\s*([\w-]+)")
_FILES = ("include", "rustdoc_include", "playground", "playpen")


@dataclass
class Including:
    """One import's includes."""

    source: Source
    moved: Moved
    left: int = MOST_ROWS

    def pasted(self, rows: list[Row], depth: int = 0) -> list[Row]:
        """The rows with everything that they include."""
        return [new for row in rows for new in self._row(row, depth)]

    def _row(self, row: Row, depth: int) -> Iterator[Row]:
        match = _MARK.search(row.text) if "{{" in row.text else None
        if match is None or (not row.code and _in_span(row.text, match)):
            yield row
            return
        if match[1] not in _FILES:
            yield from self._other(row, match)
            return
        found = self._named(row, match[2], depth)
        if not found:
            yield replace(row, text=row.text.replace(match[0], ""))
            return
        before, after = row.text[: match.start()], row.text[match.end() :]
        fence = match[1] in ("playground", "playpen") and not row.code
        yield from [replace(row, text=before + "```rust", code=True)] if fence else []
        for place, line in enumerate(found):
            head = before if place == 0 or not before.strip(" >") else ""
            text = head + line.text + (after if place == len(found) - 1 else "")
            yield replace(line, text=text, code=row.code or fence or line.code)
        yield from [replace(row, text=before + "```", code=True)] if fence else []

    def _other(self, row: Row, match: re.Match[str]) -> Iterator[Row]:
        what = f"{match[0]} was left out"
        self.moved.tell(
            row, "the page's own title in the browser was left out" if match[1] == "title" else what
        )
        text = row.text.replace(match[0], "")
        yield replace(row, text=text)

    def _named(self, row: Row, words: str, depth: int) -> list[Row]:
        """The lines that the include means; none when there are none, which is told."""
        name, *span = words.split(" ")[0].split(":")
        path = joined(posixpath.dirname(row.path), name)
        if path is None or path not in self.source.paths:
            self.moved.tell(row, f'"{name}" cannot be included: it is not there')
            return []
        found = list(_meant(self.source.rows(path), span))
        self.left -= len(found)
        if depth >= DEEPEST or self.left < 0:
            self.moved.tell(row, f'"{name}" was not included: too deep or too much')
            return []
        if not found:
            self.moved.tell(row, f'"{words}" names no lines of the file')
        return self.pasted(found, depth + 1)


def _in_span(text: str, match: re.Match[str]) -> bool:
    """Whether the mark is only spoken of, in a span of code."""
    return text[: match.start()].count("`") % 2 == 1


def _meant(rows: list[Row], span: list[str]) -> Iterator[Row]:
    """All lines, those of an anchor, or those of a range; never the anchors' own."""
    anchor = span[0] if span and span[0] and not span[0].isdigit() else ""
    first, last = _range(span) if not anchor else (1, len(rows))
    inside = not anchor
    for row in rows:
        mark = _ANCHOR.search(row.text)
        if mark:
            inside = mark[1] is None if mark[2] == anchor else inside
        elif inside and first <= row.line <= last:
            yield row


def _range(span: list[str]) -> tuple[int, int]:
    numbers = [int(part) if part.isdigit() else 0 for part in span[:2]]
    if not numbers:
        return 1, 10**9
    if len(numbers) == 1:
        return (numbers[0], numbers[0]) if numbers[0] else (1, 10**9)
    return numbers[0] or 1, numbers[1] or 10**9
