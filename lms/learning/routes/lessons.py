"""Reading a lesson, finishing it, and answering its questions."""

from collections.abc import Iterator, Mapping

from flask import flash, redirect, request, url_for
from flask_login import current_user, login_required

from lms.content import queries as content_queries
from lms.content import shelf
from lms.content.course import QuizSlot, StaffOnly
from lms.learning import actions, grading, outline, queries, rules
from lms.learning.behaviour import behaviour
from lms.learning.catalogue import here
from lms.learning.grading import Asked
from lms.learning.routes.door import Opened, bp, opened, readable
from lms.platform import clock, i18n, web
from lms.platform.db import transaction
from lms.platform.errors import NotFound, Refused

Piece = tuple[str, object]
"""What stands in the text: its kind (text, quiz) and the thing."""


@bp.get("/courses/<course>/lessons/<path:lesson>")
def lesson(course: str, lesson: str) -> web.Rendered | web.BaseResponse:
    """One lesson; before it is open, what it is about and how it opens."""
    try:
        found = opened(course, lesson)
    except NotFound:
        return _moved(course, lesson)
    return _lesson_page(found) if found.reading.access.may_read else _locked_page(found)


@bp.post("/courses/<course>/lessons/<path:lesson>/completion")
@login_required
def complete(course: str, lesson: str) -> web.Rendered | web.BaseResponse:
    """I am done with this lesson."""
    found = readable(course, lesson)
    try:
        with transaction():
            actions.complete_lesson(current_user, found.own, found.original)
    except Refused as refusal:
        flash(str(refusal), "error")
        return _lesson_page(found, 409)
    following = found.course.next(found.lesson)
    if following is None:
        return web.see_other(url_for(".progress", course=course))
    return web.see_other(outline.address(found.course, following))


@bp.post("/courses/<course>/lessons/<path:lesson>/completion/delete")
@login_required
def reopen(course: str, lesson: str) -> web.BaseResponse:
    """I am not done with it after all."""
    found = readable(course, lesson)
    with transaction():
        actions.reopen_lesson(current_user, found.own, found.lesson)
    return web.see_other(outline.address(found.course, found.lesson) + "#completion")


@bp.post("/courses/<course>/lessons/<path:lesson>/place")
@login_required
def place(course: str, lesson: str) -> tuple[str, int]:
    """I have begun to read here."""
    found = readable(course, lesson)
    with transaction():
        actions.stop_at(current_user, found.own, found.original)
    return "", 204


@bp.post("/courses/<course>/lessons/<path:lesson>/quizzes/<quiz>/attempts")
@login_required
def attempt(course: str, lesson: str, quiz: str) -> web.Rendered | web.BaseResponse:
    """My answer to a question."""
    found = readable(course, lesson)
    question = found.lesson.quiz(quiz)
    if question is None:
        raise NotFound
    chosen = request.form.getlist("answer", type=int)
    try:
        with transaction():
            actions.answer(current_user, (found.own, found.original), question, chosen)
    except Refused as refusal:
        return _lesson_page(found, 422, {quiz: str(refusal)})
    return web.see_other(outline.address(found.course, found.lesson) + f"#quiz-{quiz}")


def _moved(course: str, address: str) -> web.BaseResponse:
    """To where the lesson is now that was once found at this address; else NotFound."""
    found = outline.published(shelf.course(course, i18n.language()))
    if "\0" in address:  # PostgreSQL would not even look for it
        raise NotFound
    lesson = found.lesson_by_id(content_queries.moved_lesson(course, address) or "")
    if lesson is None or lesson.address == address:
        raise NotFound
    return redirect(outline.address(found, lesson), code=301)


def _lesson_page(
    found: Opened, status: int = 200, problems: Mapping[str, str] | None = None
) -> web.Rendered | web.BaseResponse:
    course, page, past = found.course, found.lesson, found.reading.past
    needs = behaviour((*page.parts, *(quiz.prompt_html for quiz in page.quizzes)))
    rendered = web.page(
        "learning/lesson.html",
        status,
        course=course,
        lesson=page,
        reading=found.reading,
        standing=found.reading.access.standing,
        number=outline.places(course)[page.id],
        outline=outline.outline,
        roman=outline.roman,
        finished=rules.finished_ids(found.own, past),
        progress=rules.progress(found.own, past) if current_user.id else None,
        unread_count=0,  # a lesson is a quiet room, and its page asks little of the database
        nav_cohort=_cohort_of(found),
        state=rules.state(found.original, past.done.get(page.id)),
        done=past.done.get(page.id),
        first=[here(course, x) for x in rules.not_yet_done(found.own, page, past)],
        may_complete=rules.may_complete(page, past),
        pieces=_pieces(found),
        questions=len(page.quizzes),
        problems=problems or {},
        previous=course.previous(page),
        next=course.next(page),
        behaviour=needs.scripts,
    )
    return web.framed(rendered, needs.frames)


def _cohort_of(found: Opened) -> str | None:
    """The address of the cohort in which the reader reads."""
    standing = found.reading.access.standing
    return standing.cohort_slug if standing else None


def _locked_page(found: Opened) -> web.Rendered:
    course = found.course
    return web.page(
        "learning/locked.html",
        course=course,
        lesson=found.lesson,
        access=found.reading.access,
        number=outline.places(course)[found.lesson.id],
        outline=outline.outline,
        roman=outline.roman,
        finished=rules.finished_ids(found.own, found.reading.past),
        offers=queries.offers({course.slug: course}, clock.now(), course.slug),
        free=[lesson for lesson in course.lessons if lesson.preview],
    )


def _pieces(found: Opened) -> Iterator[Piece]:
    """The page as this reader may see it: no key, no remark before its time, no note for staff."""
    for part in found.lesson.parts:
        if isinstance(part, StaffOnly):
            if found.reading.guides:
                yield "text", part.html
        elif isinstance(part, QuizSlot):
            quiz = found.lesson.quiz(part.quiz_id)
            if quiz is not None:
                answers = found.reading.past.answers.get(quiz.id, ())
                yield "quiz", grading.shown(quiz, answers, current_user.id, _asked(quiz.id))
        else:
            yield "text", part


def _asked(quiz_id: str) -> Asked:
    """What the address asks of a question: `?quiz=<id>&hint=<how many>` or `&again=1`."""
    if request.args.get("quiz") != quiz_id or not current_user.id:
        return Asked()
    return Asked(request.args.get("hint", 0, type=int), "again" in request.args)
