"""The weekly hour, as clocks in two places show it."""

from datetime import UTC, date, datetime, time

import pytest
from flask import Flask

from lms.cohorts.hours import Hour, hour, meeting
from lms.cohorts.meeting_words import coming
from lms.cohorts.models import Cohort
from lms.platform.i18n import speaking

THURSDAY = Hour(3, time(18, 30), 90, "Europe/Rome")
NOON = datetime(2027, 4, 5, 12, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("now", "first", "last", "begins"),
    [
        (NOON, None, None, "2027-04-08T18:30:00+02:00"),
        (datetime(2027, 4, 8, 17, 59, tzinfo=UTC), None, None, "2027-04-08T18:30:00+02:00"),
        (datetime(2027, 4, 8, 18, 0, tzinfo=UTC), None, None, "2027-04-15T18:30:00+02:00"),
        (NOON, date(2027, 5, 3), None, "2027-05-06T18:30:00+02:00"),  # not before it begins
        (NOON, None, date(2027, 2, 28), "2027-02-25T18:30:00+01:00"),  # nor after it has ended
        (datetime(2027, 3, 29, tzinfo=UTC), None, None, "2027-04-01T18:30:00+02:00"),  # summer time
    ],
)
def test_the_next_meeting(
    now: datetime, first: date | None, last: date | None, begins: str
) -> None:
    found = meeting(THURSDAY, now, first, last)
    assert found.begins_at.isoformat() == begins
    assert (found.ends_at - found.begins_at).total_seconds() == 5_400


def test_it_may_be_another_day_elsewhere() -> None:
    found = meeting(Hour(0, time(1, 0), 60, "Asia/Tokyo"), NOON, None, None)
    assert found.begins_at.astimezone(UTC).strftime("%A %H:%M") == "Sunday 16:00"
    assert not found.looks_the_same_in("Europe/Rome", "Asia/Tokyo")


def test_two_towns_may_share_a_clock() -> None:
    assert meeting(THURSDAY, NOON, None, None).looks_the_same_in("Europe/Paris", "Europe/Rome")


@pytest.mark.parametrize(
    ("weekday", "at", "minutes"), [(None, time(9), 60), (1, None, 60), (1, time(9), None)]
)
def test_part_of_an_hour_is_none(weekday: int | None, at: time | None, minutes: int | None) -> None:
    assert hour(weekday, at, minutes, "Europe/Rome") is None


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2027-04-05T12:00", "Meets next on Thursday 8 April, 17:30–19:00."),
        ("2027-04-08T16:29", "Meets today, 17:30–19:00."),
        ("2027-04-08T16:30", "Meets now, until 19:00."),
        ("2027-04-08T18:00", "Meets next on Thursday 15 April, 17:30–19:00."),
        ("2027-04-15T18:00", ""),  # the last is over
    ],
)
def test_what_is_told_of_it_by_the_clock_of_who_reads(now: str, told: str, app: Flask) -> None:
    cohort = Cohort(
        meets_on=3, meets_at=time(18, 30), meets_minutes=90, time_zone="Europe/Rome",
        ends_on=date(2027, 4, 18),
    )  # fmt: skip
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    with app.test_request_context(), speaking("en"):
        assert coming(cohort, "Europe/London", moment) == told
        assert coming(Cohort(time_zone="Europe/Rome"), "Europe/London", moment) == ""


def test_a_few_days_without_the_weekday_have_no_meeting(app: Flask) -> None:
    cohort = Cohort(
        meets_on=0, meets_at=time(18, 30), meets_minutes=90, time_zone="Europe/Rome",
        starts_on=date(2027, 4, 14), ends_on=date(2027, 4, 16),
    )  # fmt: skip
    with app.test_request_context(), speaking("en"):
        assert coming(cohort, "Europe/Rome", NOON) == ""
