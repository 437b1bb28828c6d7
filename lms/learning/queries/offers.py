"""What a course offers to those who are not in it yet."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, select

from lms.accounts.models import User
from lms.cohorts import queries as cohort_queries
from lms.cohorts import rules as cohort_rules
from lms.cohorts.meeting_words import meets
from lms.cohorts.models import Cohort, CohortMentor
from lms.content.course import Course
from lms.platform.db import db
from lms.platform.i18n import gettext as _
from lms.platform.i18n import own_zone


@dataclass(frozen=True, slots=True)
class Offer:
    """A cohort as it is offered to somebody who may come in."""

    slug: str
    name: str
    course: str
    course_title: str
    self_paced: bool
    starts_on: date | None
    ends_on: date | None
    time_zone: str
    language: str
    """What it speaks; empty where nobody has said."""
    live: tuple[str, ...]
    """When it meets, in words: by the reader's clock, and by the cohort's."""
    seats: int | None
    price_amount: int
    """Minor units; 0 is free."""
    price_currency: str
    people: int = 0
    """Who have a seat."""
    seats_taken: int = 0
    """Theirs, and those that are held for people who have not paid yet."""
    mentors: tuple[User, ...] = ()
    closed: str = ""
    """Why nobody comes in any more, in words; empty while people do."""

    @property
    def is_open(self) -> bool:
        """Whether somebody may come in now."""
        full = self.seats is not None and self.seats_taken >= self.seats
        return not self.closed and not full


def offers(courses: Mapping[str, Course], now: datetime, only: str | None = None) -> list[Offer]:
    """The cohorts that visitors are shown, those one may join first; four statements at most."""
    cohorts = [cohort for cohort in cohort_queries.joinable(only) if cohort.course in courses]
    if not cohorts:
        return []
    seats = cohort_queries.seats_sold_and_held_in(cohorts, now)
    guides = _mentors([cohort.id for cohort in cohorts])
    made = [
        replace(
            _offer(cohort, courses[cohort.course], now),
            people=seats[cohort.id][0],
            seats_taken=sum(seats[cohort.id]),
            mentors=guides.get(cohort.id, ()),
            closed=_closed(cohort, now),
        )
        for cohort in cohorts
    ]
    return sorted(made, key=lambda offer: not offer.is_open)


def mentors(offers: Iterable[Offer]) -> list[tuple[User, list[str]]]:
    """Who guides these cohorts, each person once, with the names of theirs."""
    found: dict[int, tuple[User, list[str]]] = {}
    for offer in offers:
        for mentor in offer.mentors:
            found.setdefault(mentor.id, (mentor, []))[1].append(offer.name)
    return list(found.values())


def people(names: Iterable[str]) -> Mapping[str, User]:
    """By handle those of these names that are handles of people here; one statement."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    known = select(User).where(User.handle.in_(wanted), User.closed_at.is_(None))
    found = db.session.scalars(known)
    return {user.handle: user for user in found}


def _mentors(cohort_ids: Collection[int]) -> dict[int, tuple[User, ...]]:
    rows = db.session.execute(_mentor_rows(), {"cohorts": list(cohort_ids)})
    found: dict[int, tuple[User, ...]] = {}
    for cohort_id, mentor in rows:
        found[cohort_id] = (*found.get(cohort_id, ()), mentor)
    return found


@cache
def _mentor_rows() -> Select[int, User]:
    """(cohort, mentor) by name, of some cohorts; built once."""
    return (
        select(CohortMentor.cohort_id, User)
        .join(User, User.id == CohortMentor.user_id)
        .where(CohortMentor.cohort_id.in_(bindparam("cohorts", expanding=True)))
        .order_by(User.name)
    )


def _closed(cohort: Cohort, now: datetime) -> str:
    """Why nobody comes into a cohort any more; empty while people do."""
    if cohort_rules.may_join(cohort.state, cohort.self_paced):
        return ""
    today = now.astimezone(ZoneInfo(cohort.time_zone)).date()
    week = cohort_rules.weeks(cohort.starts_on, cohort.ends_on, today)
    if week is None:
        return str(_("under way"))
    return str(_("under way, week %(now)s of %(all)s", now=week[0], all=week[1]))


def _offer(cohort: Cohort, course: Course, now: datetime) -> Offer:
    own = (cohort.price_amount, cohort.price_currency)
    amount, currency = cohort_rules.price(own, (course.price_amount, course.price_currency))
    return Offer(
        slug=cohort.slug,
        name=cohort.title,
        course=course.slug,
        course_title=course.title,
        self_paced=cohort.self_paced,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        time_zone=cohort.time_zone,
        language=cohort.language,
        live=tuple(meets(cohort, own_zone(), now)),
        seats=cohort.seats,
        price_amount=amount,
        price_currency=currency,
    )
