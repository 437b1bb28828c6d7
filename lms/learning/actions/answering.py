"""Answering questions, and reading what people have written."""

from collections.abc import Sequence

from lms.accounts import queries as accounts
from lms.accounts.models import User
from lms.content.course import Course, Lesson, Quiz
from lms.learning import grading, queries
from lms.learning.actions.finishing import complete_when_done
from lms.learning.models import QuizAttempt
from lms.learning.rules import Answer, Given
from lms.platform import clock
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.i18n import ngettext
from lms.platform.journal import record

LONGEST_REMARK = 5_000

Place = tuple[Course | None, Lesson | None, Quiz]
"""Where an answer belongs, in the course's own language; None for what is not there any more."""


def answer(
    user: User,
    place: tuple[Course, Lesson],
    quiz: Quiz,
    chosen: Sequence[int | str],
    number: int | None = None,
) -> None:
    """Judge an answer and keep it; Refused when the question is settled or this is no answer to it.

    `place` is the course and the lesson in the course's own language; `quiz` is as it was read,
    for attempt `number` where that is known. The same answer sent twice is one.
    """
    course, lesson = place
    accounts.lock_person(user)
    before = queries.past(user, course.slug).answers.get(quiz.id, ())
    given = tuple(chosen)
    if number is not None and number != len(before) + 1:
        _require_twin(quiz, before, given, number)
        return
    _require_answer(quiz, before, given)
    judged = grading.judged(quiz, given, len(before) + 1, clock.now())
    attempt = _attempt(user, place, quiz, judged)
    db.session.add(attempt)
    facts = {"course": course.slug, "lesson": lesson.id, "quiz": quiz.id}
    waits = {"waits": True} if attempt.judged_at is None else {}
    record("quiz.answered", actor=user, subject=attempt, right=attempt.is_right, **facts, **waits)
    if attempt.is_right:
        complete_when_done(user, course, lesson)


def mark_answer(reader: User, attempt: QuizAttempt, place: Place, mark: tuple[int, str]) -> None:
    """Say what a long answer is worth, and why: points and a remark; a second time replaces it."""
    course, lesson, quiz = place
    points, remark = mark
    if not 0 <= points <= quiz.points:
        most = ngettext("Give no point or one.", "Give from 0 to %(num)d points.", quiz.points)
        raise Refused(most)
    learner = db.session.get_one(User, attempt.user_id)
    accounts.lock_person(learner)
    attempt.points, attempt.remark = points, remark[:LONGEST_REMARK]
    attempt.is_right = grading.passes(quiz, points)
    attempt.judged_at, attempt.judged_by_id = clock.now(), reader.id
    facts = {"course": attempt.course, "lesson": attempt.lesson_id, "quiz": attempt.quiz_id}
    record("answer.read", actor=reader, subject=attempt, points=points, of=quiz.points, **facts)
    if attempt.is_right and course and lesson:
        complete_when_done(learner, course, lesson)


def _attempt(user: User, place: tuple[Course, Lesson], quiz: Quiz, answer: Answer) -> QuizAttempt:
    """An answer as it is kept."""
    course, lesson = place
    return QuizAttempt(
        user_id=user.id,
        course=course.slug,
        lesson_id=lesson.id,
        quiz_id=quiz.id,
        number=answer.number,
        answer=_kept(quiz, answer.chosen),
        points=answer.points,
        is_right=answer.is_right,
        judged_at=None if answer.waits else answer.at,
        remark=answer.remark,
        lesson_hash=lesson.hash,
        created_at=answer.at,
    )


def _kept(quiz: Quiz, chosen: Given) -> list[int | str]:
    """An answer as it is kept: what was chosen in the author's order, all else as it was given."""
    return sorted(chosen) if quiz.options else list(chosen)


def _require_twin(quiz: Quiz, given: Sequence[Answer], chosen: Given, number: int) -> None:
    """A form sent twice is sent once; one of an attempt that went otherwise is refused."""
    past = given[number - 1].chosen if 1 <= number <= len(given) else None
    if past is None or _kept(quiz, past) != _kept(quiz, chosen):
        raise Refused(_("This question was answered meanwhile, perhaps in another window."))


def _require_answer(quiz: Quiz, given: Sequence[Answer], chosen: Given) -> None:
    if grading.is_settled(quiz, given):
        raise Refused(_("This question is settled: your last answer stands."))
    if grading.waits(given):
        raise Refused(_("Your last answer is still waiting to be read."))
    if not grading.is_possible(quiz, chosen):
        raise Refused(_("Choose an answer first."))
