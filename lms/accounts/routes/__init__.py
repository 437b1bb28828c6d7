"""The addresses of accounts."""

from lms.accounts.routes import account, door, mailbox, passwords, pictures, sessions
from lms.accounts.routes.blueprint import bp

__all__ = ["account", "bp", "door", "mailbox", "passwords", "pictures", "sessions"]
