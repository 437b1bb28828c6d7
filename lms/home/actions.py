"""What a person chooses for every page."""

from lms.accounts.models import User


def speak(user: User, language: str) -> None:
    """Use this language with a person from now on, in mails too."""
    user.language = language
