"""`{{#include …}}` and its kin, mdBook's and our own: what they name is put in their place.

The files they name lie mostly outside the book's own folder, where a course cannot reach.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lms.content.addresses import joined
from lms.content.importing.front import split_front
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved, Source
from lms.content.include_grammar import (
    DIRECTIVE,
    FILE,
    FRAMED,
    WORDS,
    CannotInclude,
    rows_of,
    split,
)

_FENCE = re.compile(r"[\s>]*(`{3,}|~{3,})")
DEEPEST = 10
MOST_ROWS = 200_000
"""Lines that the includes of one course may bring: they can name each other many times."""


@dataclass
class Including:
    """One import's includes."""

    source: Source
    moved: Moved
    is_book: bool = True
    """Whether every mark of this form is mdBook's; elsewhere unknown words are left alone."""

    def pasted(self, rows: list[Row], inside: tuple[str, ...] = ()) -> list[Row]:
        """The rows of a file that the files `inside` include, with all that they name."""
        return [new for row in rows for new in self._row(row, inside)]

    def _row(self, row: Row, inside: tuple[str, ...]) -> Iterator[Row]:
        match = _mark(row) if "{{" in row.text else None
        if match is None:
            yield row
            return
        if match[2] not in WORDS:
            yield from self._other(row, match) if self.is_book else [row]
            return
        found = self.named(row, match[3] or "", inside)
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

    def with_files(self, rows: list[Row]) -> list[Row]:
        """The rows, with the file that a fence shows (`file=code/a.py#anchor`) inside the fence."""
        found, fence = list[Row](), ""
        for row in rows:
            opens = _FENCE.match(row.text) if row.code and not fence else None
            named = FILE.search(row.text, opens.end()) if opens else None
            if opens:
                fence = opens[1]
            elif row.text.strip(" \t>") == fence:
                fence = ""
            if named is None:
                found.append(row)
                continue
            head = row.text[: named.start()].rstrip() + row.text[named.end() :]
            spec = next(filter(None, named.groups()))
            shown = self.named(row, spec)
            found += [replace(row, text=head), *(replace(line, code=True) for line in shown)]
        return found

    def _other(self, row: Row, match: re.Match[str]) -> Iterator[Row]:
        what = f"{match[0]} was left out"
        self.moved.tell(
            row, "the page's own title in the browser was left out" if match[2] == "title" else what
        )
        text = row.text.replace(match[0], "")
        yield replace(row, text=text)

    def named(self, row: Row, spec: str, inside: tuple[str, ...] = ()) -> list[Row]:
        """The lines that the include means; none when there are none, which is told."""
        name, part = split(spec)
        path = joined(posixpath.dirname(row.path), name)
        if path is None or path not in self.source.paths:
            self.moved.tell(row, f'"{name}" cannot be included: it is not there')
            return []
        if path in (*inside, row.path):
            self.moved.tell(row, f'"{name}" was not included: it includes itself in the end')
            return []
        rows = self.source.rows(path)
        rows = rows[:-1] if rows and not rows[-1].text else rows  # no line, but the last one's end
        if not self.is_book and path.endswith(".md"):
            rows = split_front(rows, self.moved)[1]
        try:
            found = [rows[place] for place in rows_of([one.text for one in rows], part)]
        except CannotInclude as wrong:
            self.moved.tell(row, f'"{spec}" cannot be included: {wrong}')
            return []
        self.moved.included += len(found)
        if len(inside) >= DEEPEST or self.moved.included > MOST_ROWS:
            self.moved.tell(row, f'"{name}" was not included: too deep or too much')
            return []
        return self.pasted(found, (*inside, row.path))


def _mark(row: Row) -> re.Match[str] | None:
    """The first directive of the line that is meant as one."""
    marks = (match for match in DIRECTIVE.finditer(row.text) if not match[1])
    match = next(marks, None)
    return None if match and not row.code and _in_span(row.text, match) else match


def _in_span(text: str, match: re.Match[str]) -> bool:
    """Whether the mark is only spoken of, in a span of code."""
    return text[: match.start()].count("`") % 2 == 1
