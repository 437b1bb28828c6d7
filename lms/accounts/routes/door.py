"""Coming in and going out."""

from flask import flash, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.accounts import actions, guard
from lms.accounts.actions import Newcomer
from lms.accounts.forms import LoginForm, RegisterForm
from lms.accounts.models import User
from lms.accounts.passwords import hashed
from lms.accounts.routes import asking
from lms.accounts.routes.blueprint import bp
from lms.platform import i18n, web
from lms.platform.db import transaction
from lms.platform.ids import fingerprint

AWAITING = "awaiting"
"""The key in this browser's cookie of the address that is to be confirmed."""
PASSWORD = "password"  # noqa: S105 - the key in the cookie, not a secret
"""The key of the fingerprint of the password's hash: this browser knows that password."""
Answer = tuple[str, int] | web.BaseResponse


@bp.route("/register", methods=("GET", "POST"))
def register() -> Answer:
    """Open an account: the answer is the same whether the address is known or not."""
    if current_user.is_authenticated:
        return web.see_other(asking.onward())
    form = RegisterForm()
    if not form.validate_on_submit():
        status = 422 if request.method == "POST" else 200
        return web.page("accounts/register.html", status, form=form, going_to=asking.going_to())
    with transaction():
        actions.count_registration_from(asking.network_address())  # before the slow hashing
    newcomer = _newcomer(form)
    with transaction():
        actions.ask_to_join(newcomer, asking.going_to())
    session[AWAITING] = newcomer.email
    session[PASSWORD] = fingerprint(newcomer.password_hash)
    return web.see_other(url_for(".look_in_mail", next=asking.going_to() or None))


@bp.route("/login", methods=("GET", "POST"))
def login() -> Answer:
    """Sign in; one sentence for a wrong address and for a wrong password."""
    if current_user.is_authenticated:
        return web.see_other(asking.onward())
    form = LoginForm()
    if not form.validate_on_submit():
        return _login_page(form, 422 if request.method == "POST" else 200)
    user = asking.person_behind(form.email.data, form.password.data)
    if user is None:
        form.form_errors.append(_("Address and password do not belong together."))
        return _login_page(form, 422)
    if not user.is_confirmed:
        return _ask_to_confirm(user)
    with transaction():
        actions.forget_attempts(user.email)
        guard.let_in(user)
    return web.see_other(asking.onward())


@bp.post("/logout")
def logout() -> web.BaseResponse:
    """Sign out of this browser."""
    with transaction():
        guard.let_out()
    return web.see_other(url_for("home.index"))


def _newcomer(form: RegisterForm) -> Newcomer:
    return Newcomer(
        name=form.name.data,
        email=form.email.data,
        password_hash=hashed(form.password.data),
        language=i18n.language(),
        time_zone=i18n.chosen_zone(),
    )


def _login_page(form: LoginForm, status: int) -> tuple[str, int]:
    return web.page("accounts/login.html", status, form=form, going_to=asking.going_to())


def _ask_to_confirm(user: User) -> web.BaseResponse:
    """The password was right, so this browser may know that the account waits."""
    session[AWAITING] = user.email
    session[PASSWORD] = fingerprint(user.password_hash)
    flash(_("Confirm your address first: the link is in your mail."), "note")
    return web.see_other(url_for(".look_in_mail", next=asking.going_to() or None))
