"""The people of a cohort, and those who may come."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, func, select

from lms.accounts.models import CourseRole, User
from lms.cohorts.models import Cohort, CohortMentor, Enrollment
from lms.cohorts.queries.inside import by_seat, is_guide, is_inside
from lms.cohorts.roster import Newcomer
from lms.platform import paging
from lms.platform.db import db
from lms.platform.paging import Page

AT_ONCE = 500  # addresses in one statement


class Outcome(StrEnum):
    """What bringing somebody in would do."""

    ENROLL = "enroll"
    INVITE = "invite"
    """Nobody has this address: an account is made and its owner is written to."""
    NAMELESS = "nameless"
    """Nobody has this address, and an account needs a name: they stay out."""
    ALREADY = "already"
    CLOSED = "closed"


def members(cohort: Cohort, now: datetime, number: int) -> Page[User]:
    """The people whose seat in a cohort holds, by name, a page at a time."""
    return paging.scalars_page(_members(cohort.id, now), number)


def member_count(cohort: Cohort, now: datetime) -> int:
    """How many people's seats hold."""
    counted = select(func.count()).select_from(_members(cohort.id, now).order_by(None).subquery())
    return db.session.scalar(counted) or 0


def uninvited(cohort: Cohort, now: datetime) -> Sequence[Enrollment]:
    """Those with a seat and no password who were not asked for one here.

    Whoever has confirmed their address is told of their seat by another letter.
    """
    waits = User.password_hash == "", User.email_confirmed_at.is_(None), User.closed_at.is_(None)
    return db.session.scalars(
        select(Enrollment)
        .join(User, User.id == Enrollment.user_id)
        .where(User.id.in_(_seated(cohort.id, now)), *waits)
        .where(Enrollment.cohort_id == cohort.id, Enrollment.invited_at.is_(None))
        .order_by(Enrollment.id)
    ).all()


def mentors(cohort_id: int) -> Sequence[User]:
    """The mentors of a cohort."""
    return db.session.scalars(
        select(User)
        .join(CohortMentor, CohortMentor.user_id == User.id)
        .where(CohortMentor.cohort_id == cohort_id)
        .order_by(User.name)
    ).all()


def instructors(course: str) -> Sequence[User]:
    """Those who teach a course, by name."""
    return db.session.scalars(
        select(User)
        .join(CourseRole, CourseRole.user_id == User.id)
        .where(CourseRole.course == course)
        .order_by(User.name)
        .limit(50)
    ).all()


def people_inside(cohort: Cohort, now: datetime, number: int) -> Page[User]:
    """Members, mentors and instructors, those who guide first, then by name, a page at a time."""
    found = select(User).where(is_inside(cohort, now), User.closed_at.is_(None))
    guides_first = is_guide(cohort).desc()
    return paging.scalars_page(found.order_by(guides_first, func.lower(User.name), User.id), number)


def people_by_email(emails: Iterable[str]) -> Mapping[str, User]:
    """Those whose (tidied) addresses are among these, by address."""
    found: dict[str, User] = {}
    wanted = list(emails)
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        people = db.session.scalars(select(User).where(User.email.in_(some)))
        found |= {user.email: user for user in people}
    return found


def outcomes(cohort: Cohort, newcomers: Sequence[Newcomer], now: datetime) -> Mapping[str, Outcome]:
    """By address: what bringing these people into a cohort would do now."""
    known = people_by_email([n.email for n in newcomers])
    seated = set(db.session.scalars(_seated(cohort.id, now)))
    return {n.email: _outcome(n, known.get(n.email), seated) for n in newcomers}


def _outcome(newcomer: Newcomer, user: User | None, seated: set[int]) -> Outcome:
    if user is None:
        return Outcome.INVITE if newcomer.name else Outcome.NAMELESS
    if user.id in seated:
        return Outcome.ALREADY
    return Outcome.ENROLL if user.is_active else Outcome.CLOSED


def _members(cohort_id: int, now: datetime) -> Select[User]:
    return (
        select(User)
        .where(User.id.in_(_seated(cohort_id, now)))
        .order_by(func.lower(User.name), User.id)
    )


def _seated(cohort_id: int, now: datetime) -> Select[int]:
    return by_seat(now).people_of(cohort_id).distinct()
