"""How far the people of a cohort are; nothing about money, which is not a mentor's business."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CTE, ColumnElement, Select, Subquery, case, false, func, select

from lms.accounts.models import User
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort, Enrollment, Grant
from lms.content import schedule
from lms.content.course import Course
from lms.learning import queries as learning
from lms.learning.models import Completion, QuizAttempt
from lms.platform import paging
from lms.platform.db import db
from lms.platform.paging import Page


@dataclass(frozen=True, slots=True)
class Pace:
    """What being on the way means in a cohort today."""

    course: Course | None
    """In its own language; None while its folder is gone."""
    now: datetime
    stuck_since: datetime | None
    """Who has finished nothing since is stuck; None while nobody can be."""

    @property
    def lessons(self) -> int:
        """How many lessons count."""
        return sum(not lesson.draft for lesson in self.course.lessons) if self.course else 0


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody and how far they are."""

    user: User
    done: int
    """Lessons finished."""
    finished_at: datetime | None
    """When the last of them was."""
    answered_at: datetime | None
    """When they last answered a question."""
    is_stuck: bool


def learners(
    cohort: Cohort, pace: Pace, only_stuck: bool, number: int
) -> tuple[Page[Learner], int]:
    """Those whose seat holds: who has waited longest for a next lesson first, a page at a time.

    And how many of all of them are stuck: counted on the way, as finding out takes longest.
    """
    rows = _rows(cohort, pace, only_stuck)
    found = db.session.execute(paging.cut(rows, number)).all()
    *_, total, stuck = found[0] if found else _first(rows)
    answered = _last_answers([row[0].id for row in found], cohort.course)
    people = [
        Learner(user, done, at, answered.get(user.id), bool(is_stuck))
        for user, done, at, is_stuck, *_ in found
    ]
    return Page(people, number, total), stuck


def _first(rows: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    """The first row, for what it says of all: a page beyond the last has none."""
    return db.session.execute(rows.limit(1)).one_or_none() or (0, 0)


def _rows(cohort: Cohort, pace: Pace, only_stuck: bool) -> Select[*tuple[Any, ...]]:
    """(User, lessons finished, when the last was, whether they are stuck), and of all such rows
    their number and that of the stuck.
    """
    seated = _seated(cohort, pace.now)
    finished = _finished(seated, cohort, pace)
    done = func.coalesce(finished.c.done, 0)
    waiting_since = func.coalesce(finished.c.at, seated.c.since)
    stuck = _is_stuck(waiting_since, done, pace, _lessons_open(cohort, pace))
    all_stuck = func.sum(case((stuck, 1), else_=0))
    rows = (
        select(User, done, finished.c.at, stuck, func.count().over(), all_stuck.over())
        .join(seated, seated.c.user_id == User.id)
        .outerjoin(finished, finished.c.user_id == User.id)
        .order_by(waiting_since, User.id)
    )
    return rows.where(stuck) if only_stuck else rows


def _seated(cohort: Cohort, now: datetime) -> CTE:
    """(user_id, since): whose seat holds, and from when."""
    return (
        select(Enrollment.user_id, func.min(Grant.starts_at).label("since"))
        .join(Grant, Grant.enrollment_id == Enrollment.id)
        .where(Enrollment.cohort_id == cohort.id, cohort_queries.holds_at(now))
        .group_by(Enrollment.user_id)
        .cte()
    )


def _finished(seated: CTE, cohort: Cohort, pace: Pace) -> Subquery:
    """(user_id, done, at): how many lessons each of them has finished, and when the last."""
    return (
        select(
            Completion.user_id,
            func.count().label("done"),
            func.max(Completion.created_at).label("at"),
        )
        .join(seated, seated.c.user_id == Completion.user_id)
        .where(Completion.course == cohort.course, learning.counts(pace.course))
        .group_by(Completion.user_id)
        .subquery()
    )


def _is_stuck(
    waiting_since: ColumnElement[Any], done: ColumnElement[int], pace: Pace, lessons: int
) -> ColumnElement[bool]:
    """Nothing finished for too long, though something is left of these lessons."""
    if pace.stuck_since is None:
        return false()
    return (waiting_since < pace.stuck_since) & (done < lessons)


def _lessons_open(cohort: Cohort, pace: Pace) -> int:
    """How many lessons are open to a cohort; without dates all, as each has their own beginning."""
    if cohort.starts_on is None or pace.course is None:
        return pace.lessons
    begins = datetime.combine(cohort.starts_on, time(), ZoneInfo(cohort.time_zone))
    dated = (lesson for lesson in pace.course.lessons if lesson.release and not lesson.draft)
    closed = sum(schedule.opens_at(lesson.release, begins) > pace.now for lesson in dated)
    return pace.lessons - closed


def _last_answers(ids: Collection[int], course: str) -> dict[int, datetime]:
    rows = db.session.execute(
        select(QuizAttempt.user_id, func.max(QuizAttempt.created_at))
        .where(QuizAttempt.user_id.in_(ids), QuizAttempt.course == course)
        .group_by(QuizAttempt.user_id)
    )
    return {row[0]: row[1] for row in rows}
