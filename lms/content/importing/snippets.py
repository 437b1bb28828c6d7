"""`--8<-- "file.md"` of pymdown: what it names is put in its place, as of other includes.

Source: https://facelessuser.github.io/pymdown-extensions/extensions/snippets/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lms.content.addresses import joined
from lms.content.importing.front import split_front
from lms.content.importing.includes import DEEPEST, MOST_ROWS
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved, Source
from lms.content.include_grammar import CannotInclude, rows_of

SNIPPETS = "pymdownx.snippets"
_SCISSORS = r"-+8<-+"
_NAMED = re.compile(rf"(?P<before>[ \t>]*){_SCISSORS}[ \t]+(?P<q>[\"'])(?P<name>[^\"']+)(?P=q)\s*$")
_BLOCK = re.compile(rf"(?P<before>[ \t>]*){_SCISSORS}\s*$")
_NAME = re.compile(r"(?:;.*|\S*/\S*|.*\.\w{1,8}(?::[\w:-]*)?)?")
"""What may be a file's name, or one that is left out; or nothing."""
_ESCAPED = re.compile(rf"[ \t>]*;{_SCISSORS}(?:[ \t]|$)")
_SECTION = re.compile(rf"{_SCISSORS}[ \t]*\[[ \t]*(?P<what>start|end)[ \t]*:[ \t]*(?P<name>[\w-]+)")
_SPEC = re.compile(r"(?P<path>.*?)(?::(?P<part>\d*(?::-?\d*)?|[A-Za-z][\w-]*))?$")


def _is_mark(row: Row) -> bool:
    return "8<-" in row.text and bool(_NAMED.match(row.text) or _ESCAPED.match(row.text))


@dataclass(frozen=True)
class Snippets:
    """One import's snippets."""

    source: Source
    moved: Moved

    def pasted(self, rows: Sequence[Row], inside: tuple[str, ...] = ()) -> list[Row]:
        """The rows with what they name; `inside` are the files that have brought them."""
        if not any("8<-" in row.text for row in rows):
            return list(rows)
        found: list[Row] = []
        blocks = self._blocks(rows)
        marks = (row for n, row in enumerate(rows) if n in blocks or _is_mark(row))
        first = next(marks, None)
        if first and not self.moved.reads(first, "--8<--", SNIPPETS):
            return list(rows)
        end, before = -1, ""
        for place, row in enumerate(rows):
            if place in blocks:
                end, before = blocks[place]
            elif place < end:
                found += self._named(row, before, row.text.strip(" \t>"), inside)
            elif place != end:
                found += self._row(row, inside)
        return found

    def _blocks(self, rows: Sequence[Row]) -> dict[int, tuple[int, str]]:
        """By the row of their opening scissors, the row of their closing ones and what is before.

        Between them files are named, one a line; others are a line on which to cut.
        """
        found: dict[int, tuple[int, str]] = {}
        opening: tuple[int, str] | None = None
        for place, row in enumerate(rows):
            match = _BLOCK.match(row.text) if "8<-" in row.text else None
            if match and opening:
                found[opening[0]] = (place, opening[1])
                opening = None
            elif match:
                opening = (place, match["before"])
            elif opening and not self._may_be_name(row):
                opening = None
        return found

    def _may_be_name(self, row: Row) -> bool:
        name = row.text.strip(" \t>")
        return _NAME.fullmatch(name) is not None or bool(self._path(row, name))

    def _row(self, row: Row, inside: tuple[str, ...]) -> Iterator[Row]:
        match = _NAMED.match(row.text) if "8<-" in row.text else None
        if match:
            yield from self._named(row, match["before"], match["name"].strip(), inside)
        elif _ESCAPED.match(row.text):
            yield replace(row, text=row.text.replace(";", "", 1))
        else:
            yield row

    def _named(self, row: Row, before: str, name: str, inside: tuple[str, ...]) -> Iterator[Row]:
        """The lines that are meant, as far to the right as the mark stood."""
        if not name or name.startswith(";"):
            return
        for line in self.lines(row, name, inside):
            yield replace(line, text=before + line.text if line.text else "", code=row.code)

    def lines(self, row: Row, name: str, inside: tuple[str, ...] = ()) -> list[Row]:
        """The lines of a file that the words name; none where there are none, which is told."""
        spec = _SPEC.match(name)
        path = self._path(row, spec["path"]) if spec else ""
        if not spec or not path:
            self.moved.tell(row, f'"{name}" cannot be included: it is not there')
            return []
        if path in (*inside, row.path) or len(inside) >= DEEPEST:
            self.moved.tell(row, f'"{name}" was not included: it includes itself in the end')
            return []
        rows = self.source.rows(path)
        rows = rows[:-1] if rows and not rows[-1].text else rows
        rows = split_front(rows, self.moved)[1] if path.endswith(".md") and not row.code else rows
        found = self._part(row, rows, name, spec["part"] or "")
        self.moved.included += len(found)
        if self.moved.included > MOST_ROWS:
            self.moved.tell(row, f'"{name}" was not included: too much')
            return []
        return self.pasted(found, (*inside, row.path))

    def _path(self, row: Row, name: str) -> str:
        """The file that is meant, from the folders of snippets or beside the text."""
        shelves = (*self.moved.shelves, "", *self.moved.roots, posixpath.dirname(row.path))
        paths = (joined(shelf, name) for shelf in shelves)
        return next((path for path in paths if path and path in self.source.paths), "")

    def _part(self, row: Row, rows: list[Row], name: str, part: str) -> list[Row]:
        """The lines of a section, or those with these numbers, without the marks of sections."""
        if part and not part[0].isdigit() and part[0] != ":":
            return self._section(row, rows, name, part)
        try:
            kept = [rows[place] for place in rows_of([one.text for one in rows], part)]
        except CannotInclude as wrong:
            self.moved.tell(row, f'"{name}" cannot be included: {wrong}')
            return []
        return [one for one in kept if not _SECTION.search(one.text)]

    def _section(self, row: Row, rows: list[Row], name: str, section: str) -> list[Row]:
        found: list[Row] = []
        is_open = was_open = False
        for one in rows:
            match = _SECTION.search(one.text)
            if match and match["name"] == section:
                is_open = match["what"] == "start"
                was_open = True
            elif is_open and not match:
                found.append(one)
        if not was_open:
            self.moved.tell(row, f'"{name}" cannot be included: there is no such section')
        return found
