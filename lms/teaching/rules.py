"""What the numbers say: where people stop, who is stuck, what a revision changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from lms.cohorts.rules import UNDER_WAY, is_over

STUCK_AFTER = timedelta(days=7)  # a cohort moves by the week
HARD_BELOW = 80  # percent of first answers that are right; above it a question is no problem
SMALLEST_DROP = 2  # one person fewer is nobody's fault


def steepest_drop(finished: Sequence[int]) -> int | None:
    """The place (from 0) of the lesson before which most people stop; None where few do."""
    drops = [(before - after, place) for place, (before, after) in enumerate(pairwise(finished), 1)]
    worst = max(drops, key=lambda drop: (drop[0], -drop[1]), default=(0, 0))
    return worst[1] if worst[0] >= SMALLEST_DROP else None


def stuck_since(now: datetime, begins_at: datetime | None, state: str) -> datetime | None:
    """Who has finished nothing since this moment is stuck; None while nobody can be."""
    since = now - STUCK_AFTER
    if state not in UNDER_WAY or (begins_at is not None and begins_at > since):
        return None
    return since


def is_to_come(now: datetime, begins_at: datetime | None, state: str) -> bool:
    """Whether a cohort has its beginning before it; one that was cancelled has none."""
    to_come = begins_at is not None and begins_at > now
    return to_come and not is_over(state)


def share(part: int, whole: int) -> int:
    """Percent, rounded to the nearest whole."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def is_hard(right: int, answers: int) -> bool:
    """Whether so many first answers to a question are wrong that it is worth a rewrite."""
    return right * 100 < HARD_BELOW * answers


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one lesson between two revisions."""

    id: str
    kind: str
    """added, removed, changed, or moved (its text is the same)."""
    title: str
    path: str
    """Now; of a removed lesson, where it was."""
    old_path: str = ""
    """Where it was, when that differs."""


def changes(
    before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]
) -> list[Change]:
    """Lesson by lesson, in the order of the newer one; what went comes last."""
    olds = {lesson["id"]: lesson for lesson in before}
    found = [_change(olds.get(lesson["id"]), lesson) for lesson in after]
    now = {lesson["id"] for lesson in after}
    gone = [lesson for lesson in before if lesson["id"] not in now]
    removed = [Change(x["id"], "removed", x["title"], x["path"]) for x in gone]
    return [change for change in found if change is not None] + removed


def _change(old: Mapping[str, str] | None, new: Mapping[str, str]) -> Change | None:
    if old is None:
        return Change(new["id"], "added", new["title"], new["path"])
    came_from = old["path"] if old["path"] != new["path"] else ""
    if old["hash"] != new["hash"]:
        return Change(new["id"], "changed", new["title"], new["path"], came_from)
    return Change(new["id"], "moved", new["title"], new["path"], came_from) if came_from else None
