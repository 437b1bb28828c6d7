"""Logging in and out: one row a browser."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, update

from lms.accounts import rules
from lms.accounts.models import User, UserSession
from lms.platform.db import db
from lms.platform.ids import fingerprint, new_token
from lms.platform.sweeping import MOST_AT_ONCE


def begin_session(user: User, user_agent: str, now: datetime) -> str:
    """Log a person in; the token that their browser keeps."""
    token = new_token()
    db.session.add(
        UserSession(
            id=fingerprint(token),
            user_id=user.id,
            user_agent=rules.tidy_name(user_agent)[:200],
            created_at=now,
            expires_at=now + rules.SESSION_LIFE,
        )
    )
    return token


def end_session(token: str, now: datetime) -> None:
    """Log one browser out."""
    _end(now, UserSession.id == fingerprint(token))


def end_this_session(standing: UserSession, now: datetime) -> None:
    """Log out a browser that its owner chose from the list."""
    standing.ended_at = now


def end_other_sessions(user: User, token: str, now: datetime) -> None:
    """Log a person out everywhere but in the browser that holds this token."""
    _end(now, UserSession.user_id == user.id, UserSession.id != fingerprint(token))


def end_all_sessions(user: User, now: datetime) -> None:
    """Log a person out everywhere."""
    _end(now, UserSession.user_id == user.id)


def forget_old_sessions(now: datetime) -> None:
    """Drop sessions that ended, or ran out, long ago."""
    long_ago = now - rules.ENDED_SESSIONS_ARE_KEPT
    over = or_(UserSession.expires_at < long_ago, UserSession.ended_at < long_ago)
    old = select(UserSession.id).where(over).limit(MOST_AT_ONCE)
    db.session.execute(delete(UserSession).where(UserSession.id.in_(old)))


def _end(now: datetime, *which: ColumnElement[bool]) -> None:
    db.session.execute(
        update(UserSession)
        .where(*which, UserSession.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )
