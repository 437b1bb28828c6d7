"""One's own account: profile, picture and address."""

from contextlib import closing
from pathlib import Path

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.datastructures import FileStorage

from lms.accounts import actions, pictures
from lms.accounts.actions import Profile
from lms.accounts.forms import NewEmailForm, ProfileForm
from lms.accounts.routes import asking
from lms.accounts.routes.blueprint import bp
from lms.accounts.routes.door import Answer
from lms.platform import i18n, web
from lms.platform.db import transaction
from lms.platform.errors import Refused


@bp.get("/account")
@login_required
def account() -> Answer:
    """What others see of me, in which language and hours I read."""
    return web.page("accounts/account.html", form=ProfileForm(current_user))


@bp.post("/account")
@login_required
def profile() -> Answer:
    """Take what I say about myself."""
    form = ProfileForm(current_user)
    if not form.validate():
        return web.page("accounts/account.html", 422, form=form)
    try:
        _take(form, asking.settings().data_dir / "pictures")
    except pictures.BadPicture:
        form.picture.errors = [_("Choose a PNG, JPEG or WebP picture of 512 KB at most.")]
        return web.page("accounts/account.html", 422, form=form)
    except Refused as no:
        form.handle.errors = [str(no)]
        return web.page("accounts/account.html", 422, form=form)
    with i18n.speaking(current_user.language):  # which may be another one from now on
        flash(_("Saved."), "done")
    saved = web.see_other(url_for(".account"))
    saved.delete_cookie(i18n.COOKIE)  # the switch of the header no longer outvotes the choice
    return saved


@bp.route("/account/email", methods=("GET", "POST"))
@login_required
def email() -> Answer:
    """Ask for another address; it takes effect once it is confirmed."""
    form = NewEmailForm()
    if not form.validate_on_submit():
        return web.page("accounts/email.html", 422 if request.method == "POST" else 200, form=form)
    user = asking.person_behind(current_user.email, form.password.data)
    if user is None:
        form.password.errors = [_("This is not your password.")]
        return web.page("accounts/email.html", 422, form=form)
    with transaction():
        actions.forget_attempts(user.email)
        actions.ask_for_new_email(user, form.email.data)
    flash(
        _("Look in the mail of %(new)s: the link there makes the change.", new=form.email.data),
        "note",
    )
    return web.see_other(url_for(".email"))


def _take(form: ProfileForm, folder: Path) -> None:
    """Profile and picture together or neither; the picture before is dropped last."""
    drawn = _drawn(form.picture.data)
    kept = pictures.keep(folder, drawn) if drawn else ""
    try:
        with transaction():
            actions.change_profile(current_user, _said(form))
            changes = kept or form.no_picture.data
            before = actions.change_picture(current_user, kept) if changes else ""
    except BaseException:
        pictures.drop(folder, kept)
        raise
    pictures.drop(folder, before)


def _drawn(upload: FileStorage | str | None) -> bytes:
    """The uploaded picture redrawn, nothing if none was chosen; BadPicture if unreadable."""
    if not isinstance(upload, FileStorage) or not upload.filename:
        return b""
    with closing(upload):
        return pictures.redrawn(upload.stream.read(pictures.LARGEST + 1))


def _said(form: ProfileForm) -> Profile:
    return Profile(
        name=form.name.data,
        handle=form.handle.data,
        about=form.about.data,
        language=form.language.data,
        time_zone=form.time_zone.data,
    )
