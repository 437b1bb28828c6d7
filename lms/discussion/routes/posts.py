"""One thread: reading it, replying, changing and taking back what one said."""

from flask import flash, request, url_for
from flask_login import current_user, login_required
from markupsafe import Markup

from lms.discussion import actions, queries, rules
from lms.discussion.forms import PostForm
from lms.discussion.models import Post
from lms.discussion.queries import FoundPost, OpenThread
from lms.discussion.routes import door
from lms.discussion.routes.door import bp
from lms.discussion.routes.thread_page import thread_page, unsent
from lms.discussion.writing import written
from lms.platform import clock, web
from lms.platform.db import transaction
from lms.platform.errors import Refused, TooMany
from lms.platform.i18n import gettext as _
from lms.platform.paging import PER_PAGE


@bp.get("/threads/<thread>")
@login_required
def thread(thread: str) -> web.BaseResponse:
    """What was said, a page at a time; without a page, where the reader left off."""
    found = queries.thread(current_user, thread, clock.now())
    number = web.page_number() if "page" in request.args else found.new_begins_on
    return thread_page(found, number)


@bp.post("/threads/<thread>/posts")
@login_required
def reply(thread: str) -> web.BaseResponse:
    """I answer."""
    found, form = queries.thread(current_user, thread, clock.now()), PostForm()
    if door.wants_preview():
        looks = door.preview(form.body.data)
        return thread_page(found, _last_page(found), unsent(found, form, looks))
    if not form.validate():
        return web.with_status(422, thread_page(found, _last_page(found), unsent(found, form)))
    said = written(form.body.data)
    try:
        with transaction():
            post = actions.reply(current_user, thread, said)
    except (Refused, TooMany) as no:
        sentence, status = door.said_no(no)
        form.body.errors = [sentence]
        found = queries.thread(current_user, thread, clock.now())
        return web.with_status(status, thread_page(found, _last_page(found), unsent(found, form)))
    door.tell_unheard(post)
    return web.see_other(_address(post))


@bp.post("/threads/<thread>/read")
@login_required
def read(thread: str) -> web.BaseResponse:
    """I have read up to this post (`post`; without it, all there is)."""
    with transaction():
        found = queries.thread(current_user, thread, clock.now())
        last = request.form.get("post")
        up_to = queries.seen_up_to(thread, last) if last else found.last_post_at
        actions.mark_read(current_user, thread, up_to)
    return web.see_other(url_for("discussion.threads", cohort=found.cohort_slug))


@bp.get("/posts/<post>")
@login_required
def permalink(post: str) -> web.BaseResponse:
    """Where a post stands, whatever has happened around it."""
    return web.see_other(_address(queries.post(current_user, post, clock.now()).post))


@bp.get("/posts/<post>/edit")
@login_required
def edit(post: str) -> web.Rendered:
    """A form with what the post says."""
    found = _standing(post)
    actions.require_editable(current_user, found)
    return _edit_page(found, PostForm(formdata=None, body=found.post.body))


@bp.post("/posts/<post>/edit")
@login_required
def change(post: str) -> web.Rendered | web.BaseResponse:
    """It should say this instead."""
    found, form = _standing(post), PostForm()
    try:
        actions.require_editable(current_user, found)
        if door.wants_preview():
            return _edit_page(found, form, preview=door.preview(form.body.data))
        if not form.validate():
            return _edit_page(found, form, status=422)
        said = written(form.body.data, post)
        with transaction():
            changed = actions.edit_post(current_user, _standing(post), said)
    except Refused as no:
        form.body.errors = [str(no)]
        return _edit_page(_standing(post), form, status=409)
    door.tell_unheard(changed)
    return web.see_other(_address(changed))


@bp.get("/posts/<post>/delete")
@login_required
def confirm_delete(post: str) -> web.Rendered:
    """The question before a post goes."""
    found = _standing(post)
    actions.require_deletable(current_user, found)
    return web.page("discussion/delete_post.html", post=found.post, thread=found.thread)


@bp.post("/posts/<post>/delete")
@login_required
def delete(post: str) -> web.BaseResponse:
    """I take it back."""
    with transaction():
        found = _standing(post)
        actions.delete_post(current_user, found)
    flash(_("The post is deleted."), "done")
    return web.see_other(_address(found.post))


def _standing(post_id: str) -> FoundPost:
    """A post that is still there."""
    return queries.standing_post(current_user, post_id, clock.now())


def _address(post: Post) -> str:
    return url_for(
        "discussion.thread",
        thread=post.thread_id,
        page=queries.page_of(post),
        _anchor=f"post-{post.id}",
    )


def _last_page(found: OpenThread) -> int:
    return rules.page_of(max(found.places - 1, 0), PER_PAGE)


def _edit_page(
    found: FoundPost, form: PostForm, preview: Markup | None = None, status: int = 200
) -> web.Rendered:
    return web.page(
        "discussion/edit_post.html",
        status,
        post=found.post,
        thread=found.thread,
        form=form,
        preview=preview,
    )
