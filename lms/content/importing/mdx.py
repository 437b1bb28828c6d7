"""What MDX adds to Markdown and no reader is to see: imports, exports and remarks.

Source: https://mdxjs.com/docs/what-is-mdx/
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lms.content.importing.rows import Row, outside_spans
from lms.content.importing.shape import Moved, Source

_SETTINGS = frozenset(f"docusaurus.config.{suffix}" for suffix in ("js", "cjs", "mjs", "ts", "mts"))
"""Of Docusaurus, which reads `.md` as MDX too."""
_GAP = r"(?:[ \t]|\n(?![ \t]*\n))"
"""White space without an empty line."""
_NAMES = r"(?:[\w$]+|\*\s+as\s+[\w$]+|\{[^{}]*\})"
_IMPORT = re.compile(
    rf"import{_GAP}+(?:(?:type{_GAP}+)?{_NAMES}(?:{_GAP}*,{_GAP}*{_NAMES})?{_GAP}*\bfrom{_GAP}*)?"
    r"(?:'[^'\n]+'|\"[^\"\n]+\")(?:[ \t]+(?:with|assert)[ \t]*\{[^{}]*\})?[ \t]*;?[ \t]*"
    r"(?://[^\n]*)?(?:$|(?=import\b))",
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"export[ \t]+(?:(?:const|let|var)\s+(?:[\w$]+\s*[=:;,]|[\[{])|class\s[^{\n]*\{|[{*]"
    r"|(?:default\s+)?(?:async\s+)?function\b[^(\n]*\("
    r"|default\s+(?:class\b|[\w$.]*\s*[({\[=;]|[\w$.]+[ \t]*$))",
    re.MULTILINE,
)
_TOKEN = re.compile(
    r"""
    '(?:[^'\\\n]|\\.){0,1000}+' | "(?:[^"\\\n]|\\.){0,1000}+" | `(?:[^`\\]|\\.)*+`?
    | (?<!:)//[^\n]*+ | /\*(?:[^*]|\*(?!/))*+(?:\*/)?
    | (?:(?<=[=(,:!?&|])|(?<=[=(,:!?&|]\ ))/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.){0,99}+\]){1,200}+/
    | (?P<sign>[()\[\]{}\n])
    """,
    re.VERBOSE | re.DOTALL,
)
"""Of a script: what holds no brackets that count, then what is counted.

A quotation mark alone may stand in words, as in `<b>Don't</b>`, and `https://` is no remark.
"""
_PAIRS = {")": "(", "]": "[", "}": "{"}
_CLOSED = re.compile(r"\s*\}")
_LONGEST = 200
"""Lines of one export or remark."""
_LEFT_OUT = "imports and exports of MDX were left out"
_REMARKED = "a remark between {/* and */} was left out"


def is_mdx(source: Source, path: str) -> bool:
    """Whether a text is read as MDX."""
    return path.lower().endswith(".mdx") or not source.names.isdisjoint(_SETTINGS)


def without_scripts(rows: Sequence[Row], moved: Moved) -> list[Row]:
    """The rows without imports, exports and remarks; each kind is told once, with its lines."""
    found: list[Row] = []
    place, is_free = 0, True
    while place < len(rows):
        row, what = rows[place], _LEFT_OUT
        end = _end_of_script(rows, place) if is_free else 0
        if not end:
            end, what = _end_of_remark(rows, place), _REMARKED
        for gone in rows[place:end]:
            moved.tell_once(gone, what)
        if not end:
            found.append(_without_remarks(row, moved))
            is_free = not row.text.strip()
        place = end or place + 1
    return found


def _end_of_script(rows: Sequence[Row], place: int) -> int:
    """The row after what is imported or exported here; 0 where it is words."""
    if rows[place].code or not rows[place].text.startswith(("import", "export")):
        return 0
    text = "\n".join(row.text for row in rows[place : place + _LONGEST]) + "\n"
    end = 0
    while match := _IMPORT.match(text, end):
        end = match.end()
    if end:
        return place + text.count("\n", 0, end) + 1
    lines = _lines_of_export(text) if _EXPORT.match(text) else 0
    return place + lines if lines else 0


def _lines_of_export(text: str) -> int:
    """How many lines the export takes with which the text begins; 0 where its end is not plain.

    As MDX has it: it goes to the next empty line that stands in no bracket.
    """
    is_open: list[str] = []
    lines = 0
    for match in _TOKEN.finditer(text):
        lines += match[0].count("\n")
        sign = match["sign"]
        if sign == "\n" and not is_open and not text[match.end() :].partition("\n")[0].strip():
            return lines
        if sign in _PAIRS and (not is_open or is_open.pop() != _PAIRS[sign]):
            return 0
        if sign in _PAIRS.values():
            is_open.append(sign)
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
    text = outside_spans(row.text, _without_pairs)
    if text != row.text:
        moved.tell_once(row, _REMARKED)
    return replace(row, text=text)


def _without_pairs(text: str) -> str:
    """The words without the remarks that end among them."""
    parts, place = [], 0
    while (start := text.find("{/*", place)) >= 0 and (end := text.find("*/", start + 3)) >= 0:
        match = _CLOSED.match(text, end + 2)
        parts.append(text[place : start if match else end + 2])
        place = match.end() if match else end + 2
    return "".join([*parts, text[place:]])
