"""Who is inside a cohort and can be called by name."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from lms.accounts.models import CourseRole, User
from lms.cohorts.models import Cohort, CohortMentor, Enrollment, Grant
from lms.cohorts.queries import holds_at
from lms.platform.db import db


def is_inside(cohort: Cohort, now: datetime) -> ColumnElement[bool]:
    """The condition on User that a person learns, mentors or teaches here, or runs the school."""
    learns = (
        select(Enrollment.user_id)
        .join(Grant, Grant.enrollment_id == Enrollment.id)
        .where(Enrollment.cohort_id == cohort.id, holds_at(now))
    )
    mentors = select(CohortMentor.user_id).where(CohortMentor.cohort_id == cohort.id)
    teaches = select(CourseRole.user_id).where(CourseRole.course == cohort.course)
    return and_(
        User.closed_at.is_(None),
        or_(
            User.id.in_(learns), User.id.in_(mentors), User.id.in_(teaches),
            User.admin_since.is_not(None),
        ),
    )  # fmt: skip


def people_called(cohort: Cohort, handles: Collection[str], now: datetime) -> Sequence[User]:
    """Those inside a cohort who have one of these handles."""
    if not handles:
        return []
    return db.session.scalars(
        select(User).where(User.handle.in_(handles), is_inside(cohort, now)).order_by(User.id)
    ).all()
