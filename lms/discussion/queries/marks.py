"""What is new to a person, from their read marks."""

from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, ScalarSelect, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from lms.accounts.models import User
from lms.cohorts.queries import inside_of
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


def counted_unread(user: User, now: datetime) -> ScalarSelect[int]:
    """How many threads are new to a person, up to MOST_COUNTED, as part of a statement."""
    thread, mark = aliased(Thread), aliased(ReadMark)
    new = (
        select(thread.id)
        .outerjoin(mark, and_(mark.thread_id == thread.id, mark.user_id == user.id))
        .where(thread.cohort_id.in_(inside_of(user, now)), thread.post_count > 0)
        .where(or_(mark.read_at.is_(None), mark.read_at < thread.last_post_at))
        .limit(MOST_COUNTED)
    )
    return select(func.count()).select_from(new.subquery()).scalar_subquery()
