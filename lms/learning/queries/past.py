"""What people have done in a course, and whether they may go on reading it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, Subquery, and_, bindparam, select

from lms.accounts import queries as account_queries
from lms.accounts.models import User
from lms.cohorts import queries as cohort_queries
from lms.cohorts.access import Access, Standing, explain, later
from lms.cohorts.models import Cohort, Enrollment, Grant
from lms.content.course import Course
from lms.learning.models import Completion
from lms.learning.queries.kept import pasts_in, pasts_of
from lms.learning.rules import Past
from lms.platform import tokens
from lms.platform.db import db
from lms.platform.journal import Event
from lms.platform.quick import Quick

LATELY = timedelta(days=7)  # what others finished is news for so long


@dataclass(frozen=True, slots=True)
class Reading:
    """How a person stands to a lesson, and what they have done in its course."""

    access: Access
    past: Past
    guides: bool
    """Whether they teach here: drafts and notes for staff are theirs to see."""
    standings: Sequence[Standing] = ()
    """Every cohort of the course in which they are something."""

    def later(self, course: Course, now: datetime) -> Mapping[str, datetime]:
        """By id the lessons that open to this reader later, and when; none to those who guide."""
        return {} if self.guides else later(course.lessons, self.standings, now)

    @property
    def revision(self) -> int | None:
        """Of the course, as their cohort reads it; None: the newest."""
        return self.access.standing.revision if self.access.standing else None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person in a course."""

    standings: list[Standing]
    past: Past

    def reading(self, user: User, now: datetime, *, is_free: bool, release: str = "") -> Reading:
        """How they stand to a lesson, free to read or not, with a date of its own or without."""
        is_staff = user.is_admin or self.past.teaches
        facts = {"is_staff": is_staff, "is_free": is_free}
        access = explain(self.standings, now, **facts, release=release)
        guides = is_staff or any(s.is_mentor for s in self.standings)
        return Reading(access, self.past, guides, self.standings)


def membership(user: User, course: str, now: datetime) -> Reading:
    """How somebody stands to a course as a whole: two statements, none for a visitor."""
    return known(user, course).reading(user, now, is_free=False)


def known(user: User, course: str) -> Known:
    """What is known of somebody in a course; two statements, none for a visitor."""
    if not user.id or "\0" in course:  # PostgreSQL would not even look for such a name
        return Known([], Past(seed=_seed(user)))
    return Known(cohort_queries.standings(user, course), past(user, course))


def reader_of(course: str, token: str, now: datetime) -> tuple[User | None, Known]:
    """Who reads in this session, and what is known of them in a course; one statement."""
    user, more = account_queries.reader_and_more(_reader_of(), token, now, course=course)
    if user is None:
        return None, Known([], Past(seed=_seed(None)))
    standings, *rows = more
    seed = _seed(user)
    theirs = pasts_in(rows, seed).get(course) or Past(seed=seed)
    return user, Known(cohort_queries.standings_in(standings), theirs)


@cache
def _reader_of() -> Quick:
    course: ColumnElement[str] = bindparam("course", type_=String)
    theirs = cohort_queries.standings_of(User.id, course)
    return account_queries.of_reader(theirs, *pasts_of(User.id, course))


def past(user: User, course: str) -> Past:
    """All that a person has done in a course; one statement."""
    return pasts(user, course).get(course) or Past(seed=_seed(user))


def _seed(user: User | None) -> str:
    """Of what is drawn and shuffled for this person; visitors share one."""
    return tokens.seed("questions", user.id if user and user.id else 0)


def pasts(user: User, course: str | None = None) -> dict[str, Past]:
    """The same for each course that a person has touched; one statement."""
    asked = {"user": user.id} | ({"course": course} if course else {})
    return pasts_in(_pasts(course is not None).rows(**asked)[0], _seed(user))


@cache
def _pasts(of_one_course: bool) -> Quick:
    course: Any = bindparam("course") if of_one_course else None
    return Quick(select(*pasts_of(bindparam("user", type_=Integer), course)))


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
