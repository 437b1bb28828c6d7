"""What makes a name, an address, a handle and a password acceptable, and how often one may try."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 200  # hashing more only serves an attacker
SESSION_LIFE = timedelta(days=30)
ENDED_SESSIONS_ARE_KEPT = timedelta(days=30)  # to look into a theft
LOGIN_WINDOW = timedelta(minutes=5)
MOST_FAILURES = 10  # of one account in a window, whatever the address
MOST_FAILURES_FROM_ONE_ADDRESS = 50  # schools share an address
MAIL_WINDOW = timedelta(hours=1)
MOST_MAILS = 5  # reset and confirmation mails to one address
REGISTER_WINDOW = timedelta(hours=1)
MOST_REGISTRATIONS = 20  # from one network address: a class that begins together
CONFIRM_SECONDS = 3 * 86_400
RESET_SECONDS = 3_600
INVITATION_SECONDS = 14 * 86_400  # it opens an account without a password, and only once
LONGEST_NAME = 80
LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3
LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1
LONGEST_ABOUT = 500
LONGEST_RETURN = 300  # a path kept inside a mailed link
TELLING_WORD = 4  # letters; a shorter part of a name stands in half of all passwords

HANDLE = re.compile(r"[a-z][a-z0-9-]{1,28}[a-z0-9]")
RESERVED_HANDLES = frozenset(
    (
        "admin",
        "administrator",
        "bottega",
        "staff",
        "support",
        "help",
        "root",
        "system",
        "everyone",
        "all",
        "here",
        "me",
        "you",
    )
)
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ADDRESS = re.compile(
    rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{2,59}})"
)
UNSEEN = frozenset(("Cc", "Cs", "Cn", "Co"))
TURNS = frozenset(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Invisible letters and those that turn the writing direction of what follows."""


class PasswordFlaw(StrEnum):
    """Why a password is not taken."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    PERSONAL = "personal"


def tidy_email(typed: str) -> str:
    """An address as it is kept: trimmed, lower case."""
    return unicodedata.normalize("NFC", typed).strip().lower()


def is_email(address: str) -> bool:
    """Whether this can be a (tidied) mail address; that it is theirs, only a mail can prove."""
    if len(address) > LONGEST_EMAIL or len(address.partition("@")[0]) > LONGEST_LOCAL_PART:
        return False
    return ADDRESS.fullmatch(address) is not None


def tidy_name(typed: str) -> str:
    """A name as it is kept: one line, single spaces, nothing invisible."""
    return " ".join(_seen(typed.replace("\n", " ").replace("\t", " ")).split())


def tidy_about(typed: str) -> str:
    """Lines about oneself as they are kept: no invisible letters, no blank ends."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_seen(line).rstrip() for line in lines).strip()


def looks_like_a_link(name: str) -> bool:
    """Whether a name would be made into a link by a mail reader, and so could advertise."""
    return "://" in name or "www." in name.lower()


def is_handle(handle: str) -> bool:
    """Three to thirty small letters, digits and hyphens, beginning with a letter, not reserved."""
    return HANDLE.fullmatch(handle) is not None and handle not in RESERVED_HANDLES


def handle_from(name: str) -> str:
    """A first guess at a handle: "Niccolò Rossi" is niccolo-rossi."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-").lstrip("0123456789-")
    guess = words[:24].strip("-")
    return guess if is_handle(guess) else f"member-{guess}"[:24].strip("-")


def own_words(name: str, email: str) -> frozenset[str]:
    """What a password of this person must not contain, in lower case."""
    local = email.partition("@")[0]
    words = {email, local, *re.split(r"[\W_]+", local), "".join(name.split()), *name.split()}
    return frozenset(w.casefold() for w in words if len(w) >= TELLING_WORD)


def is_personal(password: str, words: Iterable[str]) -> bool:
    """Whether a password contains one of its person's own words."""
    folded = password.casefold()
    return any(word in folded for word in words)


def kept_return(path: str) -> str:
    """A path short enough to travel inside a mailed link; else none."""
    return path if len(path) <= LONGEST_RETURN else ""


def _seen(text: str) -> str:
    kept = (c for c in text if c not in TURNS and unicodedata.category(c) not in UNSEEN)
    return unicodedata.normalize("NFC", "".join(kept))
