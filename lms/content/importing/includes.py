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
from lms.content.include_grammar import (
    DIRECTIVE,
    FRAMED,
    WORDS,
    CannotInclude,
    rows_of,
    split,
)

DEEPEST = 10
MOST_ROWS = 200_000
"""Lines that the includes of one course may bring: they can name each other many times."""


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
        match = _mark(row) if "{{" in row.text else None
        if match is None:
            yield row
            return
        if match[2] not in WORDS:
            yield from self._other(row, match)
            return
        found = self._named(row, match[3] or "", depth)
        if not found:
            yield replace(row, text=row.text.replace(match[0], ""))
            return
        before, after = row.text[: match.start()], row.text[match.end() :]
        fence = match[2] in FRAMED and not row.code
        yield from [replace(row, text=before + "```rust", code=True)] if fence else []
        for place, line in enumerate(found):
            head = before if place == 0 or not before.strip(" >") else ""
            text = head + line.text + (after if place == len(found) - 1 else "")
            yield replace(line, text=text, code=row.code or fence or line.code)
        yield from [replace(row, text=before + "```", code=True)] if fence else []

    def _other(self, row: Row, match: re.Match[str]) -> Iterator[Row]:
        what = f"{match[0]} was left out"
        self.moved.tell(
            row, "the page's own title in the browser was left out" if match[2] == "title" else what
        )
        text = row.text.replace(match[0], "")
        yield replace(row, text=text)

    def _named(self, row: Row, spec: str, depth: int) -> list[Row]:
        """The lines that the include means; none when there are none, which is told."""
        name, part = split(spec)
        path = joined(posixpath.dirname(row.path), name)
        if path is None or path not in self.source.paths:
            self.moved.tell(row, f'"{name}" cannot be included: it is not there')
            return []
        rows = self.source.rows(path)
        try:
            found = [rows[place] for place in rows_of([one.text for one in rows], part)]
        except CannotInclude as wrong:
            self.moved.tell(row, f'"{spec}" cannot be included: {wrong}')
            return []
        self.left -= len(found)
        if depth >= DEEPEST or self.left < 0:
            self.moved.tell(row, f'"{name}" was not included: too deep or too much')
            return []
        return self.pasted(found, depth + 1)


def _mark(row: Row) -> re.Match[str] | None:
    """The first directive of the line that is meant as one."""
    marks = (match for match in DIRECTIVE.finditer(row.text) if not match[1])
    match = next(marks, None)
    return None if match and not row.code and _in_span(row.text, match) else match


def _in_span(text: str, match: re.Match[str]) -> bool:
    """Whether the mark is only spoken of, in a span of code."""
    return text[: match.start()].count("`") % 2 == 1
