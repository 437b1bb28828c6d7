"""Cohorts are planned, opened, begun and finished; seats come from orders or are given."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from lms.cohorts import actions
from lms.cohorts.actions import Plan, Reason
from lms.cohorts.rules import CohortState, Source
from lms.demo import past
from lms.demo.past import Happening
from lms.demo.script import Cast

Told = dict[str, Any]
PLANNED = timedelta(days=64)  # before the first day
OPENED = timedelta(days=63)
MORNING = time(7, 0)


def first_day(told: Told, now: datetime) -> date:
    """The Monday on which a cohort begins."""
    today = now.date()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=told["begins"])


def last_day(told: Told, now: datetime) -> date:
    """The Sunday with which a cohort ends."""
    return first_day(told, now) + timedelta(weeks=told["weeks"], days=-1)


def dated(cast: Cast, told: Told) -> Iterator[Happening]:
    """The life of a cohort with dates, as far as it has come."""
    first, zone = first_day(told, cast.now), told["zone"]

    def plan() -> None:
        cast.cohorts[told["key"]] = actions.plan_cohort(
            told["course"], _plan(told, cast.now), cast.people["ada"]
        )
        for handle in told["mentors"]:
            actions.name_mentor(cast.cohorts[told["key"]], cast.people[handle], cast.people["ada"])

    yield Happening(past.on(first - PLANNED, MORNING, zone), plan)
    for state, day in (
        (CohortState.OPEN, first - OPENED),
        (CohortState.RUNNING, first),
        (CohortState.FINISHED, last_day(told, cast.now) + timedelta(days=1)),
    ):
        if past.on(day, MORNING, zone) <= cast.now:
            yield Happening(past.on(day, MORNING, zone), _move(cast, told["key"], state))


def own_pace(cast: Cast, told: Told) -> Happening:
    """The opening of a course's cohort without dates."""

    def open_it() -> None:
        at = cast.now - timedelta(days=told["opened"])
        cast.cohorts[told["key"]] = actions.open_self_paced(
            told["course"], told["title"], at, told["language"]
        )

    return Happening(cast.now - timedelta(days=told["opened"]), open_it)


def given_seats(cast: Cast, told: Told) -> Iterator[Happening]:
    """The seats that nobody had to pay for, each with its reason."""
    for seat in told["seat"]:
        if seat["by"] != Source.ORDER:
            yield Happening(cast.moment(seat["at"], seat["who"]), _give(cast, told["key"], seat))


def _plan(told: Told, now: datetime) -> Plan:
    return Plan(
        title=told["title"],
        time_zone=told["zone"],
        starts_on=first_day(told, now),
        ends_on=last_day(told, now),
        seats=told["seats"],
        price_amount=told.get("price"),
        price_currency="EUR" if "price" in told else None,
        language=told["language"],
        meets_on=told["hour"]["on"],
        meets_at=told["hour"]["at"],
        meets_minutes=told["hour"]["minutes"],
    )


def _move(cast: Cast, key: str, to: CohortState) -> Callable[[], None]:
    return lambda: actions.move(cast.cohorts[key], to, cast.people["ada"])


def _give(cast: Cast, key: str, seat: Told) -> Callable[[], None]:
    def give() -> None:
        reason = Reason(seat["by"], words=seat["why"], given_by=cast.people["ada"])
        actions.enroll(cast.people[seat["who"]], cast.cohorts[key], reason)

    return give
