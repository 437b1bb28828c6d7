"""Reading the long answers of learners, and saying what they are worth."""

from collections.abc import Callable, Iterable
from functools import cache

from flask import flash, url_for
from flask_login import current_user, login_required
from markupsafe import Markup

from lms.content.course import Course, Lesson, Quiz
from lms.learning import actions
from lms.learning.models import QuizAttempt
from lms.platform import clock, web
from lms.platform.db import transaction
from lms.platform.errors import NotFound, Refused
from lms.platform.i18n import gettext as _
from lms.teaching import queries
from lms.teaching.forms import MarkForm
from lms.teaching.routes.door import bp, course_in_own_words

Question = tuple[str, str, str]
"""A course, a lesson and a question, by their names."""
Found = tuple[Course | None, Lesson | None, Quiz | None]


@bp.get("/teach/<course>/answers")
@login_required
def answers(course: str) -> web.Rendered:
    """The answers that wait for me to read them, and what was read lately."""
    if not queries.may_read_answers(current_user, course):
        raise NotFound
    found = queries.long_answers(current_user, course, now=clock.now())
    pinned = queries.pinned(course, {learner.id for _attempt, learner in found})
    search = cache(_search)  # two hundred people may have answered the same question
    rows = [
        (attempt, who, _asked(attempt, pinned.get(who.id, ()), search)) for attempt, who in found
    ]
    return web.page(
        "teaching/answers.html",
        slug=course,
        course=course_in_own_words(course),
        waiting=[row for row in rows if row[0].judged_at is None],
        read=[row for row in rows if row[0].judged_at is not None],
    )


@bp.get("/teach/<course>/answers/<answer>")
@login_required
def answer(course: str, answer: str) -> web.Rendered:
    """One answer beside its question, and what there is to say about it."""
    attempt, learner = queries.long_answer(current_user, course, answer, now=clock.now())
    form = MarkForm.of(_place(attempt)[2], attempt)
    return _page(form, (attempt, learner))


@bp.post("/teach/<course>/answers/<answer>")
@login_required
def mark(course: str, answer: str) -> web.Rendered | web.BaseResponse:
    """What an answer is worth, and why."""
    attempt, learner = queries.long_answer(current_user, course, answer, now=clock.now())
    place = _place(attempt)
    form = MarkForm.of(place[2], attempt)
    if not form.validate_on_submit():
        return _page(form, (attempt, learner), 422)
    points, remark = form.points.data, form.remark.data
    try:
        with transaction():
            actions.mark_answer(current_user, attempt, place, (points, remark))
    except Refused as refusal:
        form.points.errors = [str(refusal)]
        return _page(form, (attempt, learner), 422)
    flash(_("%(name)s is told.", name=learner.name) if place[1] else _("Saved."))
    return web.see_other(url_for(".answers", course=course))


def _page(form: MarkForm, found: queries.Answered, status: int = 200) -> web.Rendered:
    attempt, learner = found
    course, lesson, quiz = _place(attempt)
    return web.page(
        "teaching/answer.html",
        status,
        slug=attempt.course,
        course=course,
        lesson=lesson,
        quiz=quiz,
        attempt=attempt,
        learner=learner,
        form=form,
    )


def _place(attempt: QuizAttempt) -> actions.Place:
    pinned = queries.pinned(attempt.course, {attempt.user_id})
    return _asked(attempt, pinned.get(attempt.user_id, ()))


def _search(question: Question, pinned: tuple[int, ...]) -> Found:
    """The question in a text that the learner's cohort reads, else in the newest."""
    slug, lesson_id, quiz_id = question
    course = lesson = None
    for revision in (*pinned, None):
        course = course_in_own_words(slug, revision)
        lesson = course.lesson_by_id(lesson_id) if course else None
        quiz = lesson.quiz(quiz_id) if lesson else None
        if quiz:
            return course, lesson, quiz
    return course, lesson, None


def _asked(
    attempt: QuizAttempt,
    pinned: Iterable[int],
    search: Callable[[Question, tuple[int, ...]], Found] = _search,
) -> actions.Place:
    """Where the question stands.

    Of one that is nowhere any more only the answer is left, which is right or not: one point.
    """
    question = (attempt.course, attempt.lesson_id, attempt.quiz_id)
    course, lesson, quiz = search(question, tuple(pinned))
    return course, lesson, quiz or _gone(attempt)


def _gone(attempt: QuizAttempt) -> Quiz:
    """What stands for a question that is not asked any more."""
    nothing, points = Markup(""), max(attempt.points, 1)
    return Quiz(attempt.quiz_id, "long", nothing, (), (), nothing, points, None, shuffle=False)
