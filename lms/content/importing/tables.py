"""Tables as kramdown and pandoc read them, as tables that every Markdown reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from lms.content.importing.rows import Row, said

_RULE = re.compile(r"\s*\|?[\s:|+=-]*-[\s:|+=-]*\|?\s*$")
_CELL = re.compile(r"(?<!\\)\|")


def with_tables(rows: Sequence[Row]) -> list[Row]:
    """The rows; tables without a rule below their head, or with too many, are set right."""
    found: list[Row] = []
    for is_table, group in groupby(rows, key=_is_table):
        lines = list(group)
        begins_above = bool(found) and not found[-1].code and "|" in found[-1].text
        found += _table(lines) if is_table and not begins_above else lines
    return found


def _is_table(row: Row) -> bool:
    return not row.code and row.text.lstrip().startswith("|")


def _table(rows: list[Row]) -> Iterator[Row]:
    first = next((n for n, row in enumerate(rows) if not _RULE.match(row.text)), None)
    if first is None:
        yield from rows
        return
    body = [row for row in rows[first:] if not _RULE.match(row.text)]
    has_rule = first + 1 < len(rows) and _RULE.match(rows[first + 1].text) is not None
    width = max(len(_cells(row.text)) for row in body)
    if not has_rule and width < 2:
        yield from _lines(body)
        return
    indent = rows[0].text[: len(rows[0].text) - len(rows[0].text.lstrip())]
    rule = _rule(rows[first + 1].text if has_rule else "", indent, len(_cells(body[0].text)))
    head = body[0] if has_rule else said(indent + "|" + "  |" * width, body[0])
    if not has_rule:
        rule = _rule("", indent, width)
    yield from (head, replace(head, text=rule))
    yield from body[1:] if has_rule else body


def _rule(written: str, indent: str, width: int) -> str:
    """The line below the head: as it was written where it fits, else a plain one."""
    cells = [cell.strip() for cell in _cells(written.replace("+", "|").replace("=", "-"))]
    if len(cells) == width and all(re.fullmatch(r":?-+:?", cell) for cell in cells):
        return f"{indent}| {' | '.join(cells)} |"
    return indent + "|" + " --- |" * width


def _cells(text: str) -> list[str]:
    return _CELL.split(text.strip().removeprefix("|").removesuffix("|"))


def _lines(rows: list[Row]) -> Iterator[Row]:
    """Lines that were to stay apart, each a line of its own."""
    for place, row in enumerate(rows):
        text = row.text.strip().strip("|").strip()
        yield said(text + ("\\" if place + 1 < len(rows) else ""), row)
