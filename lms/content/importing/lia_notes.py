"""LiaScript's notes within a line, `word[^x](the note)`, as notes below the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lms.content.importing.rows import Row, outside_spans, said

_NOTE = re.compile(r"\[\^([^\]\s]{1,60})\]\(((?:[^()]|\([^()]*\)){1,2000})\)")
_SPAN = re.compile(r"(?<![`\\])`((?:[^`\\]|\\.)*\\`(?:[^`\\]|\\.)*)`(?!`)")


def with_notes(rows: Sequence[Row]) -> list[Row]:
    """The rows of a page, and below them the notes that stood in their lines."""
    found: list[Row] = []
    notes: list[Row] = []
    for row in rows:
        if row.code or "[^" not in row.text:
            found.append(row)
            continue

        def below(match: re.Match[str], row: Row = row) -> str:
            name = f"{match[1]}-{len(notes) + 1}"
            notes.append(said(f"[^{name}]: {match[2]}", row))
            return f"[^{name}]"

        found.append(said(outside_spans(row.text, lambda part: _NOTE.sub(below, part)), row))
    return [*found, *(line for note in notes for line in (said("", note), note))]


def with_plain_spans(text: str) -> str:
    r"""A span of code with a backtick in it: `\`` there, two around it in every Markdown."""
    return _SPAN.sub(lambda match: "`` " + match[1].replace("\\`", "`") + " ``", text)
