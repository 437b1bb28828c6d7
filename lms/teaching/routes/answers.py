"""Reading the long answers of learners, and saying what they are worth."""

from flask import flash, url_for
from flask_login import current_user, login_required

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

Asked = tuple[Course, Lesson, Quiz]
"""Where an answer belongs."""


@bp.get("/teach/<course>/answers")
@login_required
def answers(course: str) -> web.Rendered:
    """The answers that wait for me to read them, and what was read lately."""
    if not queries.may_read_answers(current_user, course):
        raise NotFound
    found = queries.long_answers(current_user, course, now=clock.now())
    rows = [(attempt, learner, _asked(attempt)) for attempt, learner in found]
    known = [row for row in rows if row[2]]
    return web.page(
        "teaching/answers.html",
        slug=course,
        course=course_in_own_words(course),
        waiting=[row for row in known if row[0].judged_at is None],
        read=[row for row in known if row[0].judged_at is not None],
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
    flash(_("%(name)s is told.", name=learner.name))
    return web.see_other(url_for(".answers", course=course))


def _page(form: MarkForm, found: queries.Answered, status: int = 200) -> web.Rendered:
    attempt, learner = found
    course, lesson, quiz = _place(attempt)
    return web.page(
        "teaching/answer.html",
        status,
        course=course,
        lesson=lesson,
        quiz=quiz,
        attempt=attempt,
        learner=learner,
        form=form,
    )


def _asked(attempt: QuizAttempt) -> Asked | None:
    """The question that was answered; None when the course no longer asks it."""
    course = course_in_own_words(attempt.course)
    lesson = course.lesson_by_id(attempt.lesson_id) if course else None
    quiz = lesson.quiz(attempt.quiz_id) if lesson else None
    return (course, lesson, quiz) if course and lesson and quiz else None


def _place(attempt: QuizAttempt) -> Asked:
    found = _asked(attempt)
    if found is None:
        raise NotFound
    return found
