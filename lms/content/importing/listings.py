"""`<Listing number="1-1" file-name="a.rs" caption="…">`, with which some books frame their code."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from lms.content.importing.rows import Row, said
from lms.content.importing.shape import Moved

_OPEN = re.compile(r"[\s>]*<Listing\b(.*)>\s*$")
_VALUE = re.compile(r"""([\w-]+)="([^"]*)\"""")


def without_listings(rows: list[Row], moved: Moved) -> list[Row]:
    """The rows, with the listing's file as the title of its code and its caption below."""
    found: list[Row] = []
    open_with: dict[str, str] = {}
    for row in rows:
        match = _OPEN.match(row.text) if not row.code else None
        if match:
            open_with = {key: unescape(value) for key, value in _VALUE.findall(match[1])}
        elif not row.code and row.text.strip(" \t>") == "</Listing":
            caption = _caption(open_with)
            quote = row.text[: row.text.index("<")]
            found += [said(quote, row), said(quote + caption, row)] if caption else []
            open_with = {}
        elif row.code and "file-name" in open_with and re.match(r"[\s>]*(`{3,}|~{3,})\S", row.text):
            title = open_with.pop("file-name").replace('"', "")
            found.append(replace(row, text=f'{row.text.rstrip()} title="{title}"'))
        else:
            found.append(row)
    return found


def _caption(said_there: dict[str, str]) -> str:
    number, words = said_there.get("number", ""), said_there.get("caption", "")
    return f"*{number}*: {words}".removeprefix("**: ") if number or words else ""
