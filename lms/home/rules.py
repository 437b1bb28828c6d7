"""Small decisions of the front page and of today."""

from datetime import timedelta

COUNTED_FOR = timedelta(hours=1)  # figures of a front page need not be newer


def part_of_day(hour: int) -> str:
    """Morning until noon, afternoon until six, then evening, which lasts until five."""
    if 5 <= hour < 12:
        return "morning"
    return "afternoon" if 12 <= hour < 18 else "evening"
