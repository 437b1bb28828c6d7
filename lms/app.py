"""The whole house, assembled: the one file that knows everybody."""

from collections.abc import Callable, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

from flask import Flask, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from lms.accounts import guard
from lms.cohorts import actions as cohort_actions
from lms.content import actions as content_actions
from lms.content import shelf
from lms.content.library import PageLost
from lms.notifications.jobs import READS
from lms.platform import assets, db, health, i18n, journal, kept, logs, mail, security, web
from lms.platform.config import Settings
from lms.platform.errors import NotFound, Refused, TooMany

SLICES = (
    "home",
    "accounts",
    "content",
    "cohorts",
    "learning",
    "discussion",
    "billing",
    "notifications",
    "teaching",
    "admin",
)


class School(Flask):
    """Flask whose views and hooks are plain functions, so that none is looked at each time."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func


def create_app(settings: Settings) -> Flask:
    """A school with these settings."""
    app = School("lms", static_folder=None, template_folder=str(assets.folder("templates")))
    app.jinja_environment = kept.SharedNames
    app.config.update(
        SETTINGS=settings,
        SITE_NAME=settings.site_name,
        TESTING=settings.mode == "test",
        DEBUG=settings.debug,
        TEMPLATES_AUTO_RELOAD=settings.debug,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    _furnish(app, settings)
    _open_rooms(app)
    _answer_errors(app)
    return app


def _furnish(app: Flask, settings: Settings) -> None:
    """Everything that hooks into the app itself."""
    logs.init_app(app, settings)
    db.init_app(app, settings)
    Migrate(app, db.db, directory=str(assets.folder("migrations")), render_as_batch=True)
    i18n.init_app(app, settings)
    kept.init_app(app)
    web.init_app(app)
    security.init_app(app, settings)
    mail.init_app(app, settings)
    assets.init_app(app, settings)
    shelf.init_app(app, settings)
    guard.init_app(app)
    health.init_app(app)
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]  # the way WSGI middleware is put on


def _open_rooms(app: Flask) -> None:
    """Each slice's routes, jobs, template names and journal readers, as far as it has them."""
    journal.READERS.clear()
    for name in SLICES:
        routes, _jobs = _room(name, "routes"), _room(name, "jobs")
        if routes and hasattr(routes, "bp"):
            app.register_blueprint(routes.bp)
            for hook in getattr(routes, "IN_TEMPLATES", ()):
                app.context_processor(hook)
    journal.READERS.update(READS)
    content_actions.FIRST_SYNC[:] = [cohort_actions.open_to_first_readers]


def _room(slice_name: str, room: str) -> ModuleType | None:
    full = f"lms.{slice_name}.{room}"
    try:
        return import_module(full)
    except ModuleNotFoundError as missing:
        if missing.name != full:
            raise
        return None


def _answer_errors(app: Flask) -> None:
    """Every no is a page that says what to do; missing and forbidden look alike."""
    for error, answer in ANSWERS.items():
        app.register_error_handler(error, answer)


def _not_found(_error: Exception) -> ResponseReturnValue:
    return render_template("errors/404.html", knows_reader=True), 404


def _refused(error: Exception) -> ResponseReturnValue:
    return render_template("errors/409.html", sentence=str(error), knows_reader=True), 409


def _overtaken(error: Exception) -> ResponseReturnValue:
    """Two people wrote the same thing at once, and no action expected it."""
    db.db.session.rollback()
    logs.log.warning("overtaken", exc_info=error)
    return _refused(Refused(i18n.gettext("Somebody was quicker. Please try again.")))


def _too_many(error: Exception) -> ResponseReturnValue:
    wait = error.wait if isinstance(error, TooMany) else 60
    return render_template("errors/429.html", wait=wait), 429, {"Retry-After": str(wait)}


def _session_over(_error: CSRFError) -> ResponseReturnValue:
    """The form came from a session that is over: who wrote a text finds their words again."""
    typed = {name: "\n\n".join(_written(name)) for name in KEPT_TEXTS}
    sentence = " " in typed["answer"] or len(typed["answer"]) > SOON_TYPED
    is_worth_it = sentence or any(text for name, text in typed.items() if name != "answer")
    texts = [(KEPT_TEXTS[name], text) for name, text in typed.items() if text and is_worth_it]
    with i18n.speaking(_language_of_the_form()):
        return _not_sent(texts), 400


def _not_sent(texts: Sequence[tuple[object, str]]) -> str:
    signs_in = bool(texts) and not current_user.is_authenticated
    back = web.came_from()
    said = {"texts": texts, "back": back, "signs_in": signs_in}
    return render_template("errors/not_sent.html", knows_reader=True, **said)


def _language_of_the_form() -> str:
    """That of the page on which it was typed: whose session is over, their language is unknown."""
    spoken = request.form.get("spoken", "")
    return spoken if spoken in i18n.LANGUAGES else i18n.chosen_language()


def _written(name: str) -> list[str]:
    """What was written in such fields; the number of an option is none of it."""
    texts = request.form.getlist(name)
    return [text for text in texts if not text.isdigit()] if name == "answer" else texts


def _not_storable(_error: Exception) -> ResponseReturnValue:
    """What the database cannot hold: a NUL in an address or a text, a number beyond all numbers."""
    db.db.session.rollback()
    return render_template("errors/400.html"), 400


def _no_database(error: Exception) -> ResponseReturnValue:
    logs.log.error("database unavailable", reason=str(getattr(error, "orig", error)))
    guard.forget_person()
    return render_template("errors/503.html"), 503, {"Retry-After": "5"}


def _page_lost(error: Exception) -> ResponseReturnValue:
    logs.log.error("page lost", reason=str(error))
    return render_template("errors/503.html"), 503, {"Retry-After": "60"}


def _other(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400 or request_ctx.url_adapter is None:  # a Host of which no address can be made
        return error.get_response()
    if code >= 500:
        guard.forget_person()
    known = code if code in OWN_PAGES else 400 if code in NOT_UNDERSTOOD else 404
    words = {"description": error.description, "knows_reader": known == 404}
    return render_template(f"errors/{known}.html", **words), code


KEPT_TEXTS = {
    "title": i18n.lazy_gettext("Title"),
    "body": i18n.lazy_gettext("Your post"),
    "answer": i18n.lazy_gettext("Your answer"),
    "remark": i18n.lazy_gettext("What you say to it"),
    "about": i18n.lazy_gettext("About you"),
    "reason": i18n.lazy_gettext("Reason"),
    "text": i18n.lazy_gettext("The list as text"),
}
"""Fields in which people write sentences, by what they are called on the page."""
SOON_TYPED = 12  # letters of an answer without a blank that nobody minds to type again
OWN_PAGES = (400, 413, 429, 500, 503)
NOT_UNDERSTOOD = (405, 406, 411, 415, 422)
ANSWERS: dict[type[Exception], Callable[[Any], ResponseReturnValue]] = {
    NotFound: _not_found,
    PageLost: _page_lost,
    Refused: _refused,
    TooMany: _too_many,
    DataError: _not_storable,
    IntegrityError: _overtaken,
    OperationalError: _no_database,
    PoolTimeout: _no_database,
    CSRFError: _session_over,
    HTTPException: _other,
}
