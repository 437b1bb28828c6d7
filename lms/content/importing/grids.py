"""Pandoc's grid tables: drawn with `+`, `-` and `|`, with whole paragraphs and code in their cells.

Source: https://pandoc.org/MANUAL.html#extension-grid_tables
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from lms.content.importing.rows import Row, marked, said

_LINE = re.compile(r"\s*[+|].*[+|]\s*$")
_RULE = re.compile(r"\s*\+(?:[-=:]{3,}\+)+\s*$")
_EMPTY = re.compile(r"^\s*<p>\s*</p>$")

Cells = list[list[Row]]
"""The lines of each cell of a row."""


def without_grids(rows: Sequence[Row]) -> list[Row]:
    """The rows; each grid is a table in HTML, between whose tags stands the Markdown of a cell."""
    found: list[Row] = []
    for is_grid, group in groupby(
        rows, key=lambda row: not row.code and bool(_LINE.match(row.text))
    ):
        lines = list(group)
        made = _table(lines) if is_grid and len(lines) > 2 else None
        found += lines if made is None else made
    return marked(found)


def _table(lines: list[Row]) -> list[Row] | None:
    """The grid as HTML; None when it is no grid, or one with cells that span others."""
    if not (_RULE.match(lines[0].text) and _RULE.match(lines[-1].text)):
        return None
    bounds = [place for place, char in enumerate(lines[0].text) if char == "+"]
    if any(not _fits(row.text, bounds) for row in lines):
        return None
    heads, body = _records(lines, bounds)
    made = [said('<div class="table-wrap"><table class="table">', lines[0])]
    for tag, records in (("th", heads), ("td", body)):
        for cells in records:
            made += [said("<tr>", cells[0][0]), *_row(cells, tag), said("</tr>", cells[0][0])]
    return [said("", lines[0]), *made, said("</table></div>", lines[-1]), said("", lines[-1])]


def _fits(text: str, bounds: list[int]) -> bool:
    return all(text[place : place + 1] in ("|", "+") for place in bounds)


def _records(lines: list[Row], bounds: list[int]) -> tuple[list[Cells], list[Cells]]:
    """The rows of the head and those of the body."""
    heads: list[Cells] = []
    body: list[Cells] = []
    group: list[Row] = []
    for row in lines:
        if not _RULE.match(row.text):
            group.append(row)
            continue
        if group:
            body.append([_cell(group, a, b) for a, b in pairwise(bounds)])
        group = []
        if "=" in row.text and not heads:
            heads, body = body, []
    return heads, body


def _cell(rows: list[Row], start: int, end: int) -> list[Row]:
    """The lines of a cell, without the blanks that they have in common and empty paragraphs."""
    texts = [_EMPTY.sub("", row.text[start + 1 : end].rstrip()) for row in rows]
    indent = min((len(text) - len(text.lstrip()) for text in texts if text.strip()), default=0)
    return [said(text[indent:], row) for text, row in zip(texts, rows, strict=True)]


def _row(cells: Cells, tag: str) -> Iterator[Row]:
    for cell in cells:
        yield from (said(f"<{tag}>", cell[0]), said("", cell[0]))
        yield from cell
        yield from (said("", cell[-1]), said(f"</{tag}>", cell[-1]))
