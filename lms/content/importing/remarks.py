"""Remarks of Obsidian, `%%so%%`: within a line, or from one line to another.

Source: https://help.obsidian.md/syntax#Comments
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from lms.content.importing.prose import in_words, words_of
from lms.content.importing.rows import Row, outside_spans, without_spans
from lms.content.importing.shape import Moved

_LONGEST = 50
"""Lines of a remark that does not begin its own."""
_SIGN = "%%"
_REMARK = re.compile(r"%%(?:(?!%%).)*%%")
_PLAIN_REMARK = re.compile(r"(?<!\S)%%(?:(?!%%).)+%%(?!\S)")
_OPENING = "\ue104"
"""Stands for `%%` that no other follows on its line."""
_MARGIN = re.compile(r"[ \t>]*")


class Remarks:
    """The remarks of one text."""

    def __init__(self, rows: Sequence[Row], moved: Moved, *, is_vault: bool) -> None:
        self.rows, self.moved, self.is_vault = rows, moved, is_vault
        self.words = words_of(rows)
        self.ends = [place for place, row in enumerate(rows) if self._may_end(row)]
        """The rows that may end a remark which begins above."""

    def taken_out(self) -> Iterator[Row]:
        """The rows without what stands between two `%%`."""
        place = 0
        while place < len(self.rows):
            row, words = self.rows[place], self.words[place]
            if not words or _SIGN not in row.text:
                yield row
                place += 1
                continue
            row = replace(row, text=row.text.replace(_OPENING, "\ufffd"))
            text = in_words(row.text, words, self._without_pairs)
            before, opening, _ = text.partition(_OPENING)
            end = self._end(place, before) if opening else place
            if end > place:
                yield from self._around(before, place, end)
            else:
                yield self._mended(row, text)
            place = end + 1

    def _mended(self, row: Row, text: str) -> Row:
        """The row without the remarks that it holds as a whole."""
        opening = _OPENING in text
        text = text.replace(_OPENING, _SIGN)
        if text != row.text:
            self.moved.tell(row, "a remark between %% and %% was left out")
        elif opening and self.is_vault:
            self.moved.tell(row, "%% that is not closed stands there, and what follows it")
        return replace(row, text=text)

    def _around(self, before: str, start: int, end: int) -> Iterator[Row]:
        """What stands before and behind a remark that goes from one row to another."""
        first, *more = self.rows[start : end + 1]
        self.moved.tell(first, "a remark between %% and %% was left out", more)
        behind = _behind(more[-1].text)
        is_begun = bool(before.strip(" \t>"))
        if is_begun or not behind:
            yield replace(first, text=before.rstrip())
        if behind:
            margin = _MARGIN.match(more[-1].text if is_begun else before)
            yield replace(more[-1], text=f"{margin[0] if margin else ''}{behind}")

    def _without_pairs(self, text: str) -> str:
        """Words without the remarks that end on their line; what may open another is marked."""
        pattern = _REMARK if self.is_vault else _PLAIN_REMARK
        return pattern.sub("", text).replace(_SIGN, _OPENING)

    def _may_end(self, row: Row) -> bool:
        """Whether one `%%` in the row has no other there; elsewhere it has to stand alone."""
        if row.code or _SIGN not in row.text:
            return False
        return len(_signs(row.text)) % 2 == 1 if self.is_vault else row.text.strip() == _SIGN

    def _end(self, start: int, before: str) -> int:
        """The row in which a remark ends that is opened in another; that one itself for none.

        One that does not begin its line ends in its paragraph: the signs may be words.
        """
        number = bisect(self.ends, start)
        if number == len(self.ends) or not (self.is_vault or self._may_end(self.rows[start])):
            return start
        end = self.ends[number]
        is_near = end - start <= _LONGEST and all(map(self._is_in_words, range(start, end + 1)))
        return end if is_near or not before.strip() else start

    def _is_in_words(self, place: int) -> bool:
        """Whether the row is in a paragraph: of a table each cell has words of its own."""
        return bool(self.rows[place].text.strip(" \t>")) and len(self.words[place]) <= 1


def _signs(text: str) -> list[int]:
    """Where `%%` stands in the line outside of code."""
    return [match.start() for match in re.finditer(_SIGN, without_spans(text))]


def _behind(text: str) -> str:
    """What stands behind the remark that ends in the line, without further remarks."""
    rest = text[_signs(text)[0] + len(_SIGN) :]
    return outside_spans(rest, partial(_REMARK.sub, "")).strip()
