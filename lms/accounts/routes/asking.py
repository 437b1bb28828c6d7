"""Who asks from where: what several pages of accounts want to know."""

from flask import current_app, make_response, request, url_for
from werkzeug.wrappers import Response

from lms.accounts import actions, passwords, queries
from lms.accounts.models import User
from lms.platform import web
from lms.platform.config import Settings
from lms.platform.db import transaction


def network_address() -> str:
    """Where the request comes from; proxies are believed as far as the settings say."""
    return request.remote_addr or ""


def going_to() -> str:
    """Where the person was going, or nothing."""
    return web.safe_next("")


def onward() -> str:
    """Where the person was going, or to their day."""
    return web.safe_next(url_for("home.today"))


def person_behind(email: str, password: str) -> User | None:
    """The person, if both belong together; counted first, as slow for nobody, or TooMany."""
    with transaction():
        actions.count_attempt(email, network_address())
    user = queries.person_by_email(email) if email.isprintable() else None
    right = passwords.matches(user.password_hash if user else "", password)
    if right and user and user.is_active:
        return user
    with transaction():
        actions.count_failure_from(network_address())
    return None


def settings() -> Settings:
    """The settings of this school."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def secret_page(template: str, status: int = 200, **context: object) -> Response:
    """A page whose address is a secret: nothing keeps it, and it names itself to nobody."""
    answer = make_response(*web.page(template, status, **context))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
