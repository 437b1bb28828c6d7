"""Jupyter notebooks: their texts, their code, and what the code put out when it was last run.

Source: https://nbformat.readthedocs.io/en/latest/format_description.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lms.content.importing.front import json_of
from lms.content.importing.myst_labels import with_labels
from lms.content.importing.names import safe_name
from lms.content.importing.outputs import Outputs, joined
from lms.content.importing.pictures import in_plain_places
from lms.content.importing.rows import Row, marked
from lms.content.importing.shape import Moved, Source, Text

_LANGUAGE = re.compile(r"[A-Za-z][\w+#-]{0,20}")
_HIDDEN = {"remove-cell", "remove_cell", "hide-cell", "hide_cell", "skip"}


def fits(source: Source) -> bool:
    """Whether there are notebooks."""
    return any(path.endswith(".ipynb") for path in source.paths if not path.startswith("."))


def text(source: Source, path: str, moved: Moved) -> Text | None:
    """A notebook as a lesson; None when it is none."""
    raw = source.text(path)
    book = json_of(raw)
    if not isinstance(book, dict):
        moved.tell_file(path, "is no notebook that can be read; left behind")
        return None
    reading = _Reading(path, moved, raw, _language(book), Outputs(path, moved))
    for cell in _cells(book):
        reading.take(cell)
    return Text(in_plain_places(with_labels(marked(reading.rows), moved)))


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
    """One notebook, cell by cell."""

    path: str
    moved: Moved
    raw: str
    language: str
    outputs: Outputs
    rows: list[Row] = field(default_factory=list)
    place: int = 0
    """In the file, where the last cell began."""

    def take(self, cell: dict[str, Any]) -> None:
        """Add a cell."""
        line = self._line()
        words = joined(cell.get("source", cell.get("input", "")))
        kind = cell.get("cell_type")
        if kind == "heading":
            level = cell.get("level") if isinstance(cell.get("level"), int) else 2
            self._add(f"{'#' * min(max(int(level or 2), 1), 6)} {words}", line)
        elif kind == "markdown":
            self._add(self._attached(words, cell), line)
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

    def _attached(self, words: str, cell: dict[str, Any]) -> str:
        """Pictures that the cell holds itself become files."""
        found = cell.get("attachments")
        for name, kinds in (found if isinstance(found, dict) else {}).items():
            made = (
                self.outputs.picture(kinds, safe_name(str(name))) if isinstance(kinds, dict) else ""
            )
            if made:
                words = words.replace(f"attachment:{name}", made)
        return words

    def _add(self, words: str, line: int) -> None:
        if words.strip():
            lines = [*words.strip("\n").split("\n"), ""]
            self.rows += [Row(text.rstrip("\r"), self.path, line) for text in lines]

    def _line(self) -> int:
        """Where the next cell begins in the file."""
        found = self.raw.find('"cell_type"', self.place + 1)
        self.place = found if found >= 0 else self.place
        return self.raw.count("\n", 0, self.place) + 1


def fenced(language: str, words: str) -> str:
    """Code in a fence that nothing in it can close."""
    runs = [len(run) for run in re.findall(r"`{3,}", words)]
    fence = "`" * max([3, *(run + 1 for run in runs)])
    return f"{fence}{language}\n{words.strip(chr(10))}\n{fence}"
