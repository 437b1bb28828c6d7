"""Keeping passwords: Argon2id with OWASP's smallest parameters, and the commonest ones refused."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lms.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, PasswordFlaw, is_personal

hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODY = (  # of a random password that nobody kept; verified where there is no account
    "$argon2id$v=19$m=19456,t=2,p=1$pf1RYAvoHHMe0uYikyn3Vg$gKdph4WK2avjojF1sM2GIHmry3FkG7gJyJFKYrc6+54"
)


def hashed(password: str) -> str:
    """What is stored instead of a password."""
    return hasher.hash(_normal(password))


def matches(password_hash: str, password: str) -> bool:
    """Whether a password is the one that was hashed; as slow for nobody as for somebody."""
    try:
        hasher.verify(password_hash or NOBODY, _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)


def flaw_of(password: str, own_words: Iterable[str] = ()) -> PasswordFlaw | None:
    """Why this password is not taken; None when it is good."""
    if len(password) < SHORTEST_PASSWORD:
        return PasswordFlaw.SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordFlaw.LONG
    if is_common(password):
        return PasswordFlaw.COMMON
    return PasswordFlaw.PERSONAL if is_personal(password, own_words) else None


def is_common(password: str) -> bool:
    """Whether it is among the passwords that are tried first, or a single letter repeated."""
    return password.lower() in _common() or len(set(password)) == 1


def _normal(password: str) -> str:
    """The same password from every keyboard (NIST SP 800-63B: normalise before hashing)."""
    return unicodedata.normalize("NFKC", password[: LONGEST_PASSWORD + 1])


@cache
def _common() -> frozenset[str]:
    lines = files("lms.accounts").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(lines.split())
