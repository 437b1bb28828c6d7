r"""MathJax in an mdBook: `\\( … \\)`, `\\[ … \\]` and `$$ … $$` become formulas of ours.

Markdown reads the text first, so that a formula's own backslashes are doubled in it.
Source: https://rust-lang.github.io/mdBook/format/mathjax.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from lms.content.importing.rows import Row, outside_spans, said
from lms.content.importing.shape import Moved

_FORMULA = re.compile(
    r"(?<!\\)\\\\\((?P<inline>.{1,3000}?)\\\\\)"
    r"|(?<!\\)\\\\\[(?P<block>.{1,3000}?)\\\\\]"
    r"|(?<![\\$])\$\$(?P<dollars>[^$]{1,3000})\$\$",
    re.DOTALL,
)
_MARK = re.compile(r"(?<!\\)\\\\[()\[\]]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ENTITY = re.compile("|".join(_ENTITIES))


def with_formulas(rows: Sequence[Row], moved: Moved, *, is_on: bool) -> list[Row]:
    """The rows with formulas where the book has MathJax; what may be meant as one is told."""
    found: list[Row] = []
    for is_prose, group in groupby(rows, lambda row: not row.code and bool(row.text.strip())):
        paragraph = list(group)
        found += _set(paragraph, moved, is_on=is_on) if is_prose else paragraph
    return found


def _set(rows: list[Row], moved: Moved, *, is_on: bool) -> Iterator[Row]:
    """One paragraph, which keeps its lines."""
    text = "\n".join(row.text for row in rows)
    changed = outside_spans(text, lambda part: _FORMULA.sub(_ours, part)) if is_on else text
    what = (
        "half of a formula's brackets stays as it is"
        if is_on
        else "this looks like a formula and stays as it is: book.toml has no mathjax-support"
    )
    for row, line in zip(rows, changed.split("\n"), strict=True):
        if _MARK.search(outside_spans(line, lambda part: part)):
            moved.tell(row, what)
        yield said(line, row)


def _ours(match: re.Match[str]) -> str:
    """The formula between dollars; between brackets where dollars would be taken for money."""
    if match["inline"] is None:
        return f"$${_plain(match['block'] or match['dollars'])}$$"
    formula = _plain(match["inline"])
    alone = match.string[match.start() - 1 : match.start()], match.string[match.end() :][:1]
    if "\n" in formula or "$" in formula or alone[0].isalnum() or alone[1].isdigit():
        return f"\\({formula}\\)"
    return f"${formula.strip()}$"


def _plain(formula: str) -> str:
    """What Markdown makes of the formula: this is what MathJax reads."""
    text = _ESCAPED.sub(r"\1", formula)
    return _ENTITY.sub(lambda match: _ENTITIES[match[0]], text)
