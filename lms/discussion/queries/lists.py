"""Lists of threads: a cohort's, a lesson's, and what is new to a person."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.cohorts.queries import inside_of
from lms.discussion.models import ReadMark, Thread
from lms.discussion.queries.marks import asking, counted_unread, is_unread, mark_of
from lms.platform import paging
from lms.platform.db import db
from lms.platform.paging import Page


def threads(user: User, cohort_id: int, number: int) -> Page[Any]:
    """A cohort's threads, the latest talk first, a page at a time; the cohort was opened before."""
    return paging.rows_page(_rows(user).where(Thread.cohort_id == cohort_id), number)


def lesson_threads(user: User, cohort_id: int, lesson_id: str, limit: int) -> Sequence[Any]:
    """The cohort's latest threads about one lesson, rows as in `threads`."""
    about = _rows(user).where(Thread.cohort_id == cohort_id, Thread.lesson_id == lesson_id)
    return db.session.execute(about.limit(limit)).all()


def unread_threads(user: User, now: datetime, number: int) -> Page[Any]:
    """What is new to a person in all of their cohorts, rows as in `threads`."""
    return paging.rows_page(
        _rows(user).where(Cohort.id.in_(inside_of(user, now)), is_unread()), number
    )


def latest_unread(
    user: User, now: datetime, limit: int, cohort_id: int | None = None
) -> Sequence[Any]:
    """The first of `unread_threads`, of all of a person's cohorts or of one; one statement."""
    new = _rows(user).where(Cohort.id.in_(inside_of(user, now)), is_unread())
    if cohort_id is not None:
        new = new.where(Thread.cohort_id == cohort_id)
    return db.session.execute(new.limit(limit)).all()


def unread_count(user: User, now: datetime) -> int:
    """How many threads are new to a person, counted up to MOST_COUNTED."""
    return db.session.scalar(_unread_count(), {"user": user.id, "now": now}) or 0


@cache
def _unread_count() -> Any:  # noqa: ANN401 - a Select of one number; built once, as most pages ask it
    return select(counted_unread(asking(is_admin=False), cast(datetime, bindparam("now"))))


def _rows(user: User) -> Any:  # noqa: ANN401 - a Select of thirteen columns
    """Threads in which something stands, as lists show them; the latest talk first."""
    last = aliased(User)
    return (
        select(
            Thread.id, Thread.title, Thread.lesson_id, Thread.post_count, Thread.last_post_at,
            User.name.label("author_name"), User.handle.label("author_handle"),
            User.picture.label("author_picture"), last.name.label("last_name"),
            Cohort.slug.label("cohort_slug"), Cohort.title.label("cohort_title"), Cohort.course,
            is_unread().label("is_unread"),
        )
        .join(Cohort, Cohort.id == Thread.cohort_id)
        .join(User, User.id == Thread.author_id)
        .join(last, last.id == Thread.last_author_id)
        .outerjoin(ReadMark, mark_of(user))
        .where(Thread.post_count > 0)
        .order_by(Thread.last_post_at.desc(), Thread.id.desc())
    )  # fmt: skip
