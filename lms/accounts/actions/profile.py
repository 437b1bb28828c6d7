"""What a person says about themselves."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from lms.accounts import queries
from lms.accounts.actions.joining import send_confirmation
from lms.accounts.actions.tries import count_mail
from lms.accounts.models import User
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.jobs import enqueue
from lms.platform.journal import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The part of an account that its owner writes."""

    name: str
    handle: str
    about: str
    language: str
    time_zone: str


def change_profile(user: User, profile: Profile) -> None:
    """Take what a person says about themselves; Refused when the handle is somebody else's."""
    if profile.handle != user.handle:
        _take_handle(user, profile.handle)
    user.name, user.about = profile.name, profile.about
    user.language, user.time_zone = profile.language, profile.time_zone
    record("profile.changed", actor=user, subject=user)


def change_picture(user: User, name: str) -> str:
    """Show another picture, or none; the name of the one before, to be dropped."""
    before, user.picture = user.picture, name
    return before


def ask_for_new_email(user: User, email: str) -> None:
    """Ask the new address to prove itself, and warn the old one; nothing changes until then."""
    count_mail(email)
    send_confirmation(user, email)
    enqueue("accounts.mail_email_changing", user_id=user.id, old=user.email, new=email)
    record("email.change_asked", actor=user, subject=user)


def _take_handle(user: User, handle: str) -> None:
    taken = Refused(_("Somebody has this handle already. Choose another."))
    if queries.handle_is_taken(handle):
        raise taken
    user.handle = handle
    try:
        db.session.flush()
    except IntegrityError:  # two people asked for it in the same moment
        raise taken from None
