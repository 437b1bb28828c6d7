"""Small decisions of the front page and of today."""

from datetime import timedelta

NEWS_FOR = timedelta(weeks=8)  # that a cohort was cancelled is told on Today so long
COUNTED_FOR = timedelta(hours=1)  # figures of a front page need not be newer


def part_of_day(hour: int) -> str:
    """Night until five, morning until noon, afternoon until six, then evening until midnight."""
    for until, part in ((5, "night"), (12, "morning"), (18, "afternoon")):
        if hour < until:
            return part
    return "evening"
