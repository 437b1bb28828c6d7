"""Reading a lesson, and finishing it."""

from flask import flash, redirect, url_for
from flask_login import current_user
from markupsafe import Markup

from lms.cohorts.access import Why
from lms.content import queries as content_queries
from lms.content import shelf
from lms.learning import actions, outline, queries
from lms.learning.routes.door import Opened, bp, for_members, opened
from lms.learning.routes.lesson_page import left_column, lesson_page
from lms.platform import clock, i18n, sheets, web
from lms.platform.db import transaction
from lms.platform.errors import NotFound, Refused
from lms.platform.i18n import gettext as _


@bp.get("/courses/<course>/lessons/<path:lesson>")
def lesson(course: str, lesson: str) -> web.Rendered | web.BaseResponse:
    """One lesson; before it is open, what it is about and how it opens."""
    try:
        found = opened(course, lesson)
    except NotFound:
        return _moved(course, lesson)
    return lesson_page(found) if found.reading.access.may_read else _locked_page(found)


@bp.post("/courses/<course>/lessons/<path:lesson>/completion")
@for_members
def complete(found: Opened) -> web.BaseResponse:
    """I am done with this lesson."""
    try:
        with transaction():
            actions.complete_lesson(found.reader, found.own, found.original, found.tasks)
    except Refused as refusal:
        flash(str(refusal), "error")
        return web.with_status(409, lesson_page(found))
    flash(_("“%(lesson)s” is completed.", lesson=i18n.inside_quotes(found.lesson.title)), "done")
    following = found.next
    if following is None:
        return web.see_other(url_for(".progress", course=found.course.slug))
    if found.reading.access.why == Why.FREE_LESSON and not following.preview:
        return web.see_other(outline.address(found.course, found.lesson) + "#page.completion")
    return web.see_other(outline.address(found.course, following))


@bp.post("/courses/<course>/lessons/<path:lesson>/completion/delete")
@for_members
def reopen(found: Opened) -> web.BaseResponse:
    """I am not done with it after all."""
    with transaction():
        actions.reopen_lesson(found.reader, found.own, found.lesson)
    return web.see_other(outline.address(found.course, found.lesson) + "#page.completion")


@bp.post("/courses/<course>/lessons/<path:lesson>/place")
@for_members
def place(found: Opened) -> tuple[str, int]:
    """I have begun to read here."""
    with transaction():
        actions.stop_at(found.reader, found.own, found.original)
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
        left_column=Markup("".join(left_column(sheets.pen(), found))),  # noqa: S704 - drawn by our own macros
        roman=outline.roman,
        offers=queries.offers({course.slug: course}, clock.now(), course.slug),
        free=[lesson for lesson in course.lessons if lesson.preview],
    )
