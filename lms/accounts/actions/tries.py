"""How often: tries and mails, counted before they go through, so that haste gains nothing."""

from datetime import timedelta

from lms.accounts import rules
from lms.platform import limits


def count_attempt(email: str, network_address: str) -> None:
    """Count one password tried for this address; TooMany beyond ten in five minutes."""
    limits.refuse_beyond(
        _from(network_address), rules.MOST_FAILURES_FROM_ONE_ADDRESS, rules.LOGIN_WINDOW
    )
    _count(f"login:{email}", rules.MOST_FAILURES, rules.LOGIN_WINDOW)


def count_failure_from(network_address: str) -> None:
    """Count a wrong password from here; right ones are free, as a school shares an address."""
    limits.count(_from(network_address), rules.LOGIN_WINDOW)


def forget_attempts(email: str) -> None:
    """Begin anew after a right password, or a new one."""
    limits.forget(f"login:{email}")


def count_mail(email: str) -> None:
    """Count one mail that somebody asked us to send there; TooMany beyond five an hour."""
    _count(f"mail:{email}", rules.MOST_MAILS, rules.MAIL_WINDOW)


def count_registration_from(network_address: str) -> None:
    """Count one registration from here; TooMany beyond twenty an hour."""
    _count(f"register:{network_address}", rules.MOST_REGISTRATIONS, rules.REGISTER_WINDOW)


def _count(what: str, most: int, per: timedelta) -> None:
    """Counting first takes the row's lock, so that of many at once only `most` get past."""
    limits.count(what, per)
    limits.refuse_beyond(what, most + 1, per)


def _from(network_address: str) -> str:
    return f"login-from:{network_address}"
