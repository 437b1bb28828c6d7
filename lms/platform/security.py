"""What every answer says to the browser, and what every form must bring."""

import time
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, current_app, request
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFProtect
from itsdangerous import BadSignature, URLSafeTimedSerializer

from lms.platform.config import Settings

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
APART = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-scripts",
    )
)
"""A drawing may style itself and run what we serve; it reaches nothing and nobody."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STRICT = f"max-age={365 * 86_400}; includeSubDomains"
LONGEST_BODY = 1 << 20  # bytes; a picture has its own limit
SESSION_DAYS = 30
MOST_COOKIES = 5_000  # known again in each process: some 2 MB
LONGEST_COOKIE = 4_096  # bytes; no browser keeps a longer one
json = TaggedJSONSerializer()


class TokenOfForms(CSRFProtect):
    """Flask-WTF's, which looks through its exemptions before it asks whether anything is sent."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse what is sent without its token."""
        if request.method in current_app.config["WTF_CSRF_METHODS"]:
            super().protect(apply_exemptions)


csrf = TokenOfForms()


def init_app(app: Flask, settings: Settings) -> None:
    """Strict headers, cookies that stay ours, and a token in every form."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-session" if settings.uses_https else "session",
        SESSION_COOKIE_SECURE=settings.uses_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,  # the session's row ends on its day all the same
        PERMANENT_SESSION_LIFETIME=SESSION_DAYS * 86_400,
        MAX_CONTENT_LENGTH=LONGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LONGEST_BODY,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a slow writer loses nothing
        WTF_CSRF_SSL_STRICT=False,  # SameSite and the token do; a Referer may be hidden
    )
    csrf.init_app(app)
    app.session_interface = OneSigner()
    app.extensions["policy"] = _policy(settings)
    always = said_always(settings) | {"Cache-Control": "private, no-cache"}
    app.wsgi_app = Outspoken(app.wsgi_app, always)  # type: ignore[method-assign]  # the way WSGI middleware is put on


class Outspoken:
    """The app around which each answer gets the headers that it does not have already."""

    def __init__(self, app: "WSGIApplication", always: Mapping[str, str]) -> None:
        self.app = app
        self.always = [(name.lower(), (name, value)) for name, value in always.items()]

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer as the app does, and say the rest."""

        def start(
            status: str, headers: list[tuple[str, str]], error: "OptExcInfo | None" = None
        ) -> Callable[[bytes], object]:
            said = {name.lower() for name, _ in headers}
            rest = [pair for name, pair in self.always if name not in said]
            return start_response(status, headers + rest, error)

        return self.app(environ, start)


class OneSigner(SecureCookieSessionInterface):
    """Flask's own cookies, but what signs them is made once, and a cookie is checked once.

    A cookie that was found to be ours stays ours: only its age is looked at each time.
    """

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None
        self._read = lru_cache(maxsize=MOST_COOKIES)(self._read_once)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs and reads the cookie."""
        self._signer = self._signer or super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie holds; nothing when it is not ours, or too old."""
        cookie = request.cookies.get(self.get_cookie_name(app))
        if not cookie or self.get_signing_serializer(app) is None:
            return super().open_session(app, request)
        if len(cookie) > LONGEST_COOKIE:
            return self.session_class()
        kept, signed_at = self._read(cookie)
        if not 0 <= time.time() - signed_at <= app.permanent_session_lifetime.total_seconds():
            return self.session_class()
        return self.session_class(kept if isinstance(kept, dict) else json.loads(kept))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Flask's own costs more where there is nothing to save, as for nearly every answer."""
        if session.modified:
            super().save_session(app, session, response)
        elif session.accessed:
            response.headers.add("Vary", "Cookie")

    def _read_once(self, cookie: str) -> tuple[dict[str, Any] | str, float]:
        """Its content and when it was signed, in seconds UTC; nothing and 0 if it is not ours.

        What could be changed by whoever reads it (a list of messages) is kept as JSON.
        """
        try:
            said, at = self._signer.loads(cookie, return_timestamp=True)  # type: ignore[union-attr]  # made before
        except BadSignature:
            return {}, 0
        is_plain = all(isinstance(value, str | int) for value in said.values())
        return said if is_plain else json.dumps(said), at.timestamp()


def brings_session() -> bool:
    """Whether the browser that asks says that somebody is logged in; it may not be so."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def said_always(settings: Settings) -> dict[str, str]:
    """The headers of every answer, also of those that are given before the app is asked."""
    strict = {"Strict-Transport-Security": STRICT} if settings.uses_https else {}
    return {"Content-Security-Policy": _policy(settings), **HEADERS, **strict}


def framing(sources: Iterable[str]) -> dict[str, str]:
    """The headers of a page that shows frames from these places, and from no other."""
    policy = current_app.extensions["policy"]
    return {"Content-Security-Policy": f"{policy}; frame-src {' '.join(sources)}"}


def framed_by_ours() -> dict[str, str]:
    """The headers of a file that our own pages may show in a frame."""
    policy = str(current_app.extensions["policy"])
    ours = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    return {"Content-Security-Policy": ours, "X-Frame-Options": "SAMEORIGIN"}


def _policy(settings: Settings) -> str:
    """Checkout's form is redirected to Stripe's page or its stand-in's: form-action allows it."""
    pays_at = settings.stripe_api_base or "https://checkout.stripe.com"
    return CSP.replace("form-action 'self'", f"form-action 'self' {pays_at}")
