"""Lists of threads, and beginning one."""

from flask import flash, request, url_for
from flask_login import current_user, login_required
from markupsafe import Markup

from lms.cohorts import queries as cohorts
from lms.cohorts.models import Cohort
from lms.discussion import actions, queries, rules
from lms.discussion.forms import ThreadForm
from lms.discussion.routes import door
from lms.discussion.routes.door import bp
from lms.discussion.writing import written
from lms.platform import clock, web
from lms.platform.db import transaction
from lms.platform.errors import NotFound, Refused, TooMany
from lms.platform.i18n import gettext as _

SHOWN_BY_A_LESSON = 5  # threads; the rest is a click away


@bp.get("/cohorts/<cohort>/threads")
@login_required
def threads(cohort: str) -> web.Rendered:
    """All that a cohort talks about, the latest first."""
    home = _cohort(cohort)
    return web.page(
        "discussion/threads.html",
        cohort=home,
        threads=queries.threads(current_user, home.id, web.page_number()),
        anchor=door.anchor,
        may_post=rules.may_post(home.state),
        nav_cohort=home.slug,
    )


@bp.get("/unread")
@login_required
def unread() -> web.Rendered:
    """What is new in all of the reader's cohorts."""
    new = queries.unread_threads(current_user, clock.now(), web.page_number())
    return web.page("discussion/unread.html", threads=new, anchor=door.anchor)


@bp.post("/cohorts/<cohort>/threads/read-all")
@login_required
def read_all(cohort: str) -> web.BaseResponse:
    """I have read it all."""
    with transaction():
        actions.mark_all_read(current_user, _cohort(cohort))
    flash(_("Every thread is marked as read."), "done")
    return web.see_other(url_for("discussion.threads", cohort=cohort))


@bp.get("/cohorts/<cohort>/lessons/<path:lesson_id>/threads")
@login_required
def lesson_threads(cohort: str, lesson_id: str) -> web.Rendered:
    """What a cohort says about one lesson: a page, or with ?fragment=1 only the list."""
    home = _cohort(cohort)
    lesson = door.anchor(home.course, lesson_id)
    if lesson is None:
        raise NotFound
    part = "fragment" in request.args
    rows = queries.lesson_threads(
        current_user, home.id, lesson_id, SHOWN_BY_A_LESSON if part else queries.MOST_COUNTED
    )
    return web.page(
        "discussion/lesson_fragment.html" if part else "discussion/lesson.html",
        cohort=home,
        lesson=lesson,
        lesson_id=lesson_id,
        threads=rows,
        may_post=rules.may_post(home.state),
        nav_cohort=home.slug,
    )


@bp.get("/cohorts/<cohort>/threads/new")
@login_required
def new_thread(cohort: str) -> web.Rendered:
    """A form for a new thread; ?lesson=<id> anchors it."""
    home = _cohort(cohort)
    asked = request.args.get("lesson", "")
    known = any(lesson.id == asked for lesson in door.shown_lessons(home))
    form = _form(home, formdata=None, lesson=asked if known else "")
    return _form_page(home, form)


@bp.post("/cohorts/<cohort>/threads")
@login_required
def create_thread(cohort: str) -> web.Rendered | web.BaseResponse:
    """I have something to ask or to tell."""
    home = _cohort(cohort)
    form = _form(home)
    if door.wants_preview():
        return _form_page(home, form, preview=door.preview(form.body.data))
    if not form.validate():
        return _form_page(home, form, status=422)
    opening = actions.Opening(form.title.data, written(form.body.data), form.lesson.data or None)
    try:
        with transaction():
            thread = actions.start_thread(current_user, _cohort(cohort), opening)
    except (Refused, TooMany) as no:
        sentence, status = door.said_no(no)
        form.form_errors.append(sentence)
        return _form_page(_cohort(cohort), form, status=status)
    door.tell_unheard(thread.posts[0])
    return web.see_other(url_for("discussion.thread", thread=thread.id))


def _cohort(slug: str) -> Cohort:
    return cohorts.cohort_of_member(current_user, slug, clock.now())


def _form(home: Cohort, **how: object) -> ThreadForm:
    form = ThreadForm(**how)
    form.lesson.choices = [
        ("", _("the course as a whole")),
        *((lesson.id, lesson.title) for lesson in door.shown_lessons(home)),
    ]
    return form


def _form_page(
    home: Cohort, form: ThreadForm, preview: Markup | None = None, status: int = 200
) -> web.Rendered:
    return web.page(
        "discussion/new_thread.html",
        status,
        cohort=home,
        form=form,
        preview=preview,
        may_post=rules.may_post(home.state),
        nav_cohort=home.slug,
    )
