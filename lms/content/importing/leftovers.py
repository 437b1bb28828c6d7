"""Marks of other tools' template languages that no importer knew: taken out, and told."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from html import escape

from lms.content.importing.rows import Row, outside_spans
from lms.content.importing.shape import Moved

_TAG = re.compile(r"\{%-?.*?-?%\}")
_BRACED = re.compile(r"(?<!\\)(\{\{(?!blank:)(?:[^{}]|\{[^{}]*\})*\}\}|\{\{<.*?>\}\}|\{\{<.*?>\})")
_LIST = re.compile(r"(?<!\\)\{:[^{}]*\}")
_KEYS = "width|height|align|style|class|id|target|rel|title|alt|loading|lang|data-[a-z-]+"
_ATTRIBUTE = rf"""(?:[.#][A-Za-z][\w-]*|(?:{_KEYS})=(?:"[^"]*"|'[^']*'|[^\s{{}}"']+))"""
_ATTRIBUTES = re.compile(
    r"(?:^[ \t>]*|(?<=\s)|(?<=[^\s_*\\][*_])|(?<=\*\*))"
    rf"\{{[ ]*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\}}"
)
"""A list of attributes where our pages read none: on a line of its own, after words or emphasis."""
_READ = re.compile(r"\s{0,3}(?:#{1,6}\s|:{3,})")
"""Lines at whose end our pages read one."""
_ROLE = re.compile("\\{[a-z][\\w:-]*\\}(?=\ue100)")


def without_leftovers(rows: list[Row], moved: Moved) -> list[Row]:
    """The rows without tags, with what stands in double braces as code; each is reported."""
    found = []
    for row in rows:
        if row.code or "{" not in row.text:
            found.append(row)
            continue
        found.append(replace(row, text=outside_spans(row.text, partial(_plain, row, moved))))
    return found


def _plain(row: Row, moved: Moved, text: str) -> str:
    others = () if _READ.match(row.text) else (_ATTRIBUTES,)
    for pattern in (_TAG, _LIST, _ROLE, *others):
        text = pattern.sub(lambda match: _told(match, row, moved), text)
    return _BRACED.sub(lambda match: _shown(match, row, moved), text)


def _told(match: re.Match[str], row: Row, moved: Moved) -> str:
    moved.tell(row, f"{match[0][:80]} was left out")
    return ""


def _shown(match: re.Match[str], row: Row, moved: Moved) -> str:
    moved.tell(row, f"{match[0][:80]} stands there as code")
    plain = escape(match[0]).replace("*", "&#42;").replace("_", "&#95;")
    return f"<code>{plain}</code>"
