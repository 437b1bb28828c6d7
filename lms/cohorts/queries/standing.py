"""How a person stands, and the conditions that other queries are made of."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    SQLColumnExpression,
    and_,
    bindparam,
    or_,
    select,
)

from lms.accounts.models import User
from lms.cohorts import titles
from lms.cohorts.access import GrantSpan, Standing
from lms.cohorts.models import Cohort, CohortMentor, Enrollment, Grant
from lms.cohorts.queries.inside import by_seat, guides_as
from lms.platform.db import db
from lms.platform.json_rows import day, json_rows, moment
from lms.platform.quick import Quick


def standings(user: User, course: str | None = None) -> list[Standing]:
    """Every cohort in which a person is or was a member, or is a mentor; one statement."""
    if not user.id:
        return []
    asked = {"user": user.id} | ({"course": course} if course else {})
    return standings_in(_standings(course is not None).rows(**asked)[0][0])


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
def _standings(of_one_course: bool) -> Quick:
    course: Any = bindparam("course") if of_one_course else None
    return Quick(select(standings_of(bindparam("user", type_=Integer), course)))


def standings_of(
    user: SQLColumnExpression[int], course: ColumnElement[str] | None
) -> ColumnElement[Any]:
    """A column that holds what `standings_in` reads: of a person, in one course or in all."""
    c, e = Cohort.__table__.c, Enrollment.__table__.c
    m, g = CohortMentor.__table__.c, Grant.__table__.c
    mine = and_(e.cohort_id == c.id, e.user_id == user)
    cohort = (c.id, c.slug, c.title, c.course, c.state)
    dates = (c.self_paced, c.starts_on, c.ends_on, c.time_zone, c.revision)
    rows = (
        select(g.id, m.user_id, g.source, g.starts_at, g.ends_at, g.reason, *cohort, *dates)
        .select_from(Cohort.__table__)
        .outerjoin(Enrollment.__table__, mine)
        .outerjoin(Grant.__table__, g.enrollment_id == e.id)
        .outerjoin(CohortMentor.__table__, and_(m.cohort_id == c.id, m.user_id == user))
        .where(or_(g.id.is_not(None), m.user_id.is_not(None)))
    )
    return json_rows(rows if course is None else rows.where(c.course == course))


def standings_in(rows: Sequence[Any] | None) -> list[Standing]:
    """What a column of `standings_of` says, the oldest cohort and grant first."""
    grants: dict[tuple[Any, ...], list[GrantSpan]] = {}
    for _id, mentor_id, source, starts, ends, reason, *rest in sorted(rows or (), key=_by_age):
        cohort_id, slug, title, *cohort, self_paced, starts_on, ends_on, zone, revision = rest
        cohort = [cohort_id, slug, titles.shown(title), *cohort]
        dates = (bool(self_paced), day(starts_on), day(ends_on), zone, revision)
        spans = grants.setdefault((mentor_id is not None, *cohort, *dates), [])
        if source is not None:
            until = moment(ends) if ends else None
            spans.append(GrantSpan(source, moment(starts), until, reason))
    told = ((*cohort, tuple(spans), is_mentor) for (is_mentor, *cohort), spans in grants.items())
    return [Standing(*facts) for facts in told]


def _by_age(row: Sequence[Any]) -> tuple[int, int]:
    grant_id, _mentor, _source, _starts, _ends, _reason, cohort_id, *_ = row
    return cohort_id, grant_id or 0
