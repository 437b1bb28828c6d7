"""What the numbers say: where people stop, who is stuck."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

STUCK_AFTER = timedelta(days=7)  # a cohort moves by the week
SMALLEST_DROP = 2  # one person fewer is nobody's fault


def steepest_drop(finished: Sequence[int]) -> int | None:
    """The place (from 0) of the lesson before which most people stop; None where few do."""
    drops = [(before - after, place) for place, (before, after) in enumerate(pairwise(finished), 1)]
    worst = max(drops, key=lambda drop: (drop[0], -drop[1]), default=(0, 0))
    return worst[1] if worst[0] >= SMALLEST_DROP else None


def stuck_since(now: datetime, begins_at: datetime | None, state: str) -> datetime | None:
    """Who has finished nothing since this moment is stuck; None while nobody can be."""
    since = now - STUCK_AFTER
    if state not in ("open", "running") or (begins_at is not None and begins_at > since):
        return None
    return since


def share(part: int, whole: int) -> int:
    """Percent, rounded to the nearest whole."""
    return (200 * part + whole) // (2 * whole) if whole else 0
