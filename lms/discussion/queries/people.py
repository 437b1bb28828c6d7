"""Who can be called by name."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from lms.accounts.models import User
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort
from lms.platform.db import db


def may_hear(cohort: Cohort, now: datetime) -> ColumnElement[bool]:
    """The condition on User that what is said here reaches them: inside, or runs the school."""
    inside = or_(cohort_queries.is_inside(cohort, now), User.admin_since.is_not(None))
    return and_(User.closed_at.is_(None), inside)


def people_called(cohort: Cohort, handles: Collection[str], now: datetime) -> Sequence[User]:
    """Those who may hear a cohort and have one of these handles."""
    if not handles:
        return []
    return db.session.scalars(
        select(User).where(User.handle.in_(handles), may_hear(cohort, now)).order_by(User.id)
    ).all()
