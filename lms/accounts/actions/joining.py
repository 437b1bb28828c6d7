"""Opening an account and proving one's address."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from lms.accounts import queries, rules
from lms.accounts.actions.tries import count_mail
from lms.accounts.models import User
from lms.platform import clock
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.ids import new_id
from lms.platform.jobs import enqueue
from lms.platform.journal import record

HANDLE_TRIES = 3  # queries; beyond, a number says no more than a few random letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Who wants an account; the password comes hashed, as hashing must not hold a writer's lock."""

    name: str
    email: str
    password_hash: str
    language: str
    time_zone: str


def ask_to_join(newcomer: Newcomer, going_to: str = "") -> None:
    """Open an account and mail its address; who has one already is told by mail, and only so.

    An account without a password was opened by staff: whoever asks for it must not get it.
    """
    count_mail(newcomer.email)
    user = queries.person_by_email(newcomer.email)
    if user and (user.is_confirmed or not user.is_active or not user.password_hash):
        record("person.registered_again", actor=None, subject=user)
        enqueue("accounts.mail_already_registered", user_id=user.id)
        return
    if user is None:
        try:
            with db.session.begin_nested():
                user = _open_account(newcomer)
        except IntegrityError:  # in this very moment somebody took the address or the handle
            return ask_to_join(newcomer, going_to)
    _begin_anew(user, newcomer)
    send_confirmation(user, going_to=going_to)


def register(name: str, email: str, password_hash: str, language: str, time_zone: str) -> User:
    """Make an account that waits for its address to be confirmed; the address must be free."""
    return _open_account(
        Newcomer(
            name=name,
            email=rules.tidy_email(email),
            password_hash=password_hash,
            language=language,
            time_zone=time_zone,
        )
    )


def free_handle(name: str) -> str:
    """A handle made from a name that nobody has yet."""
    guess = rules.handle_from(name)
    for candidate in (guess, *(f"{guess}-{number}" for number in range(2, 2 + HANDLE_TRIES))):
        if not queries.handle_is_taken(candidate):
            return candidate
    return f"{guess}-{new_id()[-5:]}"  # a common name in a large school


def send_confirmation(user: User, email: str = "", going_to: str = "") -> None:
    """Ask a person to prove that an address is theirs: the one they have, or a new one."""
    enqueue(
        "accounts.mail_confirmation",
        user_id=user.id,
        email=email or user.email,
        going_to=rules.kept_return(going_to),
    )


def send_confirmation_again(email: str, going_to: str = "") -> None:
    """Mail the confirmation again, if an account waits for it; only the job finds out."""
    count_mail(email)
    enqueue("accounts.mail_confirmation_again", email=email, going_to=rules.kept_return(going_to))


def confirm_email(user: User, email: str) -> None:
    """The address is theirs: they have opened our mail."""
    changed = user.email != email
    user.email, user.email_confirmed_at = email, clock.now()
    record("email.changed" if changed else "email.confirmed", actor=user, subject=user)


def confirm_without_password(user: User, email: str) -> None:
    """The address is theirs, the password perhaps not: who opened the account may be another."""
    confirm_email(user, email)
    user.password_hash = ""


def take_new_email(user: User, email: str) -> None:
    """Put the confirmed new address in the old one's place; Refused if somebody else has it."""
    if queries.person_by_email(email):
        raise Refused(_("Another account has this address."))
    confirm_email(user, email)


def _open_account(newcomer: Newcomer) -> User:
    user = User(
        name=newcomer.name,
        email=newcomer.email,
        password_hash=newcomer.password_hash,
        handle=free_handle(newcomer.name),
        language=newcomer.language,
        time_zone=newcomer.time_zone,
        created_at=clock.now(),
    )
    db.session.add(user)
    record("person.registered", actor=user, subject=user)
    return user


def _begin_anew(user: User, newcomer: Newcomer) -> None:
    """An address that nobody has proved belongs to whoever asked last; earlier links are void."""
    user.name = newcomer.name
    user.password_hash = newcomer.password_hash
    user.language, user.time_zone = newcomer.language, newcomer.time_zone
