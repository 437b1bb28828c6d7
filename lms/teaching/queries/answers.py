"""Long answers, for those who may read them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from lms.accounts.models import User
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort, CohortMentor, Enrollment, Grant
from lms.learning.models import QuizAttempt
from lms.platform.db import db, one_or_not_found
from lms.teaching.queries.courses import may_teach

MOST_READ = 20  # those read last are shown below those that wait
MOST_WAITING = 200

Answered = tuple[QuizAttempt, User]
"""An answer and who gave it."""


def may_read_answers(user: User, course: str) -> bool:
    """Whether somebody teaches a course or guides a cohort of it."""
    guided = cohort_queries.guided_by(user)
    return may_teach(user, course) or any(cohort.course == course for cohort in guided)


def waiting(user: User, courses: Collection[str], *, now: datetime) -> Mapping[str, int]:
    """How many answers wait for this person to read them, in each of these courses that has any."""
    asked = _long(user, courses, now).where(QuizAttempt.judged_at.is_(None))
    counted = asked.with_only_columns(QuizAttempt.course, func.count())
    rows = db.session.execute(counted.group_by(QuizAttempt.course))
    return {course: count for course, count in rows}


def long_answers(user: User, course: str, *, now: datetime) -> Sequence[Answered]:
    """Those that wait, the oldest first; then the twenty that were read last."""
    asked = _long(user, [course], now)
    waiting = asked.where(QuizAttempt.judged_at.is_(None)).order_by(QuizAttempt.created_at)
    read = asked.where(QuizAttempt.judged_by_id.is_not(None)).order_by(QuizAttempt.judged_at.desc())
    rows = [
        *db.session.execute(waiting.limit(MOST_WAITING)).all(),
        *db.session.execute(read.limit(MOST_READ)).all(),
    ]
    return [(row[0], row[1]) for row in rows]


def long_answer(user: User, course: str, attempt_id: str, *, now: datetime) -> Answered:
    """One of them; NotFound for whoever may not read it."""
    one_of = _long(user, [course], now).where(QuizAttempt.id == attempt_id)
    attempt = one_or_not_found(one_of.with_only_columns(QuizAttempt))
    return attempt, db.session.get_one(User, attempt.user_id)


def pinned(course: str, people: Collection[int]) -> Mapping[int, Sequence[int]]:
    """By person the revisions that their cohorts of a course read, the cohort joined last first."""
    rows = db.session.execute(
        select(Enrollment.user_id, Cohort.revision)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .where(Cohort.course == course, Enrollment.user_id.in_(people))
        .order_by(Enrollment.created_at.desc(), Enrollment.id.desc())
    )
    found: dict[int, list[int]] = {}
    for person, revision in rows:
        if revision is not None:
            found.setdefault(person, []).append(revision)
    return found


def _long(user: User, courses: Collection[str], now: datetime) -> Select[QuizAttempt, User]:
    """Answers in these courses that a person judges, but one's own."""
    by_people = or_(QuizAttempt.judged_at.is_(None), QuizAttempt.judged_by_id.is_not(None))
    return (
        select(QuizAttempt, User)
        .join(User, User.id == QuizAttempt.user_id)
        .where(QuizAttempt.course.in_(courses), QuizAttempt.user_id != user.id, by_people)
        .where(_theirs(user, courses, now))
    )


def _theirs(user: User, courses: Collection[str], now: datetime) -> ColumnElement[bool]:
    """All learners of courses that one teaches; for a mentor those in the cohorts they guide."""
    guided = (
        select(Enrollment.id)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .join(CohortMentor, CohortMentor.cohort_id == Cohort.id)
        .join(Grant, Grant.enrollment_id == Enrollment.id)
        .where(CohortMentor.user_id == user.id, cohort_queries.holds_at(now))
        .where(Cohort.course == QuizAttempt.course, Enrollment.user_id == QuizAttempt.user_id)
    )
    taught = [course for course in courses if may_teach(user, course)]
    return or_(QuizAttempt.course.in_(taught), guided.exists())
