"""Identifiers that say nothing: unguessable enough for an address, ordered enough for an index."""

import hashlib
import secrets
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
ID_LENGTH = 16  # 48 bits of milliseconds and 32 random bits, five to a letter


def new_id() -> str:
    """A 16-letter id; later ids sort after earlier ones, to the millisecond (after ULID's idea)."""
    number = (time.time_ns() // 1_000_000) << 32 | secrets.randbits(32)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))


def new_token() -> str:
    """A secret of 256 bits, fit for a link or a cookie."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What is stored of a secret token, so that a stolen table opens nothing: SHA-256, hex."""
    return hashlib.sha256(token.encode()).hexdigest()
