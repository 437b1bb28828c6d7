"""The mails about an account; they go straight to its owner, past every preference."""

from typing import Any

from lms.accounts import actions, links, queries, rules
from lms.accounts.models import User
from lms.platform import mail, web
from lms.platform.jobs import job
from lms.platform.sweeping import swept

RESET_MINUTES = rules.RESET_SECONDS // 60
CONFIRM_DAYS = rules.CONFIRM_SECONDS // 86_400

swept(actions.forget_old_sessions)


@job("accounts.mail_confirmation")
def mail_confirmation(user_id: int, email: str, going_to: str = "") -> None:
    """Ask an address, the person's first or their next, to prove itself."""
    user = queries.person_by_id(user_id)
    if user is None or not user.is_active or (user.is_confirmed and user.email == email):
        return
    other = queries.person_by_email(email)
    if other and other.id != user.id:
        mail_already_registered(other.id)
        return
    token = links.email_token(user, email, going_to)
    template = "email_change" if user.is_confirmed else "confirm"
    url = web.external_url("accounts.confirm", token=token)
    _send(template, user, email, url=url, days=CONFIRM_DAYS)


@job("accounts.mail_confirmation_again")
def mail_confirmation_again(email: str, going_to: str = "") -> None:
    """The same for whoever asked by address; an address of nobody gets nothing."""
    user = queries.person_by_email(email)
    if user is None or not user.is_active:
        return
    if user.is_confirmed:
        mail_already_registered(user.id)
    else:
        mail_confirmation(user.id, email, going_to)


@job("accounts.mail_already_registered")
def mail_already_registered(user_id: int) -> None:
    """Tell somebody that the account which was asked for exists, or waits for their password."""
    user = queries.person_by_id(user_id)
    if user and user.is_active:
        _send(
            "already_registered",
            user,
            choose_url="" if user.password_hash else links.choose_url(user),
            login_url=web.external_url("accounts.login"),
            forgot_url=web.external_url("accounts.forgot"),
        )


@job("accounts.mail_reset")
def mail_reset(email: str) -> None:
    """A link to choose a new password, for the person with this address, if there is one."""
    user = queries.person_by_email(email)
    if user and user.is_active:
        url = web.external_url("accounts.reset", token=links.reset_token(user))
        _send("reset", user, url=url, minutes=RESET_MINUTES)


@job("accounts.mail_password_changed")
def mail_password_changed(user_id: int) -> None:
    """Tell somebody that their password is another now."""
    user = queries.person_by_id(user_id)
    if user and user.is_active:
        _send("password_changed", user, forgot_url=web.external_url("accounts.forgot"))


@job("accounts.mail_email_changing")
def mail_email_changing(user_id: int, old: str, new: str) -> None:
    """Warn the old address that another is to take its place."""
    user = queries.person_by_id(user_id)
    if user:
        _send("email_changing", user, old, new=new, url=web.external_url("accounts.password"))


def _send(template: str, user: User, to: str = "", **context: Any) -> None:  # noqa: ANN401 - for the template
    letter = mail.compose(template, to or user.email, user.language, person=user.name, **context)
    mail.send(letter)
