"""Signing in and out, and what the door tells those who should not come in."""

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from argon2 import Parameters, PasswordHasher, extract_parameters
from flask import Flask

from lms.accounts import passwords, rules
from lms.accounts.models import User
from lms.app import create_app
from lms.platform import clock
from lms.platform.config import read_settings
from lms.platform.db import db
from tests.accounts.door import alice as alice
from tests.accounts.door import sign_in
from tests.people import COURSE, PASSWORD, make_instructor, make_person
from tests.queries import counted
from tests.visitor import Page, Visitor

LogIn = Callable[..., Visitor]

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
REDIRECTS = CORPORA / "open-redirect.jsonl"


def without_token(page: Page) -> str:
    """The page but for the secret of its forms, which holds the second in which it was made."""
    return re.sub(r'(name="csrf_token"\s+value=")[^"]+', r"\1", page.html)


def test_it_works(visitor: Visitor, alice: User) -> None:
    assert sign_in(visitor).location == "/today"
    assert "Profile" in visitor.get("/account").text


def test_an_address_may_be_typed_in_capitals(visitor: Visitor, alice: User) -> None:
    assert sign_in(visitor, email=" Alice@EXAMPLE.org ").status == 303


def test_a_closed_page_is_opened_after_signing_in(visitor: Visitor, alice: User) -> None:
    door = visitor.get("/account/sessions?x=1").location
    assert door == "/login?next=/account/sessions?x%3D1"
    assert "/account/sessions?x=1" in visitor.get(door).html
    assert sign_in(visitor, next="/account/sessions?x=1").location == "/account/sessions?x=1"


def test_one_sentence_for_every_wrong_pair(visitor: Visitor, alice: User) -> None:
    make_person("Carol", password=PASSWORD, closed_at=clock.now())
    make_person("Dan")
    pages = [
        sign_in(visitor, "wrong horse battery"),
        sign_in(visitor, email="nobody@example.org"),
        sign_in(visitor, email="carol@example.org"),
        sign_in(visitor, email="dan@example.org"),
    ]
    names = ("alice", "nobody", "carol", "dan")
    answers = {without_token(page).replace(n, "…") for page, n in zip(pages, names, strict=True)}
    assert len(answers) == 1
    assert "do not belong together" in answers.pop()
    assert {page.status for page in pages} == {422}


def test_known_and_unknown_cost_the_same_hashing(
    visitor: Visitor, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one slow thing of the door happens once for each, with the same memory and rounds."""
    asked: list[Parameters] = []

    class Listening(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            asked.append(extract_parameters(str(hash)))
            return super().verify(hash, password)

    make_person("Dan")  # was brought in, and has chosen no password yet
    monkeypatch.setattr(passwords, "hasher", Listening())
    for email in ("alice@example.org", "nobody@example.org", "dan@example.org"):
        sign_in(visitor, "wrong horse battery", email=email)
    assert len(asked) == 3
    assert asked[0] == asked[1] == asked[2]


def test_an_unproved_address_is_asked_to_confirm(visitor: Visitor) -> None:
    make_person("Alice", password=PASSWORD, email_confirmed_at=None)
    page = sign_in(visitor, next="/courses")
    assert page.location == "/email/confirm?next=/courses"
    assert "Confirm your address first" in visitor.follow(page).text
    assert visitor.get("/account").status == 302
    assert "Confirm your address first" not in sign_in(visitor, "wrong horse battery").text


def test_ten_wrong_passwords_close_the_account_for_a_while(visitor: Visitor, alice: User) -> None:
    for n in range(10):
        elsewhere = {"REMOTE_ADDR": f"192.0.2.{n}"}
        fields = {"email": "alice@example.org", "password": "wrong"}
        assert visitor.post("/login", fields, environ_overrides=elsewhere).status == 422
    page = sign_in(visitor)
    assert page.status == 429
    assert int(page.response.headers["Retry-After"]) <= 301


def test_many_guesses_at_once_gain_nothing(app: Flask, alice: User) -> None:
    def guess(_: int) -> int:
        with app.app_context():
            return sign_in(Visitor(app), "wrong").status

    with ThreadPoolExecutor(8) as crowd:
        answers = sorted(crowd.map(guess, range(24)))
    assert answers == [422] * 10 + [429] * 14


def test_the_door_opens_again_after_five_minutes(
    visitor: Visitor, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(10):
        sign_in(visitor, "wrong")
    later = clock.now() + rules.LOGIN_WINDOW
    monkeypatch.setattr(clock, "now", lambda: later)
    assert sign_in(visitor).status == 303


def test_a_right_password_begins_the_count_anew(visitor: Visitor, alice: User) -> None:
    for _ in range(9):
        sign_in(visitor, "wrong")
    assert sign_in(visitor).status == 303
    visitor.post("/logout")
    assert sign_in(visitor, "wrong").status == 422
    assert sign_in(visitor).status == 303


def test_unknown_addresses_are_limited_alike(visitor: Visitor, app: Flask) -> None:
    answers = [sign_in(visitor, "wrong").status for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_one_place_may_fail_fifty_times(
    visitor: Visitor, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_FAILURES_FROM_ONE_ADDRESS", 3)
    answers = [sign_in(visitor, email=f"n{n}@example.org").status for n in range(4)]
    assert answers == [422, 422, 422, 429]
    assert sign_in(visitor).status == 429
    fields = {"email": "alice@example.org", "password": PASSWORD}
    elsewhere = visitor.post("/login", fields, environ_overrides={"REMOTE_ADDR": "192.0.2.9"})
    assert elsewhere.status == 303


def test_right_passwords_from_one_school_are_not_counted(
    app: Flask, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_FAILURES_FROM_ONE_ADDRESS", 2)
    assert [sign_in(Visitor(app)).status for _ in range(4)] == [303] * 4


def test_the_person_and_their_teaching_are_one_statement(
    app: Flask, alice: User, login_as: Callable[[User], Visitor]
) -> None:
    make_instructor(alice, COURSE)
    visitor = login_as(alice)
    with counted() as statements:
        page = visitor.get("/account/password")
    assert page.has_link("/teach")
    asked = [s for s in statements if "user_sessions" in s]
    assert len(asked) == 1
    assert "course_roles" in asked[0]


@pytest.mark.parametrize(
    "address", ["/register", "/login", "/logout", "/password/forgot", "/email/confirm", "/account"]
)
def test_a_form_without_its_token_is_refused(visitor: Visitor, alice: User, address: str) -> None:
    assert visitor.post(address, {"email": "alice@example.org"}, token=False).status == 400


def test_the_cookie_is_locked_to_the_site_in_production(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "LMS_MODE": "production",
            "LMS_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123",
            "LMS_BASE_URL": "https://school.example",
            "LMS_SMTP_URL": "smtp://localhost",
            "LMS_MAIL_FROM": "hello@school.example",
            "LMS_DATA_DIR": str(tmp_path),
        }
    )
    app = create_app(settings)
    answer = app.test_client().get("/login", base_url="https://school.example")
    with app.app_context():
        db.engine.dispose()
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


@pytest.mark.skipif(
    not REDIRECTS.is_file(), reason="the collection of hostile addresses is not here"
)
def test_next_never_leaves_the_site(visitor: Visitor, alice: User) -> None:
    visitor.log_in(alice)
    for line in REDIRECTS.read_text(encoding="utf-8").splitlines():
        wanted = json.loads(line)["payload"]
        page = visitor.get("/login", query_string={"next": wanted})
        assert page.status == 303, wanted
        assert stays_here(page.location), wanted


def stays_here(location: str) -> bool:
    """As a browser reads it: blanks are dropped, a backslash is a slash."""
    read = "".join(c for c in location if ord(c) > 32).replace("\\", "/")
    return read.startswith("/") and not read.startswith("//") and not urlsplit(read).netloc


def test_who_wants_a_seat_is_told_why_to_sign_in(visitor: Visitor) -> None:
    words = "A seat belongs to a person"
    assert words in visitor.get("/login?next=/checkout/ocra").text
    assert words not in visitor.get("/login?next=/today").text


def test_a_member_keeps_their_header_where_nothing_is(app: Flask, login_as: LogIn) -> None:
    page = login_as(make_person("Alice")).get("/no/such/page")
    assert page.status == 404
    assert page.has_link("/today")
