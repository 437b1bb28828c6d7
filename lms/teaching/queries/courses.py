"""Courses as those who teach them see them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, cast, exists, func, select

from lms.accounts import queries as accounts
from lms.accounts.models import User
from lms.cohorts.models import Cohort, Enrollment, Grant
from lms.cohorts.rules import CohortState
from lms.content.models import CourseSync, Revision
from lms.learning.models import Completion, QuizAttempt
from lms.platform.db import db
from lms.platform.seldom import Counted, seldom
from lms.teaching import rules

MOST_HARD = 10  # questions shown; the hardest are worth a rewrite first
FEWEST_ANSWERS = 3  # of fewer, a share says nothing


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course in the list of those one teaches."""

    slug: str
    sync: CourseSync | None
    """The last reading of its folder."""
    revision: int
    """What learners read; 0 before the first."""
    cohorts: int
    """Open or running."""
    people: int
    """Who have a seat in any of its cohorts, or had one."""
    finished: int
    """Lessons finished, by all of them together."""

    @property
    def is_read(self) -> bool:
        """Whether its folder was ever read."""
        return self.sync is not None and self.sync.is_read

    @property
    def errors(self) -> int:
        """How many findings keep the folder from being published."""
        return sum(f["severity"] == "error" for f in self.sync.findings) if self.sync else 0

    @property
    def warnings(self) -> int:
        """How many findings do not."""
        return len(self.sync.findings) - self.errors if self.sync else 0


@dataclass(frozen=True, slots=True)
class HardQuestion:
    """A question and how it went at the first try."""

    lesson_id: str
    quiz_id: str
    answers: int
    right: int


def course_slugs(user: User, known: Sequence[str]) -> Sequence[str]:
    """The courses that somebody teaches; all that are known for those who run the school."""
    return known if user.is_admin else accounts.courses_taught_by(user)


def may_teach(user: User, course: str) -> bool:
    """Whether somebody may see a course from behind."""
    return user.is_admin or accounts.teaches(user, course)


def course_rows(slugs: Sequence[str]) -> Counted[list[CourseRow]]:
    """Each course with its sync, revision, cohorts and people; five statements, however many.

    People, and the lessons that they finished, may be some minutes old where there are very many.
    """
    found = db.session.scalars(select(CourseSync).where(CourseSync.course.in_(slugs)))
    syncs = {sync.course: sync for sync in found}
    live = Cohort.state.in_((CohortState.OPEN, CohortState.RUNNING))
    revisions = _by(Revision.course, func.max(Revision.number), slugs)
    cohorts = _by(Cohort.course, func.count(), slugs, live)
    crowds = seldom(("courses", *slugs), lambda: _crowds(slugs))
    people, finished = crowds.value
    rows = [
        CourseRow(
            slug,
            syncs.get(slug),
            revisions.get(slug, 0),
            cohorts.get(slug, 0),
            people.get(slug, 0),
            finished.get(slug, 0),
        )
        for slug in slugs
    ]
    return Counted(rows, crowds.at)


@dataclass(frozen=True, slots=True)
class CourseFigures:
    """What the people of a course have done in it, all together."""

    people: int
    """Who have a seat in any of its cohorts, or had one."""
    finished: Mapping[str, int]
    """By lesson id, how many of them have finished it."""
    hard: Sequence[HardQuestion]
    """The questions that too few answer right at the first try, the hardest first."""
    is_known: bool
    """Whether any question has answers enough to say so."""


def figures(course: str) -> Counted[CourseFigures]:
    """What is counted of a course; of one with very many people it may be some minutes old."""
    return seldom(("course", course), lambda: _figures(course))


def _figures(course: str) -> CourseFigures:
    people = _people([course]).get(course, 0)
    asked = _hardest_questions(course)
    hard = [one for one in asked if rules.is_hard(one.right, one.answers)]
    return CourseFigures(people, _finished_by_lesson(course), hard, bool(asked))


def _crowds(slugs: Collection[str]) -> tuple[dict[str, int], dict[str, int]]:
    """By course: its people, and the lessons that they have finished together."""
    return _people(slugs), _by(Completion.course, func.count(), slugs)


def _finished_by_lesson(course: str) -> dict[str, int]:
    rows = db.session.execute(
        select(Completion.lesson_id, func.count())
        .where(Completion.course == course, _sat_in(course))
        .group_by(Completion.lesson_id)
    )
    return {row[0]: row[1] for row in rows}


def _hardest_questions(course: str) -> list[HardQuestion]:
    right = func.sum(cast(QuizAttempt.is_right, Integer))
    rows = db.session.execute(
        select(QuizAttempt.lesson_id, QuizAttempt.quiz_id, func.count(), right)
        .where(QuizAttempt.course == course, QuizAttempt.number == 1)
        .where(QuizAttempt.judged_at.is_not(None))
        .group_by(QuizAttempt.lesson_id, QuizAttempt.quiz_id)
        .having(func.count() >= FEWEST_ANSWERS)
        .order_by(right * 1.0 / func.count(), QuizAttempt.quiz_id)
        .limit(MOST_HARD)
    )
    return [HardQuestion(*row) for row in rows]


def _people(slugs: Collection[str]) -> dict[str, int]:
    rows = db.session.execute(
        select(Cohort.course, func.count(func.distinct(Enrollment.user_id)))
        .join(Enrollment, Enrollment.cohort_id == Cohort.id)
        .where(Cohort.course.in_(slugs), exists().where(Grant.enrollment_id == Enrollment.id))
        .group_by(Cohort.course)
    )
    return {row[0]: row[1] for row in rows}


def _sat_in(course: str) -> Any:  # noqa: ANN401 - a condition on Completion
    sat = (
        select(Enrollment.user_id)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .where(Cohort.course == course)
    )
    return Completion.user_id.in_(sat)


def _by(course: Any, what: Any, slugs: Collection[str], *which: Any) -> dict[str, int]:  # noqa: ANN401 - columns
    rows = db.session.execute(
        select(course, what).where(course.in_(slugs), *which).group_by(course)
    )
    return {row[0]: row[1] for row in rows}
