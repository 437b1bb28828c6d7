"""Rows that have done their work are dropped now and then, so that no table only grows."""

from collections.abc import Callable
from datetime import datetime

from lms.platform import clock
from lms.platform.db import transaction

MOST_AT_ONCE = 10_000  # rows; a writer must not keep others waiting

Broom = Callable[[datetime], None]

BROOMS: list[Broom] = []


def swept(broom: Broom) -> Broom:
    """Register what drops the old rows of one table, in a transaction, given the time."""
    BROOMS.append(broom)
    return broom


def sweep() -> None:
    """Drop what is old, each table by itself."""
    for broom in BROOMS:
        with transaction():
            broom(clock.now())
