"""Links that prove something for a while: signed, dated, void once what they name has changed."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer


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


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"lms.{purpose}")
