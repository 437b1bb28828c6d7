"""What only a vault of Obsidian has: remarks, names of paragraphs and tags.

The remarks are for nobody but their author, and the names mean nothing elsewhere. Both marks may
mean something else in a text of another tool, so there only what is plainly meant so is taken.

Source: https://help.obsidian.md/obsidian-flavored-markdown
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lms.content.importing.prose import Words, in_words, words_of
from lms.content.importing.remarks import Remarks
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved, Source

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
        without = list(Remarks(rows, self.moved, is_vault=self.is_vault).taken_out())
        found = []
        for row, words in zip(without, words_of(without), strict=True):
            found.append(self._without_name(row, words))
            if self.is_vault and words and _STATE.match(row.text):
                self.moved.tell_once(row, "boxes such as [/] and [-] stand there as words")
            if self.is_vault and "#" in row.text:
                self._tell_tags(row, words)
        return found

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
