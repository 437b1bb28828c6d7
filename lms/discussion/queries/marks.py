"""What is new to a person, from their read marks."""

from datetime import datetime
from typing import cast

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from lms.accounts.models import CourseRole, User
from lms.cohorts.models import Cohort, CohortMentor, Enrollment, Grant
from lms.cohorts.queries import holds_at
from lms.discussion.models import ReadMark, Thread

MOST_COUNTED = 100  # unread threads; beyond, "99+" says as much


class _Anybody:
    """Stands for the person in statements that are built before anybody asks."""

    def __init__(self, is_admin: bool) -> None:
        self.id: ColumnElement[int] = bindparam("user")
        self.is_admin = is_admin


def asking(is_admin: bool) -> User:
    """A reader whose number is given as `user` when the statement is sent."""
    return cast(User, _Anybody(is_admin))


def mark_of(user: User) -> ColumnElement[bool]:
    """The condition that joins a person's read mark to a thread."""
    return and_(ReadMark.thread_id == Thread.id, ReadMark.user_id == user.id)


def is_unread() -> ColumnElement[bool]:
    """The condition that a thread has something new, once `mark_of` has joined the mark."""
    return or_(ReadMark.read_at.is_(None), ReadMark.read_at < Thread.last_post_at)


def cohorts_of(user: User, now: datetime) -> Select[tuple[int]]:
    """Where a person learns, mentors or teaches; an admin may enter all, and is at home in none."""
    learns = (
        select(Enrollment.cohort_id)
        .join(Grant, Grant.enrollment_id == Enrollment.id)
        .where(Enrollment.user_id == user.id, holds_at(now))
    )
    mentors = select(CohortMentor.cohort_id).where(CohortMentor.user_id == user.id)
    teaches = (
        select(Cohort.id)
        .join(CourseRole, CourseRole.course == Cohort.course)
        .where(CourseRole.user_id == user.id)
    )
    every = union_all(learns, mentors, teaches).subquery()
    return select(every.c[0])


def counted_unread(user: User, now: datetime) -> ScalarSelect[int]:
    """How many threads are new to a person, up to MOST_COUNTED, as part of a statement."""
    thread, mark = aliased(Thread), aliased(ReadMark)
    new = (
        select(thread.id)
        .outerjoin(mark, and_(mark.thread_id == thread.id, mark.user_id == user.id))
        .where(thread.cohort_id.in_(cohorts_of(user, now)), thread.post_count > 0)
        .where(or_(mark.read_at.is_(None), mark.read_at < thread.last_post_at))
        .limit(MOST_COUNTED)
    )
    return select(func.count()).select_from(new.subquery()).scalar_subquery()
