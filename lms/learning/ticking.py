"""Which boxes of a checklist are ticked, when the checklist has changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from lms.content.course import Task

ALIKE = 0.6
"""From this likeness on, a line is taken for the one that was ticked under other words."""


def adopted(tasks: Sequence[Task], ticks: Mapping[str, str]) -> dict[str, str]:
    """The key of each line that takes over a tick, and the key that the tick has.

    `ticks` are words by key. A line that stands as it was ticked keeps its tick, wherever it has
    moved. A tick whose line is gone goes to the line most like it that has none: an author who
    mends a word takes nothing from anybody. With no such line it waits for its own to return.
    """
    keys = {task.key for task in tasks}
    found = {key: key for key in keys & ticks.keys()}
    for lost in sorted(ticks.keys() - keys):
        free = [task for task in tasks if task.key not in found]
        best = max(free, key=lambda task: _likeness(task.text, ticks[lost]), default=None)
        if best is not None and _likeness(best.text, ticks[lost]) >= ALIKE:
            found[best.key] = lost
    return found


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
