"""What people have done in a course, and whether they may go on reading it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Subquery,
    and_,
    bindparam,
    false,
    literal,
    null,
    select,
    union_all,
)

from lms.accounts.models import CourseRole, User
from lms.cohorts import queries as cohort_queries
from lms.cohorts.access import Access, Standing, explain
from lms.cohorts.models import Cohort, Enrollment, Grant
from lms.content.course import Course, Lesson
from lms.learning.models import Completion, Place, QuizAttempt
from lms.learning.rules import Answer, Done, Past
from lms.platform.db import db
from lms.platform.journal import Event

LATELY = timedelta(days=7)  # what others finished is news for so long


@dataclass(frozen=True, slots=True)
class Reading:
    """How a person stands to a lesson, and what they have done in its course."""

    access: Access
    past: Past
    guides: bool
    """Whether they teach here: drafts and notes for staff are theirs to see."""


def reading(user: User, course: Course, lesson: Lesson, now: datetime) -> Reading:
    """How somebody stands to a lesson: two statements, none for a visitor."""
    return _reading(user, course.slug, now, is_free=lesson.preview and not lesson.draft)


def membership(user: User, course: str, now: datetime) -> Reading:
    """How somebody stands to a course as a whole: two statements, none for a visitor."""
    return _reading(user, course, now, is_free=False)


def _reading(user: User, course: str, now: datetime, *, is_free: bool) -> Reading:
    if not user.id:
        return Reading(explain((), now, is_free=is_free), Past(), False)
    standings = cohort_queries.standings(user, course)
    done = past(user, course)
    is_staff = user.is_admin or done.teaches
    access = explain(standings, now, is_staff=is_staff, is_free=is_free)
    return Reading(access, done, is_staff or any(s.is_mentor for s in standings))


def past(user: User, course: str) -> Past:
    """All that a person has done in a course; one statement."""
    return pasts(user, course).get(course, Past())


def pasts(user: User, course: str | None = None) -> dict[str, Past]:
    """The same for each course that a person has touched; one statement."""
    found: dict[str, _Gathered] = {}
    asked = {"user": user.id} | ({"course": course} if course else {})
    for row in db.session.execute(_past_rows(course is not None), asked).all():
        found.setdefault(row.course, _Gathered()).take(row)
    return {slug: gathered.past() for slug, gathered in found.items()}


class _Gathered:
    """The rows of one course, sorted by what they say."""

    def __init__(self) -> None:
        self.done: dict[str, Done] = {}
        self.answers: dict[str, list[Answer]] = {}
        self.place: tuple[str, datetime] | None = None
        self.teaches = False

    def take(self, row: Any) -> None:  # noqa: ANN401 - a row of _past_rows
        kind, _course, lesson, quiz, number, chosen, points, right, text, at = row
        if kind == "done":
            self.done[lesson] = Done(text, at)
        elif kind == "answer":
            answer = Answer(number, tuple(chosen), points, bool(right), at)
            self.answers.setdefault(quiz, []).append(answer)
        elif kind == "place":
            self.place = (lesson, at)
        else:
            self.teaches = True

    def past(self) -> Past:
        answers = {
            quiz: tuple(sorted(given, key=lambda answer: answer.number))
            for quiz, given in self.answers.items()
        }
        lesson, stopped_at = self.place or (None, None)
        return Past(self.done, answers, lesson, stopped_at, self.teaches)


@cache
def _past_rows(of_one_course: bool) -> CompoundSelect[Any]:
    """Made once, of bare columns: this is asked for on every lesson page.

    Attempts come first, because a union takes its types from its first part.
    """
    tries, nothing = QuizAttempt.__table__.c, literal("")
    what = (tries.course, tries.lesson_id, tries.quiz_id, tries.number, tries.answer)
    how = (tries.points, tries.is_right, tries.lesson_hash, tries.created_at)
    answers = select(literal("answer").label("kind"), *what, *how)
    parts = [answers.where(tries.user_id == bindparam("user"))]
    done, place, role = Completion.__table__.c, Place.__table__.c, CourseRole.__table__.c
    for kind, table, lesson, said, at in (
        ("done", done, done.lesson_id, done.lesson_hash, done.created_at),
        ("place", place, place.lesson_id, nothing, place.updated_at),
        ("role", role, nothing, nothing, role.created_at),
    ):
        unasked = (nothing, literal(0), null(), literal(0), false())
        columns = (literal(kind), table.course, lesson, *unasked, said, at)
        parts.append(select(*columns).where(table.user_id == bindparam("user")))
    if of_one_course:
        parts = [part.where(part.selected_columns[1] == bindparam("course")) for part in parts]
    return union_all(*parts)


def completion(user: User, course: str, lesson_id: str) -> Completion | None:
    """That this person has finished this lesson, if they have."""
    return db.session.get(Completion, (user.id, course, lesson_id))


def has_finished(user: User, course: str) -> bool:
    """Whether it was ever written down that this person finished this course."""
    written = select(Event.id).where(
        Event.actor_id == user.id,
        Event.name == "course.finished",
        Event.subject_type == "courses",
        Event.subject_id == course,
    )
    return db.session.scalar(written.limit(1)) is not None


def just_finished(
    user: User, standings: Sequence[Standing], now: datetime, most: int = 4
) -> Sequence[Any]:
    """(User, Completion) of what those beside a person in their dated cohorts finished lately."""
    cohorts = [s.cohort_id for s in standings if not s.self_paced]
    if not cohorts:
        return []
    beside = _seated(cohorts, now)
    theirs = and_(Completion.user_id == beside.c.user_id, Completion.course == beside.c.course)
    return db.session.execute(
        select(User, Completion)
        .select_from(beside)
        .join(Completion, theirs)
        .join(User, User.id == Completion.user_id)
        .where(Completion.created_at >= now - LATELY)
        .where(User.id != user.id, User.closed_at.is_(None))
        .order_by(Completion.created_at.desc())
        .limit(most)
    ).all()


def _seated(cohorts: Sequence[int], now: datetime) -> Subquery:
    """(user_id, course), each once, of those whose seat in one of these cohorts holds."""
    return (
        select(Enrollment.user_id, Cohort.course)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .join(Grant, Grant.enrollment_id == Enrollment.id)
        .where(Enrollment.cohort_id.in_(cohorts), cohort_queries.holds_at(now))
        .distinct()
        .subquery()
    )
