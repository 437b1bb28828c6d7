"""Structured logs with one id from the request through its jobs; never a body, never a secret."""

import logging
import re
import secrets
import sys
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import TYPE_CHECKING

import structlog
from flask import Flask, request

from lms.platform.config import Settings

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SECRET_PATH = re.compile(r"(/(?:email/confirm|password/reset|calendar)/)[^/?\s]+")
VALUES = re.compile(r"^DETAIL: .*\n?", re.MULTILINE)
"""Where PostgreSQL tells the values of the row that it refused."""
CALLERS_ID = re.compile(r"^[A-Za-z0-9-]{8,32}$")

ErrorInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]

log = structlog.stdlib.get_logger("lms")


def init_app(app: Flask, settings: Settings) -> None:
    """One line a request, with its id in the answer's X-Request-Id."""
    configure(settings.log_format, quiet=settings.mode == "test")
    app.log_exception = _log_uncaught  # type: ignore[method-assign]  # Flask's own tells the raw path
    app.wsgi_app = Logged(app.wsgi_app)  # type: ignore[method-assign]  # the way WSGI middleware is put on


def configure(form: str, *, quiet: bool = False) -> None:
    """Log to standard error as json or text."""
    pick = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _without_secrets,
            pick,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.CRITICAL if quiet else logging.INFO
        ),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def current_request_id() -> str:
    """The id of the request, or of the request that asked for this job; empty in a shell."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def redacted(text: str) -> str:
    """A text without the tokens of our links and without the values of a refused row."""
    return VALUES.sub("", SECRET_PATH.sub(r"\1…", text))


def _without_secrets(
    _: object, __: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    if "exception" in event:
        event["exception"] = redacted(event["exception"])
    return event


def _log_uncaught(exc_info: ErrorInfo) -> None:
    log.error(
        "uncaught error", method=request.method, path=redacted(request.path), exc_info=exc_info
    )


class Logged:
    """The app around which each request gets its id, and each answer its line."""

    def __init__(self, app: "WSGIApplication") -> None:
        self.app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer as the app does, and say how long it took."""
        began, request_id = time.perf_counter(), _id(environ.get("HTTP_X_REQUEST_ID", ""))
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)

        def start(
            status: str, headers: list[tuple[str, str]], error: "OptExcInfo | None" = None
        ) -> Callable[[bytes], object]:
            log.info(
                "request",
                method=environ["REQUEST_METHOD"],
                path=redacted(_path(environ)),
                status=int(status[:3]),
                ms=round((time.perf_counter() - began) * 1000, 1),
            )
            return start_response(status, [*headers, ("X-Request-Id", request_id)], error)

        return self.app(environ, start)


def _id(theirs: str) -> str:
    """The id that the caller gave, if it is one."""
    return theirs if CALLERS_ID.match(theirs) else secrets.token_hex(8)


def _path(environ: "WSGIEnvironment") -> str:
    """As text: WSGI hands bytes on as Latin-1."""
    path: str = environ.get("PATH_INFO", "")
    return path if path.isascii() else path.encode("latin-1").decode("utf-8", "replace")
