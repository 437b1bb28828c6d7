"""Revisions: what differs, whom it touches, going back, and which cohort reads which."""

from flask import flash, request, url_for
from flask_login import current_user, login_required

from lms.cohorts import actions as cohort_actions
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort
from lms.content import actions, shelf
from lms.content import queries as content
from lms.content.course import Course, Lesson
from lms.content.difference import Block, blocks_of, difference
from lms.content.library import Edition
from lms.learning import wording
from lms.platform import clock, web
from lms.platform.db import transaction
from lms.platform.errors import NotFound, Refused
from lms.platform.i18n import gettext as _
from lms.teaching import queries
from lms.teaching.routes.door import bp, course_in_own_words, repository, require_teacher

LARGEST = 2_147_483_647
"""As a number of a revision; beyond it databases disagree."""
REVISION = "/teach/<course>/revisions/<int(max=2147483647):number>"


@bp.get(REVISION)
@login_required
def revision(course: str, number: int) -> web.Rendered:
    """What a revision changed, and whom that touches."""
    require_teacher(course)
    found = content.revision(course, number)
    before = _since(course, number)
    return web.page(
        "teaching/revision.html",
        slug=course,
        course=course_in_own_words(course),
        step=queries.step(course, before, found),
        since=before,
        newest=content.latest_revision(course),
        repository=repository(course),
        cohorts=queries.cohorts_reading(course),
    )


@bp.get(f"{REVISION}/lessons/<path:lesson_id>")
@login_required
def revised_lesson(course: str, number: int, lesson_id: str) -> web.Rendered:
    """One lesson as a revision left it, beside what it said before."""
    require_teacher(course)
    found, since = content.revision(course, number), _since(course, number)
    before, after = _lesson(course, since, lesson_id), _lesson(course, found.number, lesson_id)
    shown = after or before
    if shown is None:
        raise NotFound
    changes = difference(_blocks(before), _blocks(after), wording.of_differences())
    return web.page(
        "teaching/revised_lesson.html",
        slug=course,
        course=course_in_own_words(course),
        revision=found,
        since=since,
        lesson=shown,
        changes=changes,
    )


@bp.post(f"{REVISION}/restoration")
@login_required
def restore(course: str, number: int) -> web.BaseResponse:
    """Go back to this revision: it is what everybody reads who is not pinned."""
    require_teacher(course)
    try:
        with transaction():
            again = actions.restore(course, number, current_user, clock.now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return web.see_other(url_for(".revision", course=course, number=number))
    actions.show_newest(shelf.library(), course)
    said = _("Revision %(old)s is read again, as revision %(new)s.", old=number, new=again.number)
    flash(said, "done")
    return web.see_other(url_for(".course", course=course))


@bp.get("/teach/<course>/cohorts/<cohort>/revision")
@login_required
def cohort_revision(course: str, cohort: str) -> web.Rendered:
    """What a cohort would read from another revision on, before anybody decides it."""
    found, newest = _cohort_of(course, cohort), content.latest_revision(course)
    if newest is None:
        raise NotFound
    wanted = request.args.get("to", newest.number, type=int)
    if not 0 < wanted <= LARGEST:
        raise NotFound
    now = found.revision or newest.number
    return web.page(
        "teaching/cohort_revision.html",
        slug=course,
        course=course_in_own_words(course),
        cohort=found,
        step=queries.step(course, now, content.revision(course, wanted)),
        since=now,
        newest=newest,
        people=cohort_queries.member_count(found, clock.now()),
        others=[r for r in queries.latest_revisions(course) if r.is_kept and r.number != now],
    )


@bp.post("/teach/<course>/cohorts/<cohort>/revision")
@login_required
def promote(course: str, cohort: str) -> web.BaseResponse:
    """Let a cohort read another revision, or whichever is the newest."""
    found = _cohort_of(course, cohort)
    to = request.form.get("to", "")
    number = int(to) if to.isascii() and to.isdigit() and len(to) < 10 else None
    if number is not None and content.edition(course, number) is None:
        flash(_("This revision is not kept any more."), "error")
    elif to and number is None:
        raise NotFound
    else:
        with transaction():
            cohort_actions.read_revision(found, number, current_user)
        flash(_("The cohort reads what you have chosen."), "done")
    return web.see_other(url_for(".course", course=course, _anchor="revisions"))


def _since(course: str, number: int) -> int | None:
    """The revision to compare with: the one asked for, which has to be there, or the one before."""
    asked = request.args.get("since", type=int)
    if asked is None:
        return number - 1 or None
    if not 0 < asked <= LARGEST:
        raise NotFound
    return content.revision(course, asked).number


def _lesson(course: str, number: int | None, lesson_id: str) -> Lesson | None:
    found = _as_it_was(course, number) if number else None
    return found.lesson_by_id(lesson_id) if found else None


def _as_it_was(course: str, number: int) -> Course | None:
    at: Edition | None = content.edition(course, number)
    own = shelf.library().course(course, "", at) if at else None
    return shelf.own(own) if own else None


def _blocks(lesson: Lesson | None) -> list[Block]:
    return blocks_of(lesson.parts, lesson.quizzes) if lesson else []


def _cohort_of(course: str, cohort: str) -> Cohort:
    """A cohort of a course that one teaches, or NotFound."""
    require_teacher(course)
    found = cohort_queries.cohort(cohort)
    if found.course != course:
        raise NotFound
    return found
