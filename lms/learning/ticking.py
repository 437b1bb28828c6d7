"""Which boxes of a checklist are ticked, when the checklist has changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from lms.content.course import Task

MOST_LOST = 30  # ticks whose lines are looked for; more at once is another checklist
LONGEST = 200  # characters by which a line is known again
ALIKE = 0.6
"""From this likeness on, a line is taken for the one that was ticked under other words."""


def counted(original: Sequence[Task], read: Sequence[Task]) -> Sequence[Task]:
    """The lines that a reader ticks: the original's, unless a translation has other ones.

    With more lines or fewer a translation has boxes of its own, and ticking all of them is ticking
    all that its readers see.
    """
    same = {task.key for task in original} == {task.key for task in read}
    return original if same else read


def adopted(tasks: Sequence[Task], ticks: Mapping[str, str]) -> dict[str, str]:
    """The key of each line that takes over a tick, and the key that the tick has.

    `ticks` are words by key. A line that stands as it was ticked keeps its tick, wherever it has
    moved. A tick whose line is gone goes to the line most like it that has none: an author who
    mends a word takes nothing from anybody. With no such line it waits for its own to return.
    """
    keys = {task.key for task in tasks}
    found = {key: key for key in keys & ticks.keys()}
    for lost in sorted(ticks.keys() - keys)[:MOST_LOST]:
        free = (
            (_likeness(task.text, ticks[lost]), task) for task in tasks if task.key not in found
        )
        best = max(free, key=lambda pair: pair[0], default=None)
        if best is not None and best[0] >= ALIKE:
            found[best[1].key] = lost
    return found


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(
        None, one.casefold()[:LONGEST], other.casefold()[:LONGEST], autojunk=False
    )
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
