"""Finding people."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, inspect, select
from sqlalchemy.orm import make_transient_to_detached

from lms.accounts import links
from lms.accounts.links import EmailLink
from lms.accounts.models import READ_WITH_THE_SESSION, CourseRole, User, UserSession
from lms.platform.db import db, one_or_not_found
from lms.platform.errors import NotFound
from lms.platform.ids import fingerprint
from lms.platform.quick import Quick

MOST_SESSIONS = 50  # shown; the oldest end by themselves


def reader_of_session(token: str, now: datetime) -> User | None:
    """Who is logged in with this token, `teaches` and the like set; None when it has ended.

    For pages that only read: this person belongs to no session of the database, so that nothing
    done to them is kept. It costs a tenth of `person_of_session`.
    """
    return reader_and_more(_reader(), token, now)[0]


def person_of_session(token: str, now: datetime) -> User | None:
    """The same person, to be changed: read again inside each transaction."""
    if not token:
        return None
    asked = {"session": fingerprint(token), "now": now}
    found = db.session.execute(_person(), asked).one_or_none()
    return _with_truths(found[0], found[1:]) if found else None


def reader_and_more(
    asks: Quick, token: str, now: datetime, **more: object
) -> tuple[User | None, Sequence[Any]]:
    """The reader of `reader_of_session`, and what a question made by `of_reader` asks besides."""
    found = asks.rows(session=fingerprint(token), now=now, **more) if token else ()
    if not found:
        return None, ()
    columns = _columns()
    user, end = User(), len(columns) + len(READ_WITH_THE_SESSION) + 1
    user.__dict__.update(zip(columns, found[0], strict=False))
    make_transient_to_detached(user)
    return _with_truths(user, found[0][len(columns) : end]), found[0][end:]


def of_reader(*more: ColumnElement[Any]) -> Quick:
    """A question for `reader_and_more`; `more` are columns that may name User.id."""
    return Quick(_logged_in(*inspect(User).columns).add_columns(*more))


@cache
def _columns() -> Sequence[str]:
    """Of a person, in the order of `_logged_in`."""
    return tuple(inspect(User).columns.keys())


@cache
def _reader() -> Quick:
    return of_reader()


@cache
def _person() -> Any:  # noqa: ANN401 - a Select of User and some truths
    return _logged_in(User)


def _logged_in(*what: Any) -> Any:  # noqa: ANN401 - columns, or a table
    """`what` of the person in a standing session, and some truths about them."""
    teaches_something = exists().where(CourseRole.user_id == User.id)
    return (
        select(*what, teaches_something, *READ_WITH_THE_SESSION.values())
        .join(UserSession, UserSession.user_id == User.id)
        .where(
            UserSession.id == bindparam("session"),
            UserSession.ended_at.is_(None),
            UserSession.expires_at > bindparam("now"),
            User.closed_at.is_(None),
        )
    )


def _with_truths(user: User, truths: Sequence[Any]) -> User:
    for name, holds in zip(("teaches", *READ_WITH_THE_SESSION), truths, strict=True):
        setattr(user, name, bool(holds))
    return user


def sessions_of(user: User, now: datetime) -> Sequence[UserSession]:
    """The browsers in which a person is logged in, newest first."""
    return db.session.scalars(
        select(UserSession)
        .where(*_standing(user, now))
        .order_by(UserSession.created_at.desc())
        .limit(MOST_SESSIONS)
    ).all()


def session_of(user: User, session_id: str, now: datetime) -> UserSession:
    """One of a person's own standing sessions, or NotFound."""
    return one_or_not_found(
        select(UserSession).where(*_standing(user, now), UserSession.id == session_id)
    )


def person_by_email(email: str) -> User | None:
    """The person with this (tidied) address."""
    return db.session.scalars(select(User).where(User.email == email)).one_or_none()


def person(handle: str) -> User:
    """The person with this handle, or NotFound."""
    if not handle.isprintable():  # PostgreSQL takes no NUL
        raise NotFound
    return one_or_not_found(select(User).where(User.handle == handle, User.closed_at.is_(None)))


def person_by_id(user_id: int) -> User | None:
    """The person with this number."""
    return db.session.get(User, user_id)


def person_to_confirm(link: EmailLink) -> User | None:
    """Whose address this link would confirm; None when it is void."""
    return _still_meant(person_by_id(link.user_id), link.stamp)


def person_confirming(link: EmailLink) -> User | None:
    """The same, kept from other writers, so that the link works once."""
    return _still_meant(_locked(link.user_id), link.stamp)


def is_confirmed_already(link: EmailLink) -> bool:
    """Whether what this link was for has been done: it was opened twice."""
    user = person_by_id(link.user_id)
    return user is not None and user.is_confirmed and user.email == link.email


def person_to_reset(token: str) -> User | None:
    """Who may choose a new password with this link; None when it is void."""
    named = links.read_reset_token(token)
    return _still_meant(person_by_id(named[0]), named[1]) if named else None


def person_resetting(token: str) -> User | None:
    """The same, kept from other writers, so that the link works once."""
    named = links.read_reset_token(token)
    return _still_meant(_locked(named[0]), named[1]) if named else None


def handle_is_taken(handle: str) -> bool:
    """Whether somebody has this handle."""
    return db.session.scalar(select(User.id).where(User.handle == handle)) is not None


def courses_taught_by(user: User) -> Sequence[str]:
    """The courses (folder names) of which this person is an instructor."""
    return db.session.scalars(
        select(CourseRole.course).where(CourseRole.user_id == user.id).order_by(CourseRole.course)
    ).all()


def teaches(user: User, course: str) -> bool:
    """Whether this person is an instructor of this course."""
    return db.session.get(CourseRole, (user.id, course)) is not None


def admins_locked() -> Sequence[User]:
    """Who runs the school and can log in, kept from other writers, in one order for all of them."""
    running = (User.admin_since.is_not(None), User.closed_at.is_(None))
    everybody = select(User).where(*running).order_by(User.id).with_for_update()
    return db.session.scalars(everybody.execution_options(populate_existing=True)).all()


def _standing(user: User, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        UserSession.user_id == user.id,
        UserSession.ended_at.is_(None),
        UserSession.expires_at > now,
    )


def _still_meant(user: User | None, stamp: str) -> User | None:
    return user if user and user.is_active and links.stamp(user) == stamp else None


def _locked(user_id: int) -> User | None:
    """A person, kept from other writers until the transaction ends."""
    mine = select(User).where(User.id == user_id).with_for_update()
    return db.session.scalars(mine.execution_options(populate_existing=True)).one_or_none()


def lock_person(user: User) -> None:
    """Keep other writers of what is this person's waiting until the transaction ends."""
    if db.engine.dialect.name == "sqlite":
        return  # which has one writer at a time
    _lock().rows(user=user.id)


@cache
def _lock() -> Quick:
    """Asked in a transaction alone: only there does a lock last."""
    person = select(User.id).where(User.id == bindparam("user"))
    return Quick(person.with_for_update(key_share=True))
