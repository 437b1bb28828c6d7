"""In which browsers I am signed in."""

from flask import flash, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from lms.accounts import actions, browsers, guard, queries
from lms.accounts.routes.blueprint import bp
from lms.accounts.routes.door import Answer
from lms.platform import clock, web
from lms.platform.db import transaction
from lms.platform.errors import NotFound
from lms.platform.ids import fingerprint


@bp.get("/account/sessions")
@login_required
def sessions() -> Answer:
    """The browsers in which I am signed in, this one marked."""
    return web.page(
        "accounts/sessions.html",
        sessions=queries.sessions_of(current_user, clock.now()),
        this=fingerprint(session.get(guard.TOKEN, "")),
        browser_of=browsers.browser_of,
        system_of=browsers.system_of,
    )


@bp.post("/account/sessions/delete")
@login_required
def end_others() -> Answer:
    """Sign out everywhere else."""
    with transaction():
        actions.end_other_sessions(current_user, session.get(guard.TOKEN, ""), clock.now())
    flash(_("Every other browser is signed out."), "done")
    return web.see_other(url_for(".sessions"))


@bp.post("/account/sessions/<session_id>/delete")
@login_required
def end_one(session_id: str) -> Answer:
    """Sign out of one browser."""
    if not session_id.isalnum():
        raise NotFound
    with transaction():
        now = clock.now()
        actions.end_this_session(queries.session_of(current_user, session_id, now), now)
    flash(_("That browser is signed out."), "done")
    return web.see_other(url_for(".sessions"))
