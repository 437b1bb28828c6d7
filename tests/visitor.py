"""A browser without a screen: what the tests use to be somebody on the site."""

import html
import re
from contextvars import Context
from dataclasses import dataclass
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from lms.accounts import actions
from lms.accounts.models import User
from lms.platform import clock
from lms.platform.db import db, transaction

RAW_TOKEN = "the-same-for-all-tests"


@dataclass(frozen=True)
class Page:
    """An answer, as a person meets it."""

    status: int
    html: str
    location: str
    response: TestResponse

    @property
    def text(self) -> str:
        """What can be read: no tags, one space between words."""
        bare = re.sub(r"(?s)<(script|style|template)\b.*?</\1>", " ", self.html)
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", bare))).strip()

    def has_link(self, address: str) -> bool:
        """Whether the page links to an address."""
        return f'href="{html.escape(address)}"' in self.html or f'href="{address}"' in self.html


class Visitor:
    """Asks for pages and posts forms; the forms' secret token is added, as a page would have it."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._client = app.test_client()

    def get(self, address: str, **how: Any) -> Page:
        """Open a page."""
        return self._ask("GET", address, **how)

    def post(
        self, address: str, fields: dict[str, Any] | None = None, *, token: bool = True, **how: Any
    ) -> Page:
        """Send a form; `token=False` leaves its secret token out, `raw=` sends bytes instead."""
        data: Any = dict(fields or {})
        if token:
            data["csrf_token"] = self._token()
        return self._ask("POST", address, data=how.pop("raw", data), **how)

    def follow(self, page: Page) -> Page:
        """Go where a page sends one."""
        assert page.location, f"{page.status} sends nowhere"
        return self.get(page.location)

    def log_in(self, user: User) -> "Visitor":
        """Be this person from now on."""
        with transaction():
            session_token = actions.begin_session(user, "tests", clock.now())
        self._in_a_fresh_context(self._keep, user.id, session_token)
        return self

    def cookie(self, name: str) -> str | None:
        """The value of a cookie."""
        found = self._client.get_cookie(name)
        return found.value if found else None

    def set_cookie(self, name: str, value: str) -> None:
        """Keep a cookie."""
        self._client.set_cookie(name, value)

    def _keep(self, user_id: int, session_token: str) -> None:
        with self._client.session_transaction() as session:
            session["_user_id"] = str(user_id)
            session["_fresh"] = True
            session["token"] = session_token

    def _token(self) -> str:
        self._in_a_fresh_context(self._keep_token)
        serializer = URLSafeTimedSerializer(self._app.config["SECRET_KEY"], salt="wtf-csrf-token")
        return str(serializer.dumps(RAW_TOKEN))

    def _keep_token(self) -> None:
        with self._client.session_transaction() as session:
            session["csrf_token"] = RAW_TOKEN

    def _ask(self, method: str, address: str, **how: Any) -> Page:
        response = self._in_a_fresh_context(self._open, method, address, how)
        db.session.rollback()  # what the test looks at next is what stands in the database now
        body = response.get_data()
        text = (
            body.decode("utf-8", "replace")
            if (response.mimetype or "").startswith(("text/", "application/"))
            else ""
        )
        return Page(response.status_code, text, response.headers.get("Location", ""), response)

    def _open(self, method: str, address: str, how: dict[str, Any]) -> TestResponse:
        return self._client.open(address, method=method, **how)

    @staticmethod
    def _in_a_fresh_context(act: Any, *args: Any) -> Any:
        """Flask would lend the test's own app context, session and user to the request."""
        return Context().run(act, *args)
