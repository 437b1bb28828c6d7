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
_NAME = re.compile(r"(?:(?<=\S)[ \t]+|^[ \t]*)\^(?P<name>[A-Za-z0-9-]+)[ \t]*$")
"""Of a paragraph, at its end or below it."""
_TAG = re.compile(r"(?<!\S)#[\w/-]*[^\W\d_][\w/-]*")


def is_vault(source: Source) -> bool:
    """Whether Obsidian has kept its settings there."""
    return any(f"/{path}".rpartition("/.obsidian/")[1] for path in source.paths)


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
            pattern = _REMARK if self.is_vault else _PLAIN_REMARK
            text = in_words(row.text, words[place - 1], partial(pattern.sub, ""))
            end = self._end(text, place, ends)
            if end:
                text, place = "", end
            if text != row.text:
                self.moved.tell(row, "a remark between %% and %% was left out")
            yield replace(row, text=text)

    def _ends(self, text: str) -> bool:
        """Whether a remark of several lines may end, or begin, with this one."""
        return text.rstrip().endswith("%%") if self.is_vault else text.strip() == "%%"

    def _end(self, text: str, place: int, ends: list[int]) -> int:
        """The row after the remark of several lines that begins on this one; 0 for none."""
        begins = text.lstrip().startswith("%%") if self.is_vault else text.strip() == "%%"
        while ends and ends[0] < place:
            ends.pop(0)
        return ends[0] + 1 if begins and ends else 0

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
