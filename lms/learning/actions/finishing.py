"""Finishing lessons, and remembering where one stopped."""

from collections.abc import Sequence
from dataclasses import replace

from lms.accounts import queries as accounts
from lms.accounts.models import User
from lms.content.course import Course, Lesson, Task
from lms.learning import queries, rules
from lms.learning.models import Completion, Place
from lms.learning.rules import Done, Past
from lms.platform import clock
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.journal import record, record_about


def complete_lesson(
    user: User, course: Course, lesson: Lesson, tasks: Sequence[Task] | None = None
) -> None:
    """Mark a lesson finished; twice is once.

    Course and lesson are those of the course's own language, in which progress is counted; `tasks`
    are the boxes of the text that is read.
    """
    accounts.lock_person(user)
    past = queries.past(user, course.slug)
    if not rules.may_complete(lesson, past, tasks):
        raise Refused(
            _("Ticking every box finishes this lesson.")
            if lesson.complete == "tasks"
            else _("Answering the questions finishes this lesson: all of them, right.")
        )
    _complete(user, course, lesson, past)


def reopen_lesson(user: User, course: Course, lesson: Lesson) -> None:
    """Mark a lesson as not finished after all."""
    accounts.lock_person(user)
    done = queries.completion(user, course.slug, lesson.id)
    if done is not None:
        record("lesson.reopened", actor=user, subject=done, course=course.slug, lesson=lesson.id)
        db.session.delete(done)


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
        _complete(user, course, lesson, queries.past(user, course.slug))


def complete_when_done(
    user: User, course: Course, lesson: Lesson, tasks: Sequence[Task] | None = None
) -> None:
    """Finish a lesson that its questions or its checklists finish, once they all are."""
    if lesson.complete not in ("quiz", "tasks"):
        return
    past = queries.past(user, course.slug)
    if rules.may_complete(lesson, past, tasks):
        _complete(user, course, lesson, past)


def _complete(user: User, course: Course, lesson: Lesson, past: Past) -> None:
    """The row, once; a text that has changed since is finished anew."""
    now, before = clock.now(), past.done.get(lesson.id)
    if before and before.lesson_hash == lesson.hash:
        return
    done = queries.completion(user, course.slug, lesson.id) if before else None
    if done is None:
        done = Completion(user_id=user.id, course=course.slug, lesson_id=lesson.id)
        db.session.add(done)
    done.lesson_hash, done.created_at = lesson.hash, now
    record("lesson.completed", actor=user, subject=done, course=course.slug, lesson=lesson.id)
    finished = {**past.done, lesson.id: Done(lesson.hash, now)}
    _finish_course(user, course, replace(past, done=finished))


def _finish_course(user: User, course: Course, past: Past) -> None:
    """Written down once in a life, however often lessons are reopened."""
    if rules.progress(course, past).is_finished and not queries.has_finished(user, course.slug):
        record_about("course.finished", actor=user, about=("courses", course.slug))
