"""Making people, cohorts and seats for a test: each call writes what it says, at once."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from lms.accounts import actions as account_actions
from lms.accounts.models import User
from lms.accounts.passwords import hashed
from lms.cohorts import actions as cohort_actions
from lms.cohorts.models import Cohort
from lms.cohorts.rules import Source
from lms.platform import clock
from lms.platform.db import db, transaction

PASSWORD = "correct horse battery"
COURSE = "bread"  # tests/courses/bread


def make_person(name: str = "Alice", **fields: Any) -> User:
    """A confirmed person called so, at <name>@example.org; with `password=` they can log in."""
    values: dict[str, Any] = {"language": "en", "time_zone": "Europe/Rome"} | fields
    password = values.pop("password", "")
    with transaction():
        user = account_actions.register(
            name,
            values.pop("email", f"{name.lower().replace(' ', '.')}@example.org"),
            hashed(password) if password else "",
            values.pop("language"),
            values.pop("time_zone"),
        )
        user.email_confirmed_at = clock.now()
        for field, value in values.items():
            setattr(user, field, value)
    return user


def make_admin(name: str = "Ada") -> User:
    """A person who runs the school."""
    return make_person(name, admin_since=clock.now())


def today_in_rome() -> date:
    """The day by which these cohorts count; an hour or two of it are yesterday in UTC."""
    return clock.now().astimezone(ZoneInfo("Europe/Rome")).date()


def make_cohort(title: str = "Sinopia", **fields: Any) -> Cohort:
    """A running cohort of the bread course with twelve seats, begun a week ago, 240 EUR."""
    today = today_in_rome()
    values: dict[str, Any] = {
        "slug": title.lower().replace(" ", "-"),
        "title": title,
        "course": COURSE,
        "state": "running",
        "starts_on": today - timedelta(days=7),
        "ends_on": today + timedelta(days=49),
        "time_zone": "Europe/Rome",
        "seats": 12,
        "price_amount": 24_000,
        "price_currency": "EUR",
        "created_at": clock.now(),
    }
    cohort = Cohort(**(values | fields))
    with transaction():
        db.session.add(cohort)
    return cohort


def make_open_cohort(title: str = "Ocra", **fields: Any) -> Cohort:
    """A cohort that begins in three weeks and takes people in."""
    start = today_in_rome() + timedelta(days=21)
    return make_cohort(
        title,
        **({"state": "open", "starts_on": start, "ends_on": start + timedelta(days=56)} | fields),
    )


def make_self_paced_cohort(title: str = "Self-paced group", **fields: Any) -> Cohort:
    """The open cohort of the bread course, without dates or number of seats."""
    return make_cohort(
        title,
        **(
            {"state": "open", "self_paced": True, "starts_on": None, "ends_on": None, "seats": None}
            | fields
        ),
    )


def seat(user: User, cohort: Cohort, source: Source = Source.COMPLIMENTARY, **fields: Any) -> None:
    """Give a person a seat in a cohort; `ends_at=…` for one that has ended."""
    with transaction():
        grant = cohort_actions.enroll(user, cohort, cohort_actions.Reason(source))
        for field, value in fields.items():
            setattr(grant, field, value)


def make_mentor(user: User, cohort: Cohort) -> None:
    """Let a person guide a cohort."""
    with transaction():
        cohort_actions.name_mentor(cohort, user, None)


def make_instructor(user: User, course: str = COURSE) -> None:
    """Let a person teach a course."""
    with transaction():
        account_actions.make_instructor(user, course, None)


def yesterday() -> datetime:
    """This time yesterday."""
    return clock.now() - timedelta(days=1)
