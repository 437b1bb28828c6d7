"""Who is inside a cohort, said once: who has a seat that holds, who mentors it, who teaches there.

Each of these is a `Way`: rows of (cohort, person), narrowed from either end. Those who run the
school may enter every cohort and are inside none; where that matters it is said beside.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, union_all
from sqlalchemy.orm import aliased

from lms.accounts.models import CourseRole, User
from lms.cohorts.models import Cohort, CohortMentor, Enrollment, Grant


@dataclass(frozen=True)
class Way:
    """One way of being inside."""

    rows: Select[Any]
    cohort: ColumnElement[int]
    user: ColumnElement[int]

    def cohorts_of(self, user_id: Any) -> Select[Any]:  # noqa: ANN401 - a number or a column
        """The numbers of the cohorts that a person is in by this way."""
        return self.rows.with_only_columns(self.cohort).where(self.user == user_id)

    def people_of(self, cohort_id: Any) -> Select[Any]:  # noqa: ANN401 - a number or a column
        """The numbers of the people who are in a cohort by this way; one may stand there twice."""
        return self.rows.with_only_columns(self.user).where(self.cohort == cohort_id)

    def holds_for(self, user_id: Any, cohort_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - as above
        """The condition that a person is in a cohort by this way."""
        return self.cohorts_of(user_id).where(self.cohort == cohort_id).exists()


def holds_at(now: datetime) -> ColumnElement[bool]:
    """The condition that a grant holds at this moment."""
    return and_(Grant.starts_at <= now, or_(Grant.ends_at.is_(None), Grant.ends_at > now))


def by_seat(now: datetime) -> Way:
    """A seat, for one reason or several, that holds at this moment."""
    joined = select(Enrollment).join(Grant, Grant.enrollment_id == Enrollment.id)
    return Way(joined.where(holds_at(now)), _c(Enrollment.cohort_id), _c(Enrollment.user_id))


@cache
def by_guiding() -> tuple[Way, Way]:
    """Being one of its mentors, or teaching its course; built once, as many pages ask it."""
    home = aliased(Cohort)
    taught = select(CourseRole).join(home, home.course == CourseRole.course)
    mentors = Way(select(CohortMentor), _c(CohortMentor.cohort_id), _c(CohortMentor.user_id))
    return mentors, Way(taught, _c(home.id), _c(CourseRole.user_id))


def cohorts_of(user: User, now: datetime) -> Select[tuple[int]]:
    """The numbers of the cohorts that a person is inside of."""
    ways = (by_seat(now), *by_guiding())
    every = union_all(*(way.cohorts_of(user.id) for way in ways)).subquery()
    return select(every.c[0])


def is_inside(cohort: Cohort, now: datetime) -> ColumnElement[bool]:
    """The condition on User that a person is inside this cohort."""
    ways = (by_seat(now), *by_guiding())
    return or_(*(User.id.in_(way.people_of(cohort.id)) for way in ways))


def is_guide(cohort: Cohort) -> ColumnElement[bool]:
    """The condition on User that a person mentors this cohort or teaches its course."""
    return or_(*(User.id.in_(way.people_of(cohort.id)) for way in by_guiding()))


def guides_as(user_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a number or a column
    """The condition on Cohort that this person mentors it or teaches its course."""
    return or_(*(way.holds_for(user_id, Cohort.id) for way in by_guiding()))


def _c(column: Any) -> ColumnElement[int]:  # noqa: ANN401 - an attribute of a table
    found: ColumnElement[int] = column
    return found
