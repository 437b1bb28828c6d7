"""People: found, explained, given and taken roles, shut out and let in."""

from collections.abc import Callable, Sequence
from itertools import groupby

from flask import flash, request, url_for
from flask_login import current_user

from lms.accounts import actions as account_actions
from lms.accounts import queries as accounts
from lms.accounts.models import User
from lms.admin import actions, queries
from lms.admin.routes.blueprint import asked, bp
from lms.admin.routes.cohorts import Answer
from lms.billing import queries as billing
from lms.cohorts import queries as cohort_queries
from lms.cohorts.access import Access, explain
from lms.content import shelf
from lms.platform import clock, journal, web
from lms.platform.db import transaction
from lms.platform.errors import NotFound, Refused
from lms.platform.i18n import gettext as _

SHOWN_HISTORY = 20  # events; the rest is in the journal


@bp.get("/admin/people")
def people() -> web.Rendered:
    """Everybody, or those who are looked for."""
    q = asked("q")
    return web.page("admin/people.html", page=queries.find_people(q, web.page_number()), q=q)


@bp.get("/admin/people/<handle>")
def person(handle: str) -> web.Rendered:
    """One person: what they can get into and why, what they were given, what they paid."""
    found, now = queries.person(handle), clock.now()
    grants = queries.grants_of(found, web.page_number())
    taught = accounts.courses_taught_by(found)
    return web.page(
        "admin/person.html",
        person=found,
        answers=_answers(found, taught),
        grants=grants,
        givers=queries.names(grant.given_by_id for grant in grants.items),
        orders=billing.orders_of(found, 1).items,
        sessions=accounts.sessions_of(found, now),
        taught=taught,
        courses=[slug for slug in shelf.library().slugs() if slug not in taught],
        history=journal.history(found, limit=SHOWN_HISTORY),
        now=now,
    )


@bp.post("/admin/people/<handle>/sessions/delete")
def end_sessions(handle: str) -> Answer:
    """Log somebody out everywhere."""
    return _act(handle, actions.end_sessions, _("Every browser of theirs is signed out."))


@bp.post("/admin/people/<handle>/admin")
def make_admin(handle: str) -> Answer:
    """Let somebody run the school."""
    return _act(handle, account_actions.make_admin, _("They run the school now."))


@bp.post("/admin/people/<handle>/admin/delete")
def withdraw_admin(handle: str) -> Answer:
    """Let somebody run the school no more."""
    return _act(handle, account_actions.withdraw_admin, _("They run the school no more."))


@bp.post("/admin/people/<handle>/account/delete")
def close_account(handle: str) -> Answer:
    """Shut somebody out; what they wrote stays."""
    return _act(handle, account_actions.close_account, _("The account is closed."))


@bp.post("/admin/people/<handle>/account")
def reopen_account(handle: str) -> Answer:
    """Let somebody in again."""
    return _act(handle, account_actions.reopen_account, _("The account is open again."))


@bp.post("/admin/people/<handle>/courses")
def make_instructor(handle: str) -> Answer:
    """Make somebody an instructor of a course."""
    course = request.form.get("course", "")
    if course not in shelf.library().slugs():
        raise NotFound
    with transaction():
        account_actions.make_instructor(queries.person(handle), course, current_user)
    flash(_("They teach the course now."), "done")
    return web.see_other(url_for(".person", handle=handle))


@bp.post("/admin/people/<handle>/courses/<course>/delete")
def withdraw_instructor(handle: str, course: str) -> Answer:
    """Make somebody an instructor of a course no more."""
    with transaction():
        account_actions.withdraw_instructor(queries.person(handle), course, current_user)
    flash(_("They teach the course no more."), "done")
    return web.see_other(url_for(".person", handle=handle))


def _act(handle: str, act: Callable[[User, User], None], said: str) -> Answer:
    """Do one thing to a person, tell what came of it, and go back to their page."""
    try:
        with transaction():
            act(queries.person(handle), current_user)
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(said, "done")
    return web.see_other(url_for(".person", handle=handle))


def _answers(user: User, taught: Sequence[str]) -> list[tuple[str, Access]]:
    """(course, may they read it and why), for each course they have anything to do with."""
    now = clock.now()
    standings = sorted(cohort_queries.standings(user), key=lambda s: s.course)
    by_course = {slug: list(some) for slug, some in groupby(standings, lambda s: s.course)}
    answers = []
    for slug in sorted({*by_course, *taught}):
        is_staff = user.is_admin or slug in taught
        answers.append((slug, explain(by_course.get(slug, []), now, is_staff=is_staff)))
    return answers
