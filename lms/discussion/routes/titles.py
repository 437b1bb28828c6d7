"""What a thread is called, changed afterwards."""

from flask import url_for
from flask_login import current_user, login_required

from lms.discussion import actions, queries
from lms.discussion.forms import TitleForm
from lms.discussion.queries import OpenThread
from lms.discussion.routes.door import bp
from lms.platform import clock, web
from lms.platform.db import transaction
from lms.platform.errors import Refused


@bp.get("/threads/<thread>/title")
@login_required
def title(thread: str) -> web.Rendered:
    """A form with what it is called."""
    found = _found(thread)
    actions.require_retitlable(current_user, found)
    return _page(found, TitleForm(formdata=None, title=found.title))


@bp.post("/threads/<thread>/title")
@login_required
def retitle(thread: str) -> web.Rendered | web.BaseResponse:
    """It should be called this instead."""
    found, form = _found(thread), TitleForm()
    if not form.validate():
        return _page(found, form, 422)
    try:
        with transaction():
            actions.retitle(current_user, _found(thread), form.title.data)
    except Refused as no:
        form.title.errors = [str(no)]
        return _page(found, form, 409)
    return web.see_other(url_for("discussion.thread", thread=thread))


def _found(thread_id: str) -> OpenThread:
    return queries.thread(current_user, thread_id, clock.now())


def _page(found: OpenThread, form: TitleForm, status: int = 200) -> web.Rendered:
    return web.page("discussion/edit_title.html", status, thread=found, form=form)
