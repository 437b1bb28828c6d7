"""The blueprint, and the cookies it sets."""

from flask import Blueprint, current_app

from lms.platform.web import BaseResponse

bp = Blueprint("home", __name__)

KEPT = 365 * 86_400  # seconds that a choice is remembered


def keep(response: BaseResponse, name: str, value: str) -> BaseResponse:
    """Remember a choice in this browser."""
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(
        name, value, max_age=KEPT, secure=secure, httponly=True, samesite="Lax", path="/"
    )
    return response
