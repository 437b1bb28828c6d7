"""What is put in order now and then: rows that have done their work are dropped, above all."""

from collections.abc import Callable
from datetime import datetime

from lms.platform import clock
from lms.platform.db import transaction

MOST_AT_ONCE = 10_000  # rows; a writer must not keep others waiting

Broom = Callable[[datetime], None]

BROOMS: list[Broom] = []


def swept(broom: Broom) -> Broom:
    """Register what is done at a worker's start and each hour, in a transaction, given the time."""
    BROOMS.append(broom)
    return broom


def sweep() -> None:
    """Put everything in order, each thing by itself."""
    for broom in BROOMS:
        with transaction():
            broom(clock.now())
