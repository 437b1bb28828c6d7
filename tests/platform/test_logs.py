"""What the log tells of an error, and what it must not tell."""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from lms.platform import logs
from lms.platform.db import db, transaction
from tests.people import make_person
from tests.visitor import Visitor


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log of this test, as json."""
    written = io.StringIO()
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(sys, "stderr", written)
        logs.configure("json")
    yield written
    logs.configure("json", quiet=True)


def told(lines: io.StringIO, event: str) -> dict[str, Any]:
    found = [json.loads(line) for line in lines.getvalue().splitlines()]
    (line,) = (line for line in found if line["event"] == event)
    return dict(line)


def test_an_uncaught_error_is_one_line_with_its_request_and_no_secret(
    app: Flask, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall() -> None:
        raise RuntimeError("the sky of /password/reset/a.secret.token has fallen")

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.view_functions, "accounts.reset", lambda token: fall())
    page = Visitor(app).get("/password/reset/a.secret.token")
    assert page.status == 500
    line = told(lines, "uncaught error")
    assert line["path"] == "/password/reset/…"
    assert line["request_id"] == page.response.headers["X-Request-Id"]
    assert "RuntimeError: the sky" in line["exception"]
    assert "secret" not in lines.getvalue()


def test_an_error_of_the_database_shows_no_value(app: Flask, lines: io.StringIO) -> None:
    alice = make_person("Alice", password="correct horse battery")
    kept = {"hash": alice.password_hash, "id": alice.id}
    with pytest.raises(IntegrityError) as refused, transaction():
        db.session.execute(
            text("UPDATE users SET password_hash = :hash, name = NULL WHERE id = :id"), kept
        )
    logs.log.error("refused", exc_info=refused.value)
    assert "IntegrityError" in told(lines, "refused")["exception"]
    assert alice.password_hash not in lines.getvalue()
    assert "argon2id" not in lines.getvalue()


def test_text_for_people_hides_the_same(
    capsys: pytest.CaptureFixture[str], lines: io.StringIO
) -> None:
    logs.configure("text")
    try:
        raise ValueError("GET /email/confirm/a.secret.token failed")
    except ValueError:
        logs.log.exception("failed")
    written = capsys.readouterr().err
    assert "/email/confirm/… failed" in written
    assert "\x1b" not in written
    assert "secret" not in written
