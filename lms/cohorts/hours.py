"""The hour at which a cohort meets each week, as clocks in two places show it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = 7  # days
SHORTEST, LONGEST = 5, 600  # minutes


@dataclass(frozen=True, slots=True)
class Hour:
    """A weekday and a time in a cohort's own zone, and how long it lasts."""

    weekday: int
    """0 is Monday."""
    at: time
    minutes: int
    zone: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """The hour in one week, as two moments."""

    begins_at: datetime
    ends_at: datetime

    def looks_the_same_in(self, zone: str, other: str) -> bool:
        """Whether the clocks of two zones agree about it."""
        return self.begins_at.astimezone(ZoneInfo(zone)).replace(
            tzinfo=None
        ) == self.begins_at.astimezone(ZoneInfo(other)).replace(tzinfo=None)


def hour(weekday: int | None, at: time | None, minutes: int | None, zone: str) -> Hour | None:
    """The hour of a cohort that has one."""
    if weekday is None or at is None or minutes is None:
        return None
    return Hour(weekday, at, minutes, zone)


def meeting(kept: Hour, now: datetime, first: date | None, last: date | None) -> Meeting:
    """The next meeting, within the cohort's days; after them the last one.

    A week must be chosen, because two zones do not move their clocks on the same Sunday.
    """
    here = ZoneInfo(kept.zone)
    today = max(now.astimezone(here).date(), first or date.min)
    day = today + timedelta(days=(kept.weekday - today.weekday()) % WEEK)
    if _ends(kept, day, here) <= now:
        day += timedelta(days=WEEK)
    if last is not None and day > last:
        day = last - timedelta(days=(last.weekday() - kept.weekday) % WEEK)
    return Meeting(datetime.combine(day, kept.at, here), _ends(kept, day, here))


def _ends(kept: Hour, day: date, zone: ZoneInfo) -> datetime:
    """An hour stays an hour also in the night in which the clocks change."""
    begins = datetime.combine(day, kept.at, zone).astimezone(ZoneInfo("UTC"))
    return begins + timedelta(minutes=kept.minutes)
