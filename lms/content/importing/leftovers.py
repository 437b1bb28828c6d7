"""Marks of other tools' template languages that no importer knew: taken out, and told."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from html import escape
from itertools import zip_longest

from lms.content.importing.rows import Row, outside_spans
from lms.content.importing.shape import Moved

_TAG = re.compile(r"\{%(?:(?!%\}|\{%).)*%\}")
_BRACED = re.compile(
    r"(?<!\\)(\{\{(?!blank:)(?:[^{}]|\{[^{}]*\})*\}\}|\{\{<(?:(?!>\}|\{\{<).)*>\}\}?)"
)
_LIST = re.compile(r"(?<!\\)\{:[^{}]*\}")
_KEYS = "width|height|align|style|class|id|target|rel|title|alt|loading|lang|data-[a-z-]+"
_ATTRIBUTE = rf"""(?:[.#][A-Za-z][\w-]*|(?:{_KEYS})=(?:"[^"]*"|'[^']*'|[^\s{{}}"']+))"""
_ATTRIBUTES = re.compile(
    rf"(?:(?P<last>^[ \t>]*|(?<=\s))|(?<=[^\s_*\\][*_])|(?<=\*\*))"
    rf"\{{[ ]*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\}}(?(last)(?=\s*(?:\||$)))"
)
"""A list of attributes where our pages read none: on a line of its own or at the end of one or of
a cell, or after emphasis. Between words it is spoken of."""
_LINKED = re.compile(r"\]\([^()]{0,200}\)\s*$|\]\s*$")
_FARTHEST = 300
"""Characters before a list among which the link or picture is looked for that has it."""
_READ = re.compile(r"\s{0,3}(?:#{1,6}\s|:{3,})")
"""Lines at whose end our pages read one."""
_GOES_ON = re.compile(r"\s*(?!\d+[.)]\s)\w")
_ROLE = re.compile("\\{[a-z][\\w:-]*\\}(?=\ue100)")


def without_leftovers(rows: list[Row], moved: Moved) -> list[Row]:
    """The rows without tags, with what stands in double braces as code; each is reported."""
    found = []
    for row, below in zip_longest(rows, rows[1:], fillvalue=Row("")):
        if row.code or "{" not in row.text:
            found.append(row)
            continue
        goes_on = not below.code and _GOES_ON.match(below.text) is not None
        plain = partial(_plain, row, moved, goes_on=goes_on)
        found.append(replace(row, text=outside_spans(row.text, plain)))
    return found


def _plain(row: Row, moved: Moved, text: str, *, goes_on: bool) -> str:
    """The text without marks; in a sentence that goes on in the line below braces may be words."""
    others = () if _READ.match(row.text) else (_ATTRIBUTES,)
    for pattern in (_TAG, _LIST, _ROLE, *others):
        text = pattern.sub(lambda match: _told(match, row, moved, goes_on=goes_on), text)
    return _BRACED.sub(lambda match: _shown(match, row, moved), text)


def _told(match: re.Match[str], row: Row, moved: Moved, *, goes_on: bool) -> str:
    if match.re is _ATTRIBUTES and not _is_meant(match, goes_on=goes_on):
        return match[0]
    moved.tell(row, f"{match[0][:80]} was left out")
    return ""


def _is_meant(match: re.Match[str], *, goes_on: bool) -> bool:
    """Whether a list is none of the sentence's words, which may end in `{.red}` as well.

    At the end of words it is one after a link or picture, or as pymdown writes it: `{ .red }`.
    """
    if match["last"] is None or match.start() == 0 or match["last"]:
        return True
    if goes_on:
        return False
    is_spaced = match[0].startswith("{ ") and match[0].endswith(" }")
    before = match.string[max(match.start() - _FARTHEST, 0) : match.start()]
    return is_spaced or _LINKED.search(before) is not None


def _shown(match: re.Match[str], row: Row, moved: Moved) -> str:
    moved.tell(row, f"{match[0][:80]} stands there as code")
    plain = escape(match[0]).replace("*", "&#42;").replace("_", "&#95;")
    return f"<code>{plain}</code>"
