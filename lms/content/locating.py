"""Where the words of a page are written: in its own file, or in one that it includes."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, islice

from lms.content.findings import Finding
from lms.content.includes import Expanded

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
LONGEST_LEAD = 10
"""Characters before an address that tell that it is one, the blanks included."""
_LEADS = re.compile(r"""(?:\(|\]:|=)\s*[<"']?\Z""")
_GOES_ON = re.compile(r"[\w./%-]")

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
        self._known: dict[tuple[int, int], frozenset[str]] = {}

    def spot(self, rows: Rows, needle: str = "", *, is_address: bool = False) -> Spot:
        """Where `needle` stands in these rows, else anywhere in the text.

        Without it, the first of the rows. An address may stand in a definition elsewhere.
        """
        known = needle and "\n" not in needle
        at = self._position(rows, needle, is_address) if known else -1
        if at < 0:
            return self._place(*self._beginning(rows), "")
        self._last = at
        row, column = self._row_and_column(at)
        return self._place(row, column, needle)

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
            if here >= 0 and (not is_address or _is_address(self.whole.text, here)):
                return here
        there = self._found(needle, everywhere, is_address)
        is_better = is_address and there >= 0 and _is_address(self.whole.text, there)
        return there if here < 0 or is_better else here

    def _found(self, needle: str, rows: tuple[int, int], is_address: bool) -> int:
        """Where the needle stands in rows; of several places the one that is likeliest meant.

        As an address where it is one, by itself rather than in a longer name, and in the page's
        own file rather than in what it includes.
        """
        first, end = rows
        text, paths = self.whole.text, self._paths(first, end)
        start = self._starts[first]
        stop = self._starts[end] if end < len(self._starts) else len(text)
        begin = self._last if start < self._last < stop else start
        ways = [(begin, stop)] + ([(start, begin + len(needle) - 1)] if begin > start else [])
        places = chain.from_iterable(_places(text, needle, *way) for way in ways)
        is_mixed = len(paths) > 1 and self.path in paths and stop - start < LONGEST_MIXED
        best, worth = -1, -1
        for at in islice(places, MOST_PLACES):
            now = 4 * (is_address and _is_address(text, at)) + 2 * _stands_alone(text, at, needle)
            now += is_mixed and self._is_own(at)
            if now > worth:
                best, worth = at, now
            if worth == 4 * is_address + 2 + is_mixed:
                break
        return best

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


def _places(text: str, needle: str, start: int, end: int) -> Iterator[int]:
    """Every character of the text at which the needle stands."""
    at = text.find(needle, start, end)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1, end)


def _stands_alone(text: str, at: int, needle: str) -> bool:
    """Whether it is no part of a longer name: "a.svg" of "data.svg" or of "pictures/a.svg"."""
    end = at + len(needle)
    return not (_GOES_ON.match(text[max(at - 1, 0) : at]) or _GOES_ON.match(text[end : end + 1]))


def _is_address(text: str, at: int) -> bool:
    """Whether it stands where Markdown and HTML have addresses."""
    return _LEADS.search(text, max(at - LONGEST_LEAD, 0), at) is not None


def _from(source: str, needle: str, column: int) -> int:
    """Where the needle stands in a line, from this column on if it can be."""
    found = source.find(needle, max(column, 0))
    return found if found >= 0 else source.find(needle)
