"""What is put in order now and then: rows that have done their work are dropped, above all."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import text

from lms.platform import clock
from lms.platform.db import db, transaction

MOST_AT_ONCE = 10_000  # rows; a writer must not keep others waiting

Broom = Callable[[datetime], None]

BROOMS: list[Broom] = []


def swept(broom: Broom) -> Broom:
    """Register what is done at a worker's start and each hour, in a transaction, given the time."""
    BROOMS.append(broom)
    return broom


@swept
def see_how_much_there_is(_now: datetime) -> None:
    """Let SQLite look how its tables are filled, by which it chooses the way to an answer.

    It takes milliseconds, as it reads a few hundred rows of each index; PostgreSQL does the same by
    itself. See https://www.sqlite.org/lang_analyze.html, "Approximate ANALYZE".
    """
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA analysis_limit=400"))
        db.session.execute(text("ANALYZE"))


def sweep() -> None:
    """Put everything in order, each thing by itself."""
    for broom in BROOMS:
        with transaction():
            broom(clock.now())
