"""Finding cohorts: by their address, for whoever may know of them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, select

from lms.accounts.models import User
from lms.cohorts import rules
from lms.cohorts.models import Cohort, CohortMentor
from lms.cohorts.queries.standing import belongs, guides
from lms.cohorts.rules import CohortState
from lms.platform import paging
from lms.platform.db import db, locked, one_or_not_found
from lms.platform.paging import Page


def cohort(slug: str) -> Cohort:
    """The cohort at this address, for staff; or NotFound."""
    return one_or_not_found(select(Cohort).where(Cohort.slug == slug))


def published_cohort(slug: str) -> Cohort:
    """A cohort that everybody may know of; or NotFound."""
    public = select(Cohort).where(Cohort.slug == slug, Cohort.state != CohortState.DRAFT)
    return one_or_not_found(public)


def cohort_of_member(user: User, slug: str, now: datetime) -> Cohort:
    """A cohort that this person is inside of, as member or guide; or NotFound."""
    found = select(Cohort).where(Cohort.slug == slug)
    return one_or_not_found(found.where(belongs(user, now)))


def cohort_of_mentor(user: User, slug: str) -> Cohort:
    """A cohort that this person guides (mentor, instructor, admin); or NotFound."""
    found = select(Cohort).where(Cohort.slug == slug)
    return one_or_not_found(found.where(guides(user)))


def locked_cohort(cohort_id: int) -> Cohort:
    """The cohort, kept from other writers: seats are counted only behind this lock."""
    return locked(select(Cohort).where(Cohort.id == cohort_id))


def guided_by(user: User) -> Sequence[Cohort]:
    """The cohorts of which a person is a mentor, the running ones first."""
    return db.session.scalars(
        select(Cohort)
        .join(CohortMentor, CohortMentor.cohort_id == Cohort.id)
        .where(CohortMentor.user_id == user.id)
        .order_by(Cohort.state.in_(rules.OVER), Cohort.starts_on.desc())
        .limit(100)
    ).all()


def meeting(cohorts: Collection[int]) -> Sequence[Cohort]:
    """Those of these cohorts, by their ids, that meet at an hour of the week and are not over."""
    at_an_hour = (Cohort.meets_on.is_not(None), Cohort.state.not_in(rules.OVER))
    return db.session.scalars(select(Cohort).where(Cohort.id.in_(cohorts), *at_an_hour)).all()


def joinable(course: str | None = None) -> Sequence[Cohort]:
    """The cohorts that visitors are shown: open, running, or at your own pace; soonest first."""
    asked = {"course": course} if course is not None else {}
    return db.session.scalars(_joinable(course is not None), asked).all()


@cache
def _joinable(of_one_course: bool) -> Select[Cohort]:
    """Built once, as every visitor's page asks it."""
    shown = select(Cohort).where(Cohort.state.in_((CohortState.OPEN, CohortState.RUNNING)))
    if of_one_course:
        shown = shown.where(Cohort.course == bindparam("course"))
    return shown.order_by(Cohort.self_paced, Cohort.starts_on, Cohort.id).limit(100)


def all_cohorts(state: str, number: int) -> Page[Cohort]:
    """Every cohort, or those in one state, the latest first, a page at a time; for staff."""
    found = select(Cohort).where(Cohort.state == state) if state else select(Cohort)
    latest = found.order_by(Cohort.self_paced, Cohort.starts_on.desc(), Cohort.id.desc())
    return paging.scalars_page(latest, number)


def cohorts_of(course: str) -> Sequence[Cohort]:
    """The latest hundred cohorts of a course, drafts too; for staff."""
    return db.session.scalars(
        select(Cohort)
        .where(Cohort.course == course)
        .order_by(Cohort.self_paced, Cohort.starts_on.desc(), Cohort.id.desc())
        .limit(100)
    ).all()


def beginning(since: date, until: date) -> Sequence[Cohort]:
    """Cohorts not yet running whose first day lies between two days, both included."""
    return db.session.scalars(
        select(Cohort)
        .where(
            Cohort.state.in_((CohortState.DRAFT, CohortState.OPEN)),
            Cohort.starts_on.between(since, until),
        )
        .order_by(Cohort.starts_on, Cohort.id)
        .limit(100)
    ).all()


def self_paced_cohort(course: str) -> Cohort | None:
    """The course's cohort without dates."""
    found = select(Cohort).where(Cohort.course == course, Cohort.self_paced)
    return db.session.scalars(found).one_or_none()


def slug_is_taken(slug: str) -> bool:
    """Whether a cohort has this address."""
    return db.session.scalar(select(Cohort.id).where(Cohort.slug == slug)) is not None
