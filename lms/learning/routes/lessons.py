"""Reading a lesson, and finishing it."""

from flask import flash, redirect, url_for
from flask_login import current_user, login_required
from markupsafe import Markup

from lms.content import queries as content_queries
from lms.content import shelf
from lms.learning import actions, outline, queries
from lms.learning.routes.door import Opened, bp, opened, readable
from lms.learning.routes.lesson_page import left_column, lesson_page
from lms.platform import clock, i18n, sheets, web
from lms.platform.db import transaction
from lms.platform.errors import NotFound, Refused


@bp.get("/courses/<course>/lessons/<path:lesson>")
def lesson(course: str, lesson: str) -> web.Rendered | web.BaseResponse:
    """One lesson; before it is open, what it is about and how it opens."""
    try:
        found = opened(course, lesson)
    except NotFound:
        return _moved(course, lesson)
    return lesson_page(found) if found.reading.access.may_read else _locked_page(found)


@bp.post("/courses/<course>/lessons/<path:lesson>/completion")
@login_required
def complete(course: str, lesson: str) -> web.BaseResponse:
    """I am done with this lesson."""
    found = readable(course, lesson)
    try:
        with transaction():
            actions.complete_lesson(current_user, found.own, found.original, found.tasks)
    except Refused as refusal:
        flash(str(refusal), "error")
        return web.with_status(409, lesson_page(found))
    following = found.next
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


def _moved(course: str, address: str) -> web.BaseResponse:
    """To where the lesson is now that was once found at this address; else NotFound."""
    reading = queries.membership(current_user, course, clock.now())
    found = outline.published(shelf.course(course, i18n.language(), reading.revision))
    if "\0" in address:  # PostgreSQL would not even look for it
        raise NotFound
    lesson = found.lesson_by_id(content_queries.moved_lesson(course, address) or "")
    if lesson is None or lesson.address == address:
        raise NotFound
    return redirect(outline.address(found, lesson), code=301)


def _locked_page(found: Opened) -> web.Rendered:
    course = found.course
    return web.page(
        "learning/locked.html",
        course=course,
        lesson=found.lesson,
        access=found.reading.access,
        number=outline.places(course)[found.lesson.id],
        left_column=Markup(left_column(sheets.pen(), found)),  # noqa: S704 - drawn by our own macros
        roman=outline.roman,
        offers=queries.offers({course.slug: course}, clock.now(), course.slug),
        free=[lesson for lesson in course.lessons if lesson.preview],
    )
