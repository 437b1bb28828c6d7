"""How far the people of a cohort are; nothing about money, which is not a mentor's business."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, false, func, select

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


def learners(cohort: Cohort, pace: Pace, only_stuck: bool, number: int) -> Page[Learner]:
    """Those whose seat holds: who has waited longest for a next lesson first, a page at a time."""
    page = paging.rows_page(_rows(cohort, pace, only_stuck), number)
    answered = _last_answers([row[0].id for row in page.items], cohort.course)
    people = [
        Learner(user, done, at, answered.get(user.id), bool(stuck))
        for user, done, at, stuck in page.items
    ]
    return Page(people, page.number, page.total, page.per_page)


def stuck_count(cohort: Cohort, pace: Pace) -> int:
    """How many are stuck."""
    rows = _rows(cohort, pace, True).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(rows)) or 0


def _rows(cohort: Cohort, pace: Pace, only_stuck: bool) -> Select[*tuple[Any, ...]]:
    """(User, lessons finished, when the last was, whether they are stuck)."""
    finished = (
        select(
            Completion.user_id,
            func.count().label("done"),
            func.max(Completion.created_at).label("at"),
        )
        .where(Completion.course == cohort.course, learning.counts(pace.course))
        .group_by(Completion.user_id)
        .subquery()
    )
    seated = (
        select(Enrollment.user_id, func.min(Grant.starts_at).label("since"))
        .join(Grant, Grant.enrollment_id == Enrollment.id)
        .where(Enrollment.cohort_id == cohort.id, cohort_queries.holds_at(pace.now))
        .group_by(Enrollment.user_id)
        .subquery()
    )
    done = func.coalesce(finished.c.done, 0)
    waiting_since = func.coalesce(finished.c.at, seated.c.since)
    stuck = _is_stuck(waiting_since, done, pace, _lessons_open(cohort, pace))
    rows = (
        select(User, done, finished.c.at, stuck)
        .join(seated, seated.c.user_id == User.id)
        .outerjoin(finished, finished.c.user_id == User.id)
        .order_by(waiting_since, User.id)
    )
    return rows.where(stuck) if only_stuck else rows


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
