"""LiaScript's matrices: one line of columns, then a line for each question.

Source: the section "Matrix" of LiaScript's documentation. Each line becomes a quiz of its own.
"""

from __future__ import annotations

import re

from lms.content.importing.rows import Row, lines_like, said

_START = r"[\s>]*(?:[-*+]\s+)?"
_CELLS = re.compile(_START + r"\[\s*((?:(?:\[[ xX]\]|\([ xX]\))\s*)+)\]\s+(\S.*)$")
_CELL = re.compile(r"[\[(]([ xX])[\])]")
_COLUMNS = re.compile(_START + r"\[\s*([\[(].*[\])])\s*\]\s*$")


def without_matrices(rows: list[Row]) -> list[Row]:
    """The rows, each line of a matrix as a quiz with the columns to choose from."""
    found: list[Row] = []
    columns: list[str] = []
    for place, row in enumerate(rows):
        cells = None if row.code or not columns else _CELLS.match(row.text)
        head = None if row.code or cells else _COLUMNS.match(row.text)
        below = rows[place + 1].text if place + 1 < len(rows) else ""
        if cells:
            found += _quiz(row, cells, columns)
            continue
        columns = _names(head[1]) if head and _CELLS.match(below) else []
        found.append(said("", row) if columns else row)
    return found


def _quiz(row: Row, cells: re.Match[str], columns: list[str]) -> list[Row]:
    marks = _CELL.findall(cells[1])
    opening, closing = ("[(", ")]") if "(" in cells[1] else ("[[", "]]")
    answers = [
        f"{opening}{mark}{closing} {name}" for mark, name in zip(marks, columns, strict=False)
    ]
    return lines_like("\n".join(["", cells[2], "", *answers, ""]), row)


def _names(text: str) -> list[str]:
    """The columns: each stands in brackets of either form, which may hold the other."""
    names: list[str] = []
    depth, start = 0, 0
    for place, letter in enumerate(text):
        if letter in "[(":
            start = place + 1 if depth == 0 else start
            depth += 1
        elif letter in "])":
            depth -= 1
            if depth == 0:
                names.append(text[start:place].strip())
    return names
