"""When a lesson opens whose author gave it a date: arithmetic on a calendar.

"+7d" and "+2w" count from the beginning; "week 2" is the eighth day; a date is meant by the clock
of the cohort. Days are days of the calendar, also where one of them has 23 hours.
"""

import re
from datetime import datetime, timedelta

AFTER = re.compile(r"\+(?P<number>\d{1,4})(?P<unit>[dw])")
WEEK = re.compile(r"week (?P<number>\d{1,3})")


def opens_at(release: str, begins: datetime) -> datetime:
    """When a lesson opens to those who began then; both by the same clock, whichever that is.

    ValueError for what is no release.
    """
    if match := AFTER.fullmatch(release):
        return begins + timedelta(days=int(match["number"]) * (7 if match["unit"] == "w" else 1))
    if match := WEEK.fullmatch(release):
        return begins + timedelta(weeks=max(int(match["number"]), 1) - 1)
    named = datetime.fromisoformat(release)
    return named if named.tzinfo else named.replace(tzinfo=begins.tzinfo)
