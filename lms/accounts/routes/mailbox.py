"""Proving that a mail address is one's own."""

from flask import flash, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms.accounts import actions, guard, links, queries
from lms.accounts.forms import AddressForm
from lms.accounts.links import EmailLink
from lms.accounts.models import User
from lms.accounts.routes import asking
from lms.accounts.routes.blueprint import bp
from lms.accounts.routes.door import AWAITING, PASSWORD, Answer
from lms.platform import web
from lms.platform.db import transaction
from lms.platform.errors import Refused
from lms.platform.ids import fingerprint


@bp.get("/email/confirm")
def look_in_mail() -> Answer:
    """What to do next: look in the mail, or have it sent again."""
    awaiting = session.get(AWAITING, "")
    return _look_in_mail(AddressForm(email=awaiting), 200)


@bp.post("/email/confirm")
def confirm_again() -> Answer:
    """Send the link again; the answer is the same for every address."""
    form = AddressForm()
    if not form.validate():
        return _look_in_mail(form, 422)
    with transaction():
        actions.send_confirmation_again(form.email.data, asking.going_to())
    session[AWAITING] = form.email.data
    flash(_("Sent. If an account waits for this address, the new link is on its way."), "done")
    return web.see_other(url_for(".look_in_mail", next=asking.going_to() or None))


@bp.get("/email/confirm/<token>")
def confirm(token: str) -> Answer:
    """A button to press: mail scanners open links, and opening alone must change nothing."""
    link = links.read_email_token(token)
    user = queries.person_to_confirm(link) if link else None
    if link is None or user is None:
        return _void(link)
    if _is_change(user, link) and not _is_here(user):
        return guard.manager.unauthorized()  # type: ignore[no-any-return]  # flask-login carries no types
    return asking.secret_page("accounts/confirm.html", email=link.email, token=token)


@bp.post("/email/confirm/<token>")
def confirm_now(token: str) -> Answer:
    """The address is theirs: a first one lets them in, a new one takes the old one's place."""
    link = links.read_email_token(token)
    try:
        with transaction():
            user = queries.person_confirming(link) if link else None
            if link is None or user is None:
                return _void(link)
            if _is_change(user, link) and not _is_here(user):
                return web.see_other(url_for(".confirm", token=token))
            return _confirmed(user, link)
    except Refused as no:
        flash(str(no), "error")
        return web.see_other(url_for(".email"))


def _confirmed(user: User, link: EmailLink) -> Answer:
    """Do what the link is for, and go on."""
    if _is_change(user, link):
        actions.take_new_email(user, link.email)
    elif _knows_the_password(user):
        actions.confirm_email(user, link.email)
        guard.let_in(user)
    else:
        return _choose_password(user, link)
    flash(_("Your address is confirmed."), "done")
    return web.see_other(link.going_to or url_for("home.today"))


def _choose_password(user: User, link: EmailLink) -> Answer:
    """Somebody else may have opened the account with this address, to come in by it later."""
    actions.confirm_without_password(user, link.email)
    flash(
        _(
            "Your address is confirmed. The account was opened in another browser, and the "
            "password typed there does not count: choose your own password here."
        ),
        "done",
    )
    token = links.reset_token(user)
    return web.see_other(url_for(".reset", token=token, next=link.going_to or None))


def _knows_the_password(user: User) -> bool:
    """Whether the password that this account waits with was typed in this browser."""
    return session.get(PASSWORD) == fingerprint(user.password_hash)


def _look_in_mail(form: AddressForm, status: int) -> tuple[str, int]:
    return web.page(
        "accounts/look_in_mail.html",
        status,
        form=form,
        awaiting=session.get(AWAITING, ""),
        going_to=asking.going_to(),
    )


def _void(link: EmailLink | None) -> Answer:
    """A link opened twice is no reason to worry; any other void one is worth a new mail."""
    if link and queries.is_confirmed_already(link):
        return asking.secret_page("accounts/confirmed.html")
    return asking.secret_page("accounts/link_void.html", 410, again=url_for(".look_in_mail"))


def _is_change(user: User, link: EmailLink) -> bool:
    return user.is_confirmed or user.email != link.email


def _is_here(user: User) -> bool:
    """A mistyped new address reaches a stranger, who must not get the account with it."""
    return bool(current_user.is_authenticated and current_user.id == user.id)
