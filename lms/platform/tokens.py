"""Links that prove something for a while: signed, dated, void once what they name has changed."""

import hmac
from functools import lru_cache

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

MOST_SEEDS = 5_000  # in memory, of some hundred bytes each


def sign(purpose: str, *parts: str | int) -> str:
    """A token for one purpose; its parts can be read by whoever holds it, not changed."""
    return _serializer(purpose).dumps(list(parts))


def read(purpose: str, token: str, max_age: int) -> list[str | int] | None:
    """The token's parts; None if it is forged, of another purpose or older than max_age seconds."""
    try:
        parts = _serializer(purpose).loads(token, max_age=max_age)
    except BadSignature:
        return None
    return list(parts)


def seed(purpose: str, number: int) -> str:
    """What chance is made of for one person: always the same, and nobody else can know it."""
    return _seed(str(current_app.config["SECRET_KEY"]), f"lms.{purpose}.{number}")


@lru_cache(maxsize=MOST_SEEDS)
def _seed(secret: str, named: str) -> str:
    return hmac.digest(secret.encode(), named.encode(), "sha256").hex()


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"lms.{purpose}")
