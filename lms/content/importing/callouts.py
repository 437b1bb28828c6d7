"""Callouts of Obsidian that fold, `> [!tip]- Title`: those that are closed become folds of ours.

Source: https://help.obsidian.md/callouts
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lms.content.importing.rows import Row, marked
from lms.content.importing.shape import Moved

_OPEN = re.compile(
    r"(?P<before>(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=[^ \t]))*)>[ \t]?"
    r"\[!(?P<kind>[A-Za-z][\w -]*?)(?P<more>\|[^\[\]]*)?\]"
    r"(?P<fold>[+-]?)(?:[ \t]+(?P<title>.*?))?[ \t]*$"
)
_ITEM = re.compile(r"[^ \t>]")
"""In what stands before a callout, the mark of the item that it is in."""
_BOX = re.compile(r"\[[ xX]\][ \t]+")
_GOES_ON = re.compile(
    r"(?P<before>[ \t>]*)(?!(?:[-*+]|\d{1,9}[.)]|#{1,6})(?:[ \t]|$)|`{3}|~{3}|:{3}|\${2}|%%|[<|]"
    r"|(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$|=+[ \t]*$)[^ \t>]"
)
"""A line that goes on with the paragraph above, as it begins no block of its own."""
_WHITE = re.compile(r"[ \t]+")
_QUOTED = re.compile(r"[ \t]*> ?")
_OPENED = "a callout that can be folded up (+) stays open"
DEEPEST = 12


def with_folds(rows: Sequence[Row], moved: Moved, depth: int = 0) -> list[Row]:
    """The rows, closed callouts as folds; what an open one cannot have here is told."""
    if depth > DEEPEST or not any("[!" in row.text for row in rows):
        return list(rows)
    found: list[Row] = []
    place = 0
    while place < len(rows):
        row, match = rows[place], _opening(rows, place)
        place += 1
        if match and match["fold"] == "-":
            end = _end(rows, place, match["before"])
            found += _fold(row, match, rows[place:end], moved, depth)
            place = end
        else:
            found.append(_plain(row, match, moved) if match else row)
    return marked(found) if depth == 0 else found


def _opening(rows: Sequence[Row], place: int) -> re.Match[str] | None:
    """The line's mark, where a quotation begins with it."""
    match = None if rows[place].code else _OPEN.match(rows[place].text)
    begins_item = match and _below(match["before"]) != match["before"]
    is_in_one = (
        match and place and not begins_item and _is_in(rows[place - 1].text, match["before"])
    )
    return None if is_in_one else match


def _below(before: str) -> str:
    """What stands before the lines below one that begins so: an item's are indented."""
    return _ITEM.sub(" ", _BOX.sub("", before))


def _is_in(text: str, before: str) -> bool:
    """Whether the line stands in a quotation in what is before it."""
    mark = _WHITE.sub("", f"{before}>")
    return _WHITE.sub("", text).startswith(mark)


def _plain(row: Row, match: re.Match[str], moved: Moved) -> Row:
    """The line that opens a callout, without what only Obsidian reads in it."""
    if match["fold"]:
        moved.tell_once(row, _OPENED)
    _tell_more(row, match, moved)
    head = row.text[: match.end("kind")]
    return replace(row, text=f"{head}] {match['title'] or ''}".rstrip())


def _tell_more(row: Row, match: re.Match[str], moved: Moved) -> None:
    if match["more"]:
        moved.tell_once(row, "what stands behind | in a callout's brackets was left out")


def _end(rows: Sequence[Row], place: int, before: str) -> int:
    """The row after the quotation that goes on here."""
    is_in_words, below = True, _below(before)
    least = "" if below == before else below.expandtabs(4)
    for number in range(place, len(rows)):
        text = rows[number].text
        is_in = _is_in(text, below) and text.expandtabs(4).startswith(least)
        if not is_in and not (is_in_words and _goes_on(text, below)):
            return number
        is_in_words = bool(text.strip(" \t>")) and not rows[number].code
    return len(rows)


def _goes_on(text: str, before: str) -> bool:
    """Whether the line belongs to the quotation's last paragraph, with fewer `>` or none."""
    match = _GOES_ON.match(text)
    return match is not None and match["before"].count(">") <= before.count(">")


def _fold(
    row: Row, match: re.Match[str], rows: Sequence[Row], moved: Moved, depth: int
) -> list[Row]:
    """The rows of a closed callout between the lines of a fold, one quotation less deep."""
    before = _below(match["before"])
    body = [replace(one, text=_out(one.text, before)) for one in rows]
    _tell_more(row, match, moved)
    title = match["title"] or match["kind"].replace("-", " ").strip().capitalize()
    empty = replace(row, text=before.rstrip())
    head = replace(row, text=f"{match['before']}::: spoiler {title}".rstrip())
    closing = [empty, replace(row, text=f"{before}:::"), empty]
    # an item begins with its fold
    above = [empty, head] if before == match["before"] else [head]
    return [*above, empty, *with_folds(body, moved, depth + 1), *closing]


def _out(text: str, before: str) -> str:
    """The line without the mark of the innermost quotation that is meant."""
    depth, place = before.count(">"), 0
    for _ in range(depth + 1):
        match = _QUOTED.match(text, place)
        if match is None:
            return before + text.lstrip(" \t>")
        place = match.end()
    return before + text[place:]
