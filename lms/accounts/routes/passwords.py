"""A forgotten password, and another one."""

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from lms.accounts import actions, guard, queries
from lms.accounts.forms import AddressForm, NewPasswordForm, PasswordForm
from lms.accounts.models import User
from lms.accounts.passwords import hashed
from lms.accounts.routes import asking
from lms.accounts.routes.blueprint import bp
from lms.accounts.routes.door import Answer
from lms.platform import web
from lms.platform.db import transaction


@bp.route("/password/forgot", methods=("GET", "POST"))
def forgot() -> Answer:
    """Ask for a link to choose a new password; the answer is the same for every address."""
    form = AddressForm()
    if not form.validate_on_submit():
        status = 422 if request.method == "POST" else 200
        return web.page("accounts/forgot.html", status, form=form)
    with transaction():
        actions.ask_for_reset(form.email.data)
    return web.see_other(url_for(".forgot_sent"))


@bp.get("/password/forgot/sent")
def forgot_sent() -> Answer:
    """Look in the mail."""
    return web.page("accounts/forgot_sent.html")


@bp.get("/password/reset/<token>")
def reset(token: str) -> Answer:
    """Choose a new password, or somebody invited their first one, by the mailed link."""
    user = queries.person_to_reset(token)
    return _void() if user is None else _reset_page(NewPasswordForm(user), token, user)


@bp.post("/password/reset/<token>")
def reset_now(token: str) -> Answer:
    """Take the new password; the link is void from now on, and this browser is let in."""
    user = queries.person_to_reset(token)
    if user is None:
        return _void()
    form, is_first = NewPasswordForm(user), not user.password_hash
    if not form.validate():
        return _reset_page(form, token, user, 422)
    password_hash = hashed(form.new.data)  # before the writer's lock: it is slow
    with transaction():
        user = queries.person_resetting(token)
        if user is None:
            return _void()
        _renew(user, password_hash)
    done = _("Your password is changed, and you are signed in.")
    flash(_("Your password is set, and you are signed in.") if is_first else done, "done")
    return web.see_other(asking.onward())


@bp.route("/account/password", methods=("GET", "POST"))
@login_required
def password() -> Answer:
    """Choose a new password by the old one; every other browser is signed out."""
    form = PasswordForm(current_user)
    if not form.validate_on_submit():
        status = 422 if request.method == "POST" else 200
        return web.page("accounts/password.html", status, form=form)
    user = asking.person_behind(current_user.email, form.current.data)
    if user is None:
        form.current.errors = [_("This is not your current password.")]
        return web.page("accounts/password.html", 422, form=form)
    password_hash = hashed(form.new.data)
    with transaction():
        _renew(user, password_hash)
    flash(_("Your password is changed. Every other browser is signed out."), "done")
    return web.see_other(url_for(".password"))


def _renew(user: User, password_hash: str) -> None:
    """Whoever opened our mail has proved the address, too."""
    actions.change_password(user, password_hash)
    if not user.is_confirmed:
        actions.confirm_email(user, user.email)
    guard.let_in(user)


def _reset_page(form: NewPasswordForm, token: str, user: User, status: int = 200) -> Answer:
    return asking.secret_page(
        "accounts/reset.html",
        status,
        form=form,
        token=token,
        person=user,
        is_first=not user.password_hash,
        going_to=asking.going_to(),
    )


def _void() -> Answer:
    return asking.secret_page("accounts/link_void.html", 410, again=url_for(".forgot"))
