"""How a person stands, and the conditions that other queries are made of."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, or_, select

from lms.accounts.models import User
from lms.cohorts.access import GrantSpan, Standing
from lms.cohorts.models import Cohort, CohortMentor, Enrollment, Grant
from lms.cohorts.queries.inside import by_seat, guides_as
from lms.platform.db import db


def standings(user: User, course: str | None = None) -> list[Standing]:
    """Every cohort in which a person is or was a member, or is a mentor; one statement."""
    if not user.id:
        return []
    asked = {"user": user.id} | ({"course": course} if course else {})
    return _gathered(db.session.execute(_standing_rows(course is not None), asked).all())


def belongs(user: User, now: datetime) -> ColumnElement[bool]:
    """The condition on Cohort that a person is inside at this moment."""
    return or_(guides(user), by_seat(now).holds_for(user.id, Cohort.id))


def guides(user: User) -> ColumnElement[bool]:
    """The condition on Cohort that a person guides it."""
    if user.is_admin:
        return Cohort.id.is_not(None)
    return guides_as(user.id)


def is_guided_by(cohort: Cohort, user: User) -> bool:
    """Whether a person is mentor, instructor or admin of this cohort."""
    return (
        db.session.scalar(select(Cohort.id).where(Cohort.id == cohort.id, guides(user))) is not None
    )


@cache
def _standing_rows(of_one_course: bool) -> Select[Any]:
    """(mentor or None, a grant's four columns, a cohort's nine) of a person, built once."""
    c, e = Cohort.__table__.c, Enrollment.__table__.c
    m, g = CohortMentor.__table__.c, Grant.__table__.c
    me: BindParameter[int] = bindparam("user")
    mine = and_(e.cohort_id == c.id, e.user_id == me)
    cohort = (c.id, c.slug, c.title, c.course, c.state)
    dates = (c.self_paced, c.starts_on, c.ends_on, c.time_zone)
    rows = (
        select(m.user_id, g.source, g.starts_at, g.ends_at, g.reason, *cohort, *dates)
        .select_from(Cohort.__table__)
        .outerjoin(Enrollment.__table__, mine)
        .outerjoin(Grant.__table__, g.enrollment_id == e.id)
        .outerjoin(CohortMentor.__table__, and_(m.cohort_id == c.id, m.user_id == me))
        .where(or_(g.id.is_not(None), m.user_id.is_not(None)))
        .order_by(c.id, g.id)
    )
    return rows.where(c.course == bindparam("course")) if of_one_course else rows


def _gathered(rows: Iterable[Any]) -> list[Standing]:
    grants: dict[tuple[Any, ...], list[GrantSpan]] = {}
    for mentor_id, source, starts_at, ends_at, reason, *cohort in rows:
        spans = grants.setdefault((mentor_id is not None, *cohort), [])
        if source is not None:
            spans.append(GrantSpan(source, starts_at, ends_at, reason))
    return [
        replace(Standing(*cohort), grants=tuple(spans), is_mentor=is_mentor)
        for (is_mentor, *cohort), spans in grants.items()
    ]
