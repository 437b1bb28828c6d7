"""R Markdown's and Quarto's chunks of code, as plain fences."""

from __future__ import annotations

import re
from dataclasses import replace

from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved

_CHUNK = re.compile(r"([\s>]*)(`{3,}|~{3,})\s*\{(\w+)([\s,][^}]*|)\}\s*$")
_SOURCE = re.compile(r"^([\s>]*(?:`{3,}|~{3,}))(?:source|default)\s*$")
"""What sandpaper calls code of no language."""
_OPTION = re.compile(r"\s*(?:#|//|--|%%)\|\s?(.*)")


def without_chunks(rows: list[Row], moved: Moved) -> list[Row]:
    """The rows, with each chunk's language alone on its fence; what was set for it is told."""
    found: list[Row] = []
    rows = [replace(r, text=_SOURCE.sub(r"\1", r.text)) if r.code else r for r in rows]
    inside, after = "", False
    for row in rows:
        match = _CHUNK.match(row.text) if row.code and not inside else None
        if match:
            inside, after = match[2], True
            if match[4].strip(" ,"):
                moved.tell(row, "the options of a chunk of code were left out")
            found.append(replace(row, text=f"{match[1]}{match[2]}{match[3]}"))
            continue
        option = _OPTION.match(row.text) if inside and after else None
        if option:
            moved.tell(row, "the options of a chunk of code were left out")
            continue
        after = False
        if inside and row.text.strip(" >").startswith(inside):
            inside = ""
        found.append(row)
    return found
