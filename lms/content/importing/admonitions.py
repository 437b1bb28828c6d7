"""`!!! note` and `=== "Tab"` of MkDocs, whose texts are indented below them, as our blocks.

Source: https://squidfunk.github.io/mkdocs-material/reference/admonitions/
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lms.content.importing.rows import Row, marked, paragraph
from lms.content.importing.shape import Moved

_OPEN = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>!!!|\?\?\?\+?|===[!+]?) *(?P<names>[\w-]+(?: +[\w-]+)*)?"
    r' *(?:"(?P<title>.*)")? *$'
)
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
OURS = frozenset({"note", "tip", "important", "warning", "caution"})
LOOK_ALIKE = {
    "tip": ("success", "check", "done", "hint"),
    "warning": ("attention",),
    "caution": ("danger", "error", "failure", "fail", "missing", "bug"),
    "note": (
        *("abstract", "summary", "tldr", "info", "todo", "question", "help", "faq"),
        *("example", "snippet", "quote", "cite", "seealso"),
    ),
}
"""Each callout of ours, with the kinds of MkDocs that it stands for under their own names."""
QUOTES = frozenset({"quote", "cite"})
"""Kinds that are plain quotations where they have no title."""
ALIKE = {kind: ours for ours, kinds in LOOK_ALIKE.items() for kind in kinds}
WIDTH = 4
"""Columns by which the text of an admonition is indented."""
WITHOUT_TEXT = "an admonition without a text stands there as it is written"
EXTENSIONS = {"!!!": "admonition", "???": "pymdownx.details", "===": "pymdownx.tabbed"}
"""By the first signs of each mark, the extension that reads it."""
DEEPEST = 12
FARTHEST = 200
"""Lines above, among which the item is looked for in which an admonition stands."""


def without_admonitions(rows: Sequence[Row], moved: Moved, depth: int = 0) -> list[Row]:
    """The rows, with admonitions as callouts, folded ones as folds, and tabs as tabs."""
    if depth > DEEPEST or not any(row.text.lstrip()[:3] in ("!!!", "???", "===") for row in rows):
        return list(rows)
    found: list[Row] = []
    place = 0
    while place < len(rows):
        match = _opening(rows, place)
        mark = match["mark"][:3] if match else ""
        if match is None or not moved.reads(rows[place], mark, EXTENSIONS[mark]):
            found.append(rows[place])
            place += 1
        elif match["mark"].startswith("==="):
            made, place = _tabs(rows, place, match, moved, depth)
            found += made
        else:
            end = _end(rows, place, match)
            found += _callout(match, rows[place:end], moved, depth)
            place = end
    return marked(found)


def stands_in_one(rows: Sequence[Row], place: int) -> bool:
    """Whether the row is a line of an admonition or a tab, be it in an item of it, and no code."""
    width = columns(rows[place].text)
    for above in reversed(rows[max(place - FARTHEST, 0) : place]):
        less = columns(above.text)
        if not above.text.strip() or less >= width:
            continue
        is_opening = not above.code and _OPEN.match(above.text) is not None
        if width - less >= 2 * WIDTH or not (is_opening or _ITEM.match(above.text)):
            return False
        if is_opening:
            return True
        width = less
    return False


def _opening(rows: Sequence[Row], place: int) -> re.Match[str] | None:
    """The line's mark, where it opens something and is neither code nor words."""
    row = rows[place]
    match = None if row.code else _OPEN.match(row.text)
    if match is None or bool(match["names"]) == match["mark"].startswith("==="):
        return None
    if match["mark"].startswith("===") and not match["title"]:
        return None
    width = columns(match["indent"])
    return match if width < WIDTH or _stands_in_item(rows, place, width) else None


def _stands_in_item(rows: Sequence[Row], place: int, width: int) -> bool:
    for above in reversed(rows[max(place - FARTHEST, 0) : place]):
        if above.text.strip() and columns(above.text) < width:
            return _ITEM.match(above.text) is not None
    return False


def columns(text: str) -> int:
    """By how many columns the line is indented."""
    plain = text.expandtabs(WIDTH)
    return len(plain) - len(plain.lstrip(" "))


def _end(rows: Sequence[Row], place: int, match: re.Match[str]) -> int:
    """The row after the last one that is indented below the mark."""
    least = columns(match["indent"]) + WIDTH
    end = place + 1
    for number in range(place + 1, len(rows)):
        text = rows[number].text
        if text.strip():
            if columns(text) < least:
                break
            end = number + 1
    return end


def _body(rows: Sequence[Row], match: re.Match[str], moved: Moved, depth: int) -> list[Row]:
    """What stands below the mark, moved to its own column."""
    kept = columns(match["indent"])
    body = [replace(row, text=_out(row.text, kept)) for row in paragraph(rows)]
    return without_admonitions(body, moved, depth + 1)


def _out(text: str, kept: int) -> str:
    return " " * (columns(text) - WIDTH) + text.lstrip(" \t") if text.strip() else ""


def _callout(match: re.Match[str], rows: Sequence[Row], moved: Moved, depth: int) -> list[Row]:
    """The block for an admonition of these rows; one without a text stays as it is."""
    row = rows[0]
    if len(rows) == 1:
        moved.tell(row, WITHOUT_TEXT)
        return list(rows)
    kind, *more = match["names"].lower().split()
    if more:
        moved.tell(row, f'"{" ".join(more)}" of an admonition was left out')
    title = (match["title"] or "").replace('\\"', '"').strip()
    is_bare = match["title"] is not None and not title
    body = _body(rows[1:], match, moved, depth)
    if is_bare and kind in QUOTES and match["mark"] == "!!!":
        return _quoted(body, match, row)
    if is_bare:
        moved.tell_once(row, "an admonition without a title has the word for its kind")
    elif kind not in OURS and kind not in ALIKE and match["mark"] != "???":
        moved.tell(row, f"the admonition {kind} became a note")
    return _framed(_head(kind, title, match["mark"]), body, match, row)


def _head(kind: str, title: str, mark: str) -> str:
    """The line that opens our block; of a kind that is none of ours its name is the title."""
    if mark == "???":
        return f"::: spoiler {title or kind.capitalize()}"
    name = kind if kind in OURS else ALIKE.get(kind, "note")
    return f"::: {name} {title or ('' if kind in OURS else kind.capitalize())}"


def _tabs(
    rows: Sequence[Row], place: int, match: re.Match[str], moved: Moved, depth: int
) -> tuple[list[Row], int]:
    """The set of tabs that begins here, and the row after it."""
    found: list[Row] = []
    first, end = rows[place], place
    one: re.Match[str] | None = match
    while one is not None and (not found or one["mark"] == "==="):
        end = _end(rows, place, one)
        title = one["title"].replace('\\"', '"')
        body = _body(rows[place + 1 : end], one, moved, depth)
        found += _framed(f":::{{tab-item}} {title}", body, one, rows[place])
        place = _next(rows, end)
        one = _opening(rows, place) if place < len(rows) else None
        if one is not None and (one["indent"], one["mark"][:3]) != (match["indent"], "==="):
            one = None
    return _framed("::::{tab-set}", found, match, first), end


def _next(rows: Sequence[Row], place: int) -> int:
    """The next row that is not empty."""
    while place < len(rows) and not rows[place].text.strip():
        place += 1
    return place


def _quoted(body: list[Row], match: re.Match[str], like: Row) -> list[Row]:
    """The rows as a quotation."""
    indent = match["indent"].expandtabs(WIDTH)
    empty = replace(like, text="", code=False)
    return [empty, *(replace(r, text=f"{indent}> {r.text}".rstrip()) for r in body), empty]


def _framed(head: str, body: list[Row], match: re.Match[str], like: Row) -> list[Row]:
    indent = match["indent"].expandtabs(WIDTH)
    colons = head[: len(head) - len(head.lstrip(":"))]

    def line(text: str) -> Row:
        return replace(like, text=f"{indent}{text}".rstrip(), code=False)

    empty = line("")
    return [empty, line(head), empty, *body, empty, line(colons), empty]
