"""How a person stands, and the conditions that other queries are made of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from lms.accounts.models import CourseRole, User
from lms.cohorts.access import GrantSpan, Standing
from lms.cohorts.models import Cohort, CohortMentor, Enrollment, Grant
from lms.platform.db import db


def holds_at(now: datetime) -> ColumnElement[bool]:
    """The condition that a grant holds at this moment."""
    return and_(Grant.starts_at <= now, or_(Grant.ends_at.is_(None), Grant.ends_at > now))


def standings(user: User, course: str | None = None) -> list[Standing]:
    """Every cohort in which a person is or was a member, or is a mentor; one statement."""
    if not user.id:
        return []
    rows = db.session.execute(_standing_rows(user.id, course)).all()
    return _gathered(rows)


def belongs(user: User, now: datetime) -> ColumnElement[bool]:
    """The condition on Cohort that a person is inside at this moment."""
    seat = (
        select(Enrollment.id)
        .join(Grant, Grant.enrollment_id == Enrollment.id)
        .where(Enrollment.cohort_id == Cohort.id, Enrollment.user_id == user.id, holds_at(now))
    )
    return or_(guides(user), exists(seat))


def guides(user: User) -> ColumnElement[bool]:
    """The condition on Cohort that a person guides it."""
    if user.is_admin:
        return Cohort.id.is_not(None)
    mentor = select(CohortMentor.user_id).where(
        CohortMentor.cohort_id == Cohort.id, CohortMentor.user_id == user.id
    )
    instructor = select(CourseRole.user_id).where(
        CourseRole.course == Cohort.course, CourseRole.user_id == user.id
    )
    return or_(exists(mentor), exists(instructor))


def is_guided_by(cohort: Cohort, user: User) -> bool:
    """Whether a person is mentor, instructor or admin of this cohort."""
    return (
        db.session.scalar(select(Cohort.id).where(Cohort.id == cohort.id, guides(user))) is not None
    )


def _standing_rows(user_id: int, course: str | None) -> Select[Cohort, int, Grant]:
    rows = (
        select(Cohort, CohortMentor.user_id, Grant)
        .select_from(Cohort)
        .outerjoin(
            Enrollment, and_(Enrollment.cohort_id == Cohort.id, Enrollment.user_id == user_id)
        )
        .outerjoin(Grant, Grant.enrollment_id == Enrollment.id)
        .outerjoin(
            CohortMentor, and_(CohortMentor.cohort_id == Cohort.id, CohortMentor.user_id == user_id)
        )
        .where(or_(Grant.id.is_not(None), CohortMentor.user_id.is_not(None)))
        .order_by(Cohort.id, Grant.id)
    )
    return rows if course is None else rows.where(Cohort.course == course)


def _gathered(rows: Sequence[Any]) -> list[Standing]:
    grants: dict[int, list[GrantSpan]] = {}
    seen: dict[int, tuple[Cohort, bool]] = {}
    for found, mentor_id, grant in rows:
        seen[found.id] = (found, mentor_id is not None)
        spans = grants.setdefault(found.id, [])
        if grant is not None:
            spans.append(GrantSpan(grant.source, grant.starts_at, grant.ends_at, grant.reason))
    return [_standing(c, tuple(grants[c.id]), mentor) for c, mentor in seen.values()]


def _standing(c: Cohort, grants: tuple[GrantSpan, ...], is_mentor: bool) -> Standing:
    return Standing(
        cohort_id=c.id,
        cohort_slug=c.slug,
        cohort_title=c.title,
        course=c.course,
        state=c.state,
        self_paced=c.self_paced,
        starts_on=c.starts_on,
        ends_on=c.ends_on,
        time_zone=c.time_zone,
        grants=grants,
        is_mentor=is_mentor,
    )
