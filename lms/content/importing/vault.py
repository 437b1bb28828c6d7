"""What only a vault of Obsidian has: remarks `%%so%%`, names of paragraphs and tags.

The remarks are for nobody but their author, and the names mean nothing elsewhere. Both marks may
mean something else in a text of another tool, so there only what is plainly meant so is taken.

Source: https://help.obsidian.md/obsidian-flavored-markdown
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lms.content.importing.prose import Words, in_words, words_of
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved, Source

_REMARK = re.compile(r"%%(?:(?!%%).)*%%")
_PLAIN_REMARK = re.compile(r"(?<!\S)%%(?:(?!%%).)+%%(?!\S)")
_OPENING = "\ue104"
"""Stands for `%%` that no other follows on its line."""
LONGEST = 50
"""Lines of a remark that does not begin its own."""
_NAME = re.compile(r"(?:(?<=\S)[ \t]+|^[ \t]*)\^(?P<name>[A-Za-z0-9-]+)[ \t]*$")
"""Of a paragraph, at its end or below it."""
_TAG = re.compile(r"(?<!\S)#[\w/-]*[^\W\d_][\w/-]*")


_STATE = re.compile(r"[\s>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[^\sxX\[\]]\][ \t]")
"""A box of a list of tasks that is neither empty nor ticked."""


def is_vault(source: Source) -> bool:
    """Whether Obsidian has kept its settings there."""
    return ".obsidian" in source.names


@dataclass(frozen=True)
class Marks:
    """The marks of one source."""

    moved: Moved
    is_vault: bool
    named: Collection[str]
    """Names of paragraphs to which a link leads, in small letters."""

    def taken_out(self, rows: list[Row]) -> list[Row]:
        """The rows of one text without remarks and names; its tags are told."""
        without = list(self._without_remarks(rows))
        found = []
        for row, words in zip(without, words_of(without), strict=True):
            found.append(self._without_name(row, words))
            if self.is_vault and words and _STATE.match(row.text):
                self.moved.tell_once(row, "boxes such as [/] and [-] stand there as words")
            if self.is_vault and "#" in row.text:
                self._tell_tags(row, words)
        return found

    def _without_remarks(self, rows: list[Row]) -> Iterator[Row]:
        """The rows without what stands between two `%%`, on one line or over several."""
        ends = [n for n, row in enumerate(rows) if not row.code and self._ends(row.text)]
        words, place = words_of(rows), 0
        while place < len(rows):
            row, place = rows[place], place + 1
            if not words[place - 1] or "%%" not in row.text:
                yield row
                continue
            text = in_words(row.text, words[place - 1], self._without_pairs)
            before, opening, _ = text.partition(_OPENING)
            end = self._end(rows, place, ends, before if opening else None)
            text = before.rstrip() if end else text.replace(_OPENING, "%%")
            place = end or place
            if text != row.text:
                self.moved.tell(row, "a remark between %% and %% was left out")
            elif opening and self.is_vault:
                self.moved.tell(row, "%% that is not closed stands there, and what follows it")
            yield replace(row, text=text)

    def _without_pairs(self, text: str) -> str:
        """Words without the remarks that end on their line; what may open another is marked."""
        pattern = _REMARK if self.is_vault else _PLAIN_REMARK
        return pattern.sub("", text).replace("%%", _OPENING)

    def _ends(self, text: str) -> bool:
        """Whether a remark of several lines may end, or begin, with this one."""
        return text.rstrip().endswith("%%") if self.is_vault else text.strip() == "%%"

    def _end(self, rows: list[Row], place: int, ends: list[int], before: str | None) -> int:
        """The row after the remark of several lines that is opened above; 0 for none.

        One that does not begin its line ends in its paragraph: the signs may be words.
        """
        while ends and ends[0] < place:
            ends.pop(0)
        if before is None or not ends or not (self.is_vault or _is_alone(rows[place - 1])):
            return 0
        is_whole = all(row.text.strip() for row in rows[place : min(ends[0], place + LONGEST)])
        is_near = is_whole and ends[0] < place + LONGEST
        return ends[0] + 1 if not before.strip() or is_near else 0

    def _without_name(self, row: Row, words: Sequence[Words]) -> Row:
        match = _NAME.search(row.text) if "^" in row.text else None
        if match is None or not (self.is_vault or match["name"].lower() in self.named):
            return row
        text = in_words(row.text, words, partial(_NAME.sub, ""))
        if text != row.text:
            self.moved.tell(row, "the name of a paragraph was left out")
        return replace(row, text=text)

    def _tell_tags(self, row: Row, words: Sequence[Words]) -> None:
        if in_words(row.text, words, partial(_TAG.sub, "")) != row.text:
            self.moved.tell_once(row, "tags such as #this stand there as words")


def _is_alone(row: Row) -> bool:
    return row.text.strip() == "%%"
