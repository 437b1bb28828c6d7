"""The links in our mails: signed, dated, and void once what they were for has been done."""

from dataclasses import dataclass

from lms.accounts import rules
from lms.accounts.models import User
from lms.platform import tokens, web
from lms.platform.ids import fingerprint


@dataclass(frozen=True, slots=True)
class EmailLink:
    """What a link to confirm an address says; whether it still holds is for `stamp` to tell."""

    user_id: int
    email: str
    stamp: str
    going_to: str


def stamp(user: User) -> str:
    """Changes with password, address and confirmation, which voids every earlier link."""
    state = (user.password_hash, user.email, "confirmed" if user.is_confirmed else "waiting")
    return fingerprint("\n".join(state))[:24]


def email_token(user: User, email: str, going_to: str = "") -> str:
    """Proves that whoever brings it reads the mail of this address."""
    return tokens.sign("email", user.id, email, stamp(user), going_to)


def read_email_token(token: str) -> EmailLink | None:
    """What an address link says, if it is ours and younger than three days."""
    parts = tokens.read("email", token, rules.CONFIRM_SECONDS)
    if parts is None:
        return None
    user_id, email, mark, going_to = parts
    return EmailLink(int(user_id), str(email), str(mark), str(going_to))


def reset_token(user: User) -> str:
    """Lets whoever brings it choose a new password, once."""
    return tokens.sign("reset", user.id, stamp(user))


def invitation_token(user: User) -> str:
    """The same for somebody invited, who has no password yet; it lives longer."""
    return tokens.sign("invitation", user.id, stamp(user))


def choose_url(user: User) -> str:
    """Where somebody chooses a password: two weeks long for a first one, else for an hour."""
    token = reset_token(user) if user.password_hash else invitation_token(user)
    return web.external_url("accounts.reset", token=token)


def read_reset_token(token: str) -> tuple[int, str] | None:
    """The person's number and the stamp, if the link is ours and young enough.

    A reset lives an hour, an invitation two weeks.
    """
    parts = tokens.read("reset", token, rules.RESET_SECONDS) or tokens.read(
        "invitation", token, rules.INVITATION_SECONDS
    )
    return (int(parts[0]), str(parts[1])) if parts else None
