"""The people of a cohort as staff see them: why they are in, and how far they are."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import contains_eager, selectinload

from lms.accounts.models import User
from lms.admin.queries.people import holds
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort, Enrollment, Grant
from lms.content.course import Course
from lms.learning import queries as learning
from lms.learning.models import Completion, Place
from lms.platform import paging
from lms.platform.db import db
from lms.platform.paging import PER_PAGE, Page


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a cohort."""

    user: User
    grants: tuple[Grant, ...]
    """The newest first."""
    holding: Grant | None
    """The newest that holds; None when they are out."""
    done: int
    """Lessons finished."""
    seen_at: datetime | None
    """When they last read or finished something in the course."""


def roster(
    cohort: Cohort, course: Course | None, asked: tuple[str, bool], now: datetime, number: int
) -> Page[Member]:
    """A page of a cohort's people, by name; `asked`: (words of a name, whether also those out)."""
    found = _enrollments(cohort, *asked, now)
    page = paging.scalars_page(found, number)
    return Page(_members(page.items, course, now), page.number, page.total, page.per_page)


def everyone(cohort: Cohort, course: Course | None, now: datetime) -> Iterator[Member]:
    """All of a cohort's people, those out too, read in portions."""
    found, first = _enrollments(cohort, "", True, now), 0
    while some := db.session.scalars(found.limit(PER_PAGE).offset(first)).unique().all():
        yield from _members(some, course, now)
        first += PER_PAGE


def _enrollments(cohort: Cohort, words: str, also_out: bool, now: datetime) -> Select[Enrollment]:
    found = (
        select(Enrollment)
        .join(User, User.id == Enrollment.user_id)
        .options(contains_eager(Enrollment.user), selectinload(Enrollment.grants))
        .where(Enrollment.cohort_id == cohort.id)
        .order_by(func.lower(User.name), User.id)
    )
    if not also_out:
        holding = exists().where(Grant.enrollment_id == Enrollment.id)
        found = found.where(holding.where(cohort_queries.holds_at(now)))
    if words:
        found = found.where(holds(words))
    return found


def _members(some: Collection[Enrollment], course: Course | None, now: datetime) -> list[Member]:
    ids = [enrollment.user_id for enrollment in some]
    done = _lessons_done(ids, course) if course else {}
    read = _last_read(ids, course.slug) if course else {}
    return [_member(enrollment, done, read, now) for enrollment in some]


def _member(
    enrollment: Enrollment,
    done: Mapping[int, tuple[int, datetime]],
    read: Mapping[int, datetime],
    now: datetime,
) -> Member:
    grants = tuple(sorted(enrollment.grants, key=lambda g: (g.starts_at, g.id), reverse=True))
    holding = (g for g in grants if g.starts_at <= now and (g.ends_at is None or g.ends_at > now))
    count, finished_at = done.get(enrollment.user_id, (0, None))
    times = [t for t in (finished_at, read.get(enrollment.user_id)) if t]
    return Member(enrollment.user, grants, next(holding, None), count, max(times, default=None))


def _lessons_done(ids: Collection[int], course: Course) -> dict[int, tuple[int, datetime]]:
    """By person: how many lessons count, and when the last was finished; one statement."""
    rows = db.session.execute(
        select(Completion.user_id, func.count(), func.max(Completion.created_at))
        .where(
            Completion.user_id.in_(ids), Completion.course == course.slug, learning.counts(course)
        )
        .group_by(Completion.user_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _last_read(ids: Collection[int], course: str) -> dict[int, datetime]:
    """By person: when they last opened a lesson; one statement."""
    rows = db.session.execute(
        select(Place.user_id, Place.updated_at).where(
            Place.user_id.in_(ids), Place.course == course
        )
    )
    return {row[0]: row[1] for row in rows}
