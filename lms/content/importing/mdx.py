"""What MDX adds to Markdown and no reader is to see: imports, exports and remarks.

Source: https://mdxjs.com/docs/what-is-mdx/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import replace

from lms.content.importing.rows import Row, outside_spans
from lms.content.importing.shape import Moved, Source

_SETTINGS = re.compile(r"docusaurus\.config\.[cm]?[jt]s")
"""Of Docusaurus, which reads `.md` as MDX too."""
_SCRIPT = re.compile(
    r"import\s+(?:['\"][^'\"]+['\"]|[\w$*{][^'\"]*(?:\sfrom\s+['\"]|$))"
    r"|export\s+(?:const|let|var|function|default|class|async|\{|\*)"
)
_FROM = re.compile(r"\bfrom\s+['\"]|^\s*import\s+['\"]")
_REMARK = re.compile(r"\{/\*(?:(?!\*/).)*\*/\s*\}")
_LONGEST = 200
"""Lines of one export or remark."""
_LEFT_OUT = "imports and exports of MDX were left out"
_REMARKED = "a remark between {/* and */} was left out"


def is_mdx(source: Source, path: str) -> bool:
    """Whether a text is read as MDX."""
    is_named = path.lower().endswith(".mdx")
    return is_named or any(_SETTINGS.fullmatch(posixpath.basename(name)) for name in source.paths)


def without_scripts(rows: Sequence[Row], moved: Moved) -> list[Row]:
    """The rows without imports, exports and remarks; each kind is told once, with its lines."""
    found: list[Row] = []
    place, is_free = 0, True
    while place < len(rows):
        row = rows[place]
        end = _end_of_script(rows, place) if is_free else 0
        if end:
            moved.tell_once(row, _LEFT_OUT)
        elif end := _end_of_remark(rows, place):
            moved.tell_once(row, _REMARKED)
        else:
            found.append(_without_remarks(row, moved))
            is_free = not row.text.strip()
        place = end or place + 1
    return found


def _end_of_script(rows: Sequence[Row], place: int) -> int:
    """The row after what is imported or exported here; 0 where it is words."""
    row = rows[place]
    if row.code or not _SCRIPT.match(row.text):
        return 0
    is_import, depth = row.text.startswith("import"), 0
    for number in range(place, min(place + _LONGEST, len(rows))):
        text = rows[number].text
        depth += sum(text.count(sign) for sign in "({[") - sum(text.count(sign) for sign in ")}]")
        below = rows[number + 1].text.strip() if number + 1 < len(rows) else ""
        if depth <= 0 and (_FROM.search(text) if is_import else not below):
            return number + 1
    return 0


def _end_of_remark(rows: Sequence[Row], place: int) -> int:
    """The row after a remark of several lines that begins this one; 0 for none."""
    row = rows[place]
    if row.code or not row.text.lstrip().startswith("{/*") or "*/" in row.text:
        return 0
    for number in range(place + 1, min(place + _LONGEST, len(rows))):
        if "*/" in rows[number].text:
            return number + 1 if rows[number].text.partition("*/")[2].strip() == "}" else 0
    return 0


def _without_remarks(row: Row, moved: Moved) -> Row:
    if row.code or "{/*" not in row.text:
        return row
    text = outside_spans(row.text, lambda part: _REMARK.sub("", part))
    if text != row.text:
        moved.tell_once(row, _REMARKED)
    return replace(row, text=text)
