"""Finishing lessons, answering questions, and remembering where one stopped."""

from collections.abc import Sequence

from lms.accounts import queries as accounts
from lms.accounts.models import User
from lms.content.course import Course, Lesson, Quiz
from lms.learning import grading, queries, rules
from lms.learning.models import Completion, Place, QuizAttempt
from lms.learning.rules import Answer
from lms.platform import clock
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.journal import record, record_about


def complete_lesson(user: User, course: Course, lesson: Lesson) -> Completion:
    """Mark a lesson finished; twice is once.

    Course and lesson are those of the course's own language, in which progress is counted.
    """
    accounts.lock_person(user)
    past = queries.past(user, course.slug)
    if not rules.may_complete(lesson, past):
        raise Refused(_("Answering the questions finishes this lesson: all of them, right."))
    return _complete(user, course, lesson)


def reopen_lesson(user: User, course: Course, lesson: Lesson) -> None:
    """Mark a lesson as not finished after all."""
    accounts.lock_person(user)
    done = queries.completion(user, course.slug, lesson.id)
    if done is not None:
        record("lesson.reopened", actor=user, subject=done, course=course.slug, lesson=lesson.id)
        db.session.delete(done)


def answer(
    user: User, place: tuple[Course, Lesson], quiz: Quiz, chosen: Sequence[int]
) -> QuizAttempt:
    """Judge an answer and keep it; Refused when the question is settled or this is no answer to it.

    `place` is the course and the lesson in the course's own language; `quiz` is as it was read.
    """
    course, lesson = place
    accounts.lock_person(user)
    given = queries.past(user, course.slug).answers.get(quiz.id, ())
    _require_answer(quiz, given, chosen)
    right = grading.is_right(quiz, chosen)
    attempt = QuizAttempt(
        user_id=user.id,
        course=course.slug,
        lesson_id=lesson.id,
        quiz_id=quiz.id,
        number=len(given) + 1,
        answer=sorted(chosen),
        points=quiz.points if right else 0,
        is_right=right,
        lesson_hash=lesson.hash,
        created_at=clock.now(),
    )
    db.session.add(attempt)
    facts = {"course": course.slug, "lesson": lesson.id, "quiz": quiz.id}
    record("quiz.answered", actor=user, subject=attempt, right=right, **facts)
    if right and lesson.complete == "quiz":
        _complete_when_answered(user, course, lesson)
    return attempt


def _require_answer(quiz: Quiz, given: Sequence[Answer], chosen: Sequence[int]) -> None:
    if grading.is_settled(quiz, given):
        raise Refused(_("This question is settled: your last answer stands."))
    if not grading.is_possible(quiz, chosen):
        raise Refused(_("Choose an answer first."))


def stop_at(user: User, course: Course, lesson: Lesson) -> None:
    """Remember where a person is reading; a lesson that a visit finishes is finished by it."""
    accounts.lock_person(user)
    place = db.session.get(Place, (user.id, course.slug))
    if place is None:
        place = Place(user_id=user.id, course=course.slug)
        db.session.add(place)
    place.lesson_id, place.updated_at = lesson.id, clock.now()
    db.session.flush()
    if lesson.complete == "visit":
        _complete(user, course, lesson)


def _complete_when_answered(user: User, course: Course, lesson: Lesson) -> None:
    if rules.may_complete(lesson, queries.past(user, course.slug)):
        _complete(user, course, lesson)


def _complete(user: User, course: Course, lesson: Lesson) -> Completion:
    """The row, once; a text that has changed since is finished anew."""
    done = queries.completion(user, course.slug, lesson.id)
    if done is not None and done.lesson_hash == lesson.hash:
        return done
    if done is None:
        done = Completion(user_id=user.id, course=course.slug, lesson_id=lesson.id)
        db.session.add(done)
    done.lesson_hash, done.created_at = lesson.hash, clock.now()
    record("lesson.completed", actor=user, subject=done, course=course.slug, lesson=lesson.id)
    _finish_course(user, course)
    return done


def _finish_course(user: User, course: Course) -> None:
    """Written down once in a life, however often lessons are reopened."""
    past = queries.past(user, course.slug)
    if rules.progress(course, past).is_finished and not queries.has_finished(user, course.slug):
        record_about("course.finished", actor=user, about=("courses", course.slug))
