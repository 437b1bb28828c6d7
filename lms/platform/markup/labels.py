"""Where the words of a link end, found once for all the brackets within them.

markdown-it looks from every opening bracket to the end again: ten thousand of them took most of a
second. One look over the text answers for each bracket that it meets.
"""

from __future__ import annotations

from types import SimpleNamespace

from markdown_it import helpers
from markdown_it.rules_inline import StateInline

Asked = tuple[int, int, bool]
"""Where a bracket opens, where the text ends, and whether a link within is the end of it."""


def label_end(state: StateInline, start: int, disableNested: bool = False) -> int:
    """The place of the bracket that closes the one at `start`; -1 where none does."""
    ends: dict[Asked, int] = state.__dict__.setdefault("label_ends", {})
    asked = (start, state.posMax, disableNested)
    if asked not in ends:
        before = state.pos
        _look(state, start, disableNested, ends)
        state.pos = before
    return ends[asked]


def _look(state: StateInline, start: int, is_link: bool, ends: dict[Asked, int]) -> None:
    """Note the end of each bracket from `start` to its own end.

    One whose end is known is left behind at once; where it has none, nor have those around it.
    """
    opened, state.pos = [start], start + 1
    while state.pos < state.posMax:
        place = state.pos
        char = state.src[place]
        if char == "]":
            ends[opened.pop(), state.posMax, is_link] = place
            if not opened:
                return
        state.md.inline.skipToken(state)
        if char != "[":
            continue
        if state.pos > place + 1:  # a link, or a note, has begun here and is behind us
            end: int | None = -1 if is_link else state.pos - 1
        else:
            end = ends.get((place, state.posMax, is_link))
        if end is None:
            opened.append(place)
        elif end < 0:
            break
        else:
            state.pos = end + 1
    ends.update(((left, state.posMax, is_link), -1) for left in opened)


HELPERS = SimpleNamespace(
    parseLinkLabel=label_end,
    parseLinkDestination=helpers.parseLinkDestination,
    parseLinkTitle=helpers.parseLinkTitle,
)
"""The library's own, but for this one."""
