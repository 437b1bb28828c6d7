"""Letting months pass in seconds: what happens is played in order, on a clock that is set back.

The actions are those of every day and ask the clock what time it is; so orders, posts, grants and
the journal are dated as if the school had been open all along, and nothing is altered afterwards.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from lms.platform import clock, jobs, journal
from lms.platform.db import transaction

TOLD = timedelta(days=2)  # what is older nobody is told of any more by bell or mail
UNITS = {"h": "hours", "m": "minutes"}


@dataclass(frozen=True, slots=True)
class Happening:
    """Something somebody did, and when."""

    at: datetime
    act: Callable[[], object]
    alone: bool = False
    """It opens its own transactions, because Stripe is asked between them."""


class Past:
    """A clock that is moved by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Where the hand stands."""
        return self.at


def replay(happenings: Iterable[Happening], today: datetime) -> None:
    """Let all of them happen, the oldest first, each at its time."""
    script = sorted([*happenings, _listen(today - TOLD)], key=lambda h: h.at)
    with _set_back(script[0].at) as past:
        for alone, some in groupby(script, key=lambda h: h.alone):
            if alone:
                for happening in some:
                    past.at = happening.at
                    happening.act()
                    jobs.run_due()
            else:
                _together(some, past)
        past.at = today
        jobs.run_due()


def moment(ago: str, zone: str, now: datetime) -> datetime:
    """When that was: "38d 12:10" by the clock of a zone, or "26h", "3m" ago; never after now."""
    number, unit = int(ago.split()[0][:-1]), ago.split()[0][-1]
    if unit in UNITS:
        return now - timedelta(**{UNITS[unit]: number})
    hour = time.fromisoformat(ago.split()[1])
    return min(on(now.date() - timedelta(days=number), hour, zone), now)


def on(day: date, hour: time, zone: str) -> datetime:
    """A day and an hour in a time zone, in UTC."""
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def _together(some: Iterable[Happening], past: Past) -> None:
    """One transaction for many: a slow disk then does not make the first start slow."""
    with transaction():
        for happening in some:
            past.at = happening.at
            happening.act()


def _listen(at: datetime) -> Happening:
    """From then on the journal is read again."""
    readers = dict(journal.READERS)
    return Happening(at, lambda: journal.READERS.update(readers))


@contextmanager
def _set_back(start: datetime) -> Iterator[Past]:
    past, real = Past(start), clock.now
    readers = dict(journal.READERS)
    journal.READERS.clear()
    clock.now = past.now
    try:
        yield past
    finally:
        clock.now = real
        journal.READERS.update(readers)
