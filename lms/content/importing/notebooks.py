"""Jupyter notebooks: their texts, their code, and what the code put out when it was last run.

Source: https://nbformat.readthedocs.io/en/latest/format_description.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from lms.content.importing.front import json_of
from lms.content.importing.myst_labels import with_labels
from lms.content.importing.names import safe_name
from lms.content.importing.outputs import Outputs, joined
from lms.content.importing.pictures import in_plain_places
from lms.content.importing.rows import Row, marked
from lms.content.importing.shape import Moved, Source, Text

_LANGUAGE = re.compile(r"[A-Za-z][\w+#-]{0,20}")
_ATTACHED = re.compile(r"!\[([^\[\]]*)\]\(\s*<?attachment:([^\s()<>]*)[^()\n]*\)")
_HIDDEN = {"remove-cell", "remove_cell", "hide-cell", "hide_cell", "skip"}


def fits(source: Source) -> bool:
    """Whether there are notebooks."""
    return any(path.endswith(".ipynb") for path in source.paths if not path.startswith("."))


def text(source: Source, path: str, moved: Moved) -> Text | None:
    """A notebook as a lesson; None when it is none."""
    book = json_of(source.text(path))
    if not isinstance(book, dict):
        moved.tell_file(path, "is no notebook that can be read; left behind")
        return None
    reading = _Reading(path, moved, _language(book), Outputs(path, moved))
    for number, cell in enumerate(_cells(book), 1):
        reading.take(cell, number)
    return Text(in_plain_places(with_labels(marked(reading.rows), moved), moved))


def _cells(book: dict[str, Any]) -> list[dict[str, Any]]:
    found = book.get("cells")
    if not isinstance(found, list):
        sheets = book.get("worksheets")
        sheets = sheets if isinstance(sheets, list) else []
        found = [c for s in sheets if isinstance(s, dict) for c in s.get("cells") or []]
    return [cell for cell in found if isinstance(cell, dict)]


def _language(book: dict[str, Any]) -> str:
    about = book.get("metadata")
    about = about if isinstance(about, dict) else {}
    for key, name in (("language_info", "name"), ("kernelspec", "language")):
        part = about.get(key)
        found = str(part.get(name, "")).lower() if isinstance(part, dict) else ""
        if _LANGUAGE.fullmatch(found):
            return "python" if found.startswith("ipython") else found
    return "python"


@dataclass
class _Reading:
    """One notebook, cell by cell; a row's line is the number of its cell."""

    path: str
    moved: Moved
    language: str
    outputs: Outputs
    rows: list[Row] = field(default_factory=list)

    def take(self, cell: dict[str, Any], line: int) -> None:
        """Add the cell of this number."""
        words = joined(cell.get("source", cell.get("input", "")))
        kind = cell.get("cell_type")
        if kind == "heading":
            level = cell.get("level") if isinstance(cell.get("level"), int) else 2
            self._add(f"{'#' * min(max(int(level or 2), 1), 6)} {words}", line)
        elif kind == "markdown":
            self._add(self._attached(words, cell, line), line)
        elif kind == "code":
            self._code(words, cell, line)
        elif words.strip():
            self.moved.tell(Row(words[:80], self.path, line), "a raw cell stands there as code")
            self._add(fenced("text", words), line)

    def _code(self, words: str, cell: dict[str, Any], line: int) -> None:
        tags = cell.get("metadata")
        tags = tags.get("tags") if isinstance(tags, dict) else []
        if isinstance(tags, list) and _HIDDEN & {str(tag) for tag in tags}:
            self.moved.tell(Row(words[:80], self.path, line), "a hidden cell was left out")
            return
        if words.strip():
            self._add(fenced(self.language, words), line)
        self._add(self.outputs.shown(cell.get("outputs"), line), line)

    def _attached(self, words: str, cell: dict[str, Any], line: int) -> str:
        """Pictures that the cell holds itself become files; of one that it lacks the words stay."""
        found = cell.get("attachments")
        held = found if isinstance(found, dict) else {}
        for name in sorted(held, key=len, reverse=True):
            kinds = held[name]
            made = self.outputs.picture(kinds, safe_name(name)) if isinstance(kinds, dict) else ""
            for written in (name, quote(name)) if made else ():
                words = words.replace(f"attachment:{written}", made)

        def told(match: re.Match[str]) -> str:
            what = f'the picture "{unquote(match[2])}" is not in its cell and became its words'
            self.moved.tell(Row(match[0], self.path, line), what)
            return match[1]

        return _ATTACHED.sub(told, words)

    def _add(self, words: str, line: int) -> None:
        if words.strip():
            lines = [*words.strip("\n").split("\n"), ""]
            self.rows += [Row(text.rstrip("\r"), self.path, line) for text in lines]


def fenced(language: str, words: str) -> str:
    """Code in a fence that nothing in it can close."""
    runs = [len(run) for run in re.findall(r"`{3,}", words)]
    fence = "`" * max([3, *(run + 1 for run in runs)])
    return f"{fence}{language}\n{words.strip(chr(10))}\n{fence}"
