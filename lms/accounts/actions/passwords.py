"""Choosing another password."""

from lms.accounts.actions.sessions import end_all_sessions
from lms.accounts.actions.tries import count_mail, forget_attempts
from lms.accounts.models import User
from lms.platform import clock
from lms.platform.jobs import enqueue
from lms.platform.journal import record


def ask_for_reset(email: str) -> None:
    """Mail a link to choose a new password, if anybody has this address; only the job finds out."""
    count_mail(email)
    enqueue("accounts.mail_reset", email=email)


def change_password(user: User, password_hash: str) -> None:
    """Take a new password, end every session that the old one began, and tell its owner by mail.

    It comes hashed, as hashing must not hold a writer's lock. Of a first one, chosen by whoever
    was invited, no letter tells.
    """
    is_first, user.password_hash = not user.password_hash, password_hash
    end_all_sessions(user, clock.now())
    forget_attempts(user.email)
    record("password.changed", actor=user, subject=user)
    if not is_first:
        enqueue("accounts.mail_password_changed", user_id=user.id)
