"""`/// note | Title` … `///`, the newer blocks of pymdown, as our blocks.

Source: https://facelessuser.github.io/pymdown-extensions/extensions/blocks/
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from lms.content.importing.admonitions import ALIKE, OURS, WIDTH, columns, stands_in_one
from lms.content.importing.prose import words_of
from lms.content.importing.rows import Row, marked, paragraph
from lms.content.importing.shape import Moved

_OPEN = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>/{3,}) *(?P<name>[A-Za-z][\w-]*)(?: *\| *(?P<title>.*?))?\s*$"
)
_OPTION = re.compile(r"[ \t]+(?P<key>[\w-]+):\s*(?P<value>.*?)\s*$")
_BLOCKS = "pymdownx.blocks."
_READ = {name: name for name in ("tab", "details", "html", "caption")} | {"define": "definition"}
"""By the name of a block, the extension that reads it; others are admonitions."""
DEEPEST = 12


def without_slashes(rows: Sequence[Row], moved: Moved, depth: int = 0) -> list[Row]:
    """The rows, with blocks between slashes as ours; what a frame of no meaning holds stays."""
    if not any(_has_mark(row) for row in rows):
        return list(rows)
    found: list[Row] = []
    marks = _marks(rows)
    closings = _closings(rows, marks) if depth < DEEPEST else {}
    place = 0
    while place < len(rows):
        match = _OPEN.match(rows[place].text) if place in marks else None
        end = _end(closings.get(match["mark"], ()), place) if match else 0
        if not match or not end or not _is_read(match, rows[place], moved):
            found.append(rows[place])
            place += 1
            continue
        options, body = _options(rows[place + 1 : end])
        inner = without_slashes(body, moved, depth + 1)
        head = _head(match["name"].lower(), match["title"] or "", options)
        if not head:
            moved.tell_once(rows[place], "blocks of /// without a meaning here became plain text")
        framed = _framed(head, inner, match["indent"], rows[place])
        if not head:
            framed = _apart(found, inner, rows[end + 1 :][:1], rows[place])
        found += _in_tab_set(framed, found, rows[place]) if "tab-item" in head else framed
        place = end + 1
    return marked(found) if depth == 0 else found


def _is_read(match: re.Match[str], row: Row, moved: Moved) -> bool:
    extension = _READ.get(match["name"].lower(), "admonition")
    return moved.reads(row, f"/// {match['name']}", f"{_BLOCKS}{extension}")


def _has_mark(row: Row) -> bool:
    return not row.code and row.text.lstrip().startswith("///")


def _marks(rows: Sequence[Row]) -> set[int]:
    """The rows that begin with slashes, without those of code that is indented."""
    words = words_of(rows)
    return {
        place
        for place, row in enumerate(rows)
        if _has_mark(row)
        and (words[place] or columns(row.text) < WIDTH or stands_in_one(rows, place))
    }


def _closings(rows: Sequence[Row], marks: set[int]) -> dict[str, list[int]]:
    """By its slashes, the rows with nothing else on them."""
    found: dict[str, list[int]] = {}
    for place in sorted(marks):
        text = rows[place].text.strip()
        if not text.strip("/"):
            found.setdefault(text, []).append(place)
    return found


def _end(closings: Sequence[int], place: int) -> int:
    """The first row after this one that closes its block; 0 where none does."""
    after = bisect_right(closings, place)
    return closings[after] if after < len(closings) else 0


def _options(rows: Sequence[Row]) -> tuple[dict[str, str], list[Row]]:
    """What is set right below the opening line, and the rows after it."""
    options: dict[str, str] = {}
    place = 0
    while place < len(rows) and (match := _OPTION.match(rows[place].text)):
        options[match["key"]] = match["value"]
        place += 1
    is_whole = place == len(rows) or not rows[place].text.strip()
    return (options, list(rows[place:])) if is_whole else ({}, list(rows))


def _head(name: str, title: str, options: dict[str, str]) -> str:
    """The line that opens our block; empty where ours has no such thing."""
    kind = options.get("type", "note").lower() if name == "admonition" else name
    if name == "tab":
        return f":::{{tab-item}} {title}"
    if name == "details":
        return f"::: spoiler {title}"
    if kind in OURS or kind in ALIKE or name == "admonition":
        title = title or ("" if kind in OURS else kind.capitalize())
        return f"::: {kind if kind in OURS else ALIKE.get(kind, 'note')} {title}"
    return ""


def _framed(head: str, inner: list[Row], indent: str, like: Row) -> list[Row]:
    above = [_line(indent, text, like) for text in ("", head, "")]
    return [*above, *inner, *(_line(indent, text, like) for text in ("", ":::", ""))]


def _apart(above: list[Row], inner: list[Row], below: Sequence[Row], like: Row) -> list[Row]:
    """The rows of a block without its frame: no paragraph runs into another one."""
    inner = paragraph(inner)
    empty = [_line("", "", like)]
    first = empty if above and above[-1].text.strip() else []
    return [*first, *inner, *(empty if below and below[0].text.strip() else [])]


def _in_tab_set(framed: list[Row], before: list[Row], like: Row) -> list[Row]:
    """The tab in a set of tabs: in the one that ends right above, which is opened for it again."""
    indent = like.text[: len(like.text) - len(like.text.lstrip())]
    closing = _line(indent, "::::", like)
    while before and not before[-1].text.strip():
        before.pop()
    if before and not before[-1].code and before[-1].text == closing.text:
        before.pop()
        return [*framed, closing, _line("", "", like)]
    opening = [_line(indent, text, like) for text in ("", "::::{tab-set}")]
    return [*opening, *framed, closing, _line("", "", like)]


def _line(indent: str, text: str, like: Row) -> Row:
    return replace(like, text=f"{indent}{text}".rstrip(), code=False)
