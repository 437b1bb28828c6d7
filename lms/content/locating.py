"""Where the words of a page are written: in its own file, or in one that it includes."""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import accumulate, chain, islice
from urllib.parse import unquote

from lms.content.findings import Finding
from lms.content.includes import Expanded
from lms.content.needles import any_form, places_of, stands_alone, stands_as_address

LONGEST_SHOWN = 400
"""Characters of a line that a finding repeats, where what it means stands among them."""
AFTER = 100
"""Else, how many after that."""
LONGEST_KEPT = 10_000
"""And in all: beyond them a finding has no caret."""
MOST_PLACES = 50
"""Places of the same words that are looked at, to find the one that is meant."""
LONGEST_MIXED = 20_000
"""Characters in which the page's own words are told from included ones that are the same."""
LONGEST_ESCAPED = 300
"""Characters of an address that is looked for with escapes."""

Rows = Sequence[int] | None
"""The first row (from 0) and the one after the last; None is anywhere."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file, for a finding."""

    line: int
    """From 1."""
    column: int
    """From 1."""
    source: str
    """The line as it is written."""
    width: int
    """How many characters are meant."""
    path: str
    """The file: the page's own, or one that it includes."""
    via: int = 0
    """The line (from 1) of the page's own file that includes it; 0 in the page's own."""

    @property
    def folder(self) -> str:
        """From which an address is read that is written here."""
        return posixpath.dirname(self.path)

    @property
    def marked(self) -> str:
        """What is meant of the line."""
        return self.source[self.column - 1 : self.column - 1 + self.width]

    @property
    def own_line(self) -> int:
        """The line (from 1) of the page's own file at which it is shown."""
        return self.via or self.line


NOWHERE = Spot(0, 0, "", 1, "")
"""Of what was read from a record: where it was written is not kept there."""


def finding_at(
    spot: Spot, page: str, kind: tuple[str, str], message: str, hint: str = ""
) -> Finding:
    """What is wrong, of a `kind` (severity, code), at a spot of the page at the path `page`."""
    via = ((page, spot.via),) if spot.via else ()
    place = (spot.line, spot.column)
    return Finding(*kind, spot.path, *place, message, hint, spot.source, spot.width, via)


class Locator:
    """Finds words of one page; what is asked for one after the other is found quickly."""

    def __init__(self, path: str, whole: Expanded) -> None:
        self.path, self.whole = path, whole
        self._last = 0
        self._asked: dict[str, int] = {}
        self._known: dict[tuple[int, int], frozenset[str]] = {}

    def spot(self, rows: Rows, needle: str = "") -> Spot:
        """Where `needle` stands in these rows, else anywhere in the text.

        Without it, the first of the rows.
        """
        known = needle and "\n" not in needle
        return self._spot(rows, needle, self._position(rows, needle, False) if known else -1)

    def address_spot(self, rows: Rows, address: str) -> Spot:
        """The same for an address, which may stand in a definition elsewhere, or with escapes.

        Who asks for one again means the next one.
        """
        forms = (self._escaped(rows, address), address, unquote(address), escape(unquote(address)))
        for needle in dict.fromkeys(form for form in forms if form and "\n" not in form):
            at = self._position(rows, needle, True)
            if at >= 0:
                self._asked[needle] = at
                return self._spot(rows, needle, at)
        return self._spot(rows, "", -1)

    def _spot(self, rows: Rows, needle: str, at: int) -> Spot:
        """The place of the needle that stands at this character; without one, of the rows."""
        if at < 0:
            return self._place(*self._beginning(rows), "")
        self._last = at
        row, column = self._row_and_column(at)
        return self._place(row, column, needle)

    def _escaped(self, rows: Rows, address: str) -> str:
        """The address as it is written in these rows, if it is with escapes; else empty."""
        if not rows or rows[0] >= len(self._starts) or len(address) > LONGEST_ESCAPED:
            return ""
        start, stop = self._range(rows[0], max(rows[1], rows[0] + 1))
        if stop - start > LONGEST_MIXED or self.whole.text.find(address, start, stop) >= 0:
            return ""
        match = any_form(unquote(address)).search(self.whole.text, start, stop)
        return match[0] if match else ""

    def own_line(self, row: int) -> int:
        """The line (from 1) of the page's own file that a row of the text comes from."""
        return (self.whole.rows[min(row, len(self.whole.rows) - 1)] if self.whole.rows else row) + 1

    @cached_property
    def _starts(self) -> Sequence[int]:
        """At which character each row of the text begins."""
        lengths = (len(line) + 1 for line in self.whole.text.split("\n"))
        return list(accumulate(lengths, initial=0))[:-1]

    def _row_and_column(self, at: int) -> tuple[int, int]:
        row = bisect_right(self._starts, at) - 1
        return row, at - self._starts[row]

    def _position(self, rows: Rows, needle: str, is_address: bool) -> int:
        """The character of the text at which the needle stands; -1 when it does not."""
        everywhere, here = (0, len(self._starts)), -1
        if rows and rows[0] < len(self._starts):
            here = self._found(needle, (rows[0], max(rows[1], rows[0] + 1)), is_address)
            if here >= 0 and (not is_address or stands_as_address(self.whole.text, here)):
                return here
        there = self._found(needle, everywhere, is_address)
        is_better = is_address and there >= 0 and stands_as_address(self.whole.text, there)
        return there if here < 0 or is_better else here

    def _found(self, needle: str, rows: tuple[int, int], is_address: bool) -> int:
        """Where the needle stands in rows; of several places the one that is likeliest meant.

        As an address where it is one, by itself rather than in a longer name, and in the page's
        own file rather than in what it includes.
        """
        first, end = rows
        text, paths = self.whole.text, self._paths(first, end)
        start, stop = self._range(first, end)
        last = self._asked.get(needle, -1) + 1 if is_address else 0
        begin = next((at for at in (last, self._last) if start < at < stop), start)
        ways = [(begin, stop)] + ([(start, begin + len(needle) - 1)] if begin > start else [])
        places = chain.from_iterable(places_of(text, needle, *way) for way in ways)
        is_mixed = len(paths) > 1 and self.path in paths and stop - start < LONGEST_MIXED
        best, worth = -1, -1
        for at in islice(places, MOST_PLACES):
            now = 4 * (is_address and stands_as_address(text, at)) + 2 * stands_alone(
                text, at, needle
            )
            now += is_mixed and self._is_own(at)
            if now > worth:
                best, worth = at, now
            if worth == 4 * is_address + 2 + is_mixed:
                break
        return best

    def _range(self, first: int, end: int) -> tuple[int, int]:
        """The characters of the text that these rows begin and end with."""
        is_last = end >= len(self._starts)
        return self._starts[first], len(self.whole.text) if is_last else self._starts[end]

    def _is_own(self, at: int) -> bool:
        """Whether this character of the text is written in the page's own file."""
        row, column = self._row_and_column(at)
        return self.whole.lines[row].piece(column).path == self.path

    def _paths(self, first: int, end: int) -> frozenset[str]:
        """The files in which these rows of the text are written."""
        if not self.whole.lines:
            return frozenset((self.path,))
        if (first, end) not in self._known:
            pieces = chain.from_iterable(line.pieces for line in self.whole.lines[first:end])
            self._known[first, end] = frozenset(piece.path for piece in pieces)
        return self._known[first, end]

    def _beginning(self, rows: Rows) -> tuple[int, int]:
        """(row, column) at which these rows begin: with the page's own, if any of it is there."""
        row = min(rows[0], len(self._starts) - 1) if rows else 0
        pieces = self.whole.lines[row].pieces if self.whole.lines else ()
        return row, next((piece.start for piece in pieces if piece.path == self.path), 0)

    def _place(self, row: int, column: int, needle: str) -> Spot:
        """Where a place in the text is written; without a needle, its whole line."""
        path, via, number, source = self.path, 0, row, self._row(row)
        if self.whole.lines:
            piece = self.whole.lines[row].piece(column)
            path, number, source = piece.path, piece.row, piece.source
            via = self.own_line(row) if path != self.path else 0
            column = _from(source, needle, column - piece.start)
        shown = source[: min(max(LONGEST_SHOWN, column + len(needle) + AFTER), LONGEST_KEPT)]
        if needle and column >= 0:
            return Spot(number + 1, column + 1, shown, len(needle), path, via)
        indent = len(shown) - len(shown.lstrip())
        return Spot(number + 1, indent + 1, shown, max(len(shown.strip()), 1), path, via)

    def _row(self, row: int) -> str:
        start = self._starts[row]
        end = self.whole.text.find("\n", start)
        return self.whole.text[start : end if end >= 0 else None]


def _from(source: str, needle: str, column: int) -> int:
    """Where the needle stands in a line, from this column on if it can be."""
    found = source.find(needle, max(column, 0))
    return found if found >= 0 else source.find(needle)
