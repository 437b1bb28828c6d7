"""A forgotten password, and another one."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.accounts import links, queries, rules
from lms.accounts.models import User
from lms.platform.db import db
from tests.accounts.letters import link_to, mail_to, subjects_to
from tests.people import PASSWORD, make_person
from tests.visitor import Page, Visitor

ALICE = "alice@example.org"
NEW = "seven swans on a lake"


@pytest.fixture
def alice(app: Flask) -> User:
    return make_person("Alice", password=PASSWORD)


def opens(app: Flask, password: str) -> bool:
    """Whether this password lets Alice in, in a browser of its own."""
    return Visitor(app).post("/login", {"email": ALICE, "password": password}).status == 303


def ask(visitor: Visitor, email: str = ALICE) -> Page:
    return visitor.follow(visitor.post("/password/forgot", {"email": email}))


def change(visitor: Visitor, current: str = PASSWORD, new: str = NEW) -> Page:
    return visitor.post("/account/password", {"current": current, "new": new})


def test_a_forgotten_password_is_replaced(visitor: Visitor, alice: User, app: Flask) -> None:
    assert "If there is an account" in ask(visitor).text
    address = link_to(ALICE)
    assert "For the account of Alice" in visitor.get(address).text
    assert visitor.post(address, {"new": NEW}).location == "/today"
    assert "Look in your mail" not in visitor.get("/account/password").text
    assert opens(app, NEW)
    assert not opens(app, PASSWORD)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Welcome, choose a password", "Set the password", "Your password is set")),
        ("it", ("Ti diamo il benvenuto: scegli una password", "Imposta la password", "impostata")),
    ],
)
def test_whoever_has_no_password_yet_is_welcomed(
    visitor: Visitor, language: str, words: tuple[str, str, str], work: Callable[[], int]
) -> None:
    asked, button, done = words
    address = f"/password/reset/{links.invitation_token(make_person('Rosa', language=language))}"
    visitor.set_cookie("language", language)
    weak = visitor.post(address, {"new": "short"})
    for page in (visitor.get(address), weak):
        assert asked in page.text
        assert button in page.text
        assert "signed out" not in page.text
        assert "si chiuderà" not in page.text
    assert done in visitor.follow(visitor.post(address, {"new": NEW})).text
    work()
    assert not subjects_to("rosa@example.org"), "no letter says that a password was changed"


def test_whoever_has_a_password_is_told_of_the_change(visitor: Visitor, alice: User) -> None:
    address = f"/password/reset/{links.reset_token(alice)}"
    page = visitor.get(address).text
    assert "Every browser that is signed in now will be signed out." in page
    assert "Welcome" not in page
    assert "Your password is changed" in visitor.follow(visitor.post(address, {"new": NEW})).text


def test_the_link_works_once(visitor: Visitor, alice: User, app: Flask) -> None:
    ask(visitor)
    address = link_to(ALICE)
    visitor.post(address, {"new": NEW})
    thief = Visitor(app)
    assert thief.get(address).status == 410
    assert thief.post(address, {"new": "a password of a thief"}).status == 410
    assert opens(app, NEW)


def test_the_link_works_for_an_hour(
    visitor: Visitor, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/password/reset/{links.reset_token(alice)}"
    assert visitor.get(address).status == 200
    monkeypatch.setattr(rules, "RESET_SECONDS", -1)
    assert visitor.get(address).status == 410


@pytest.mark.parametrize("token", ["x", "a.b.c", "%00", "é"])
def test_a_broken_link_offers_another(visitor: Visitor, app: Flask, token: str) -> None:
    page = visitor.get(f"/password/reset/{token}")
    assert page.status == 410
    assert page.has_link("/password/forgot")
    assert visitor.post(f"/password/reset/{token}", {"new": NEW}).status == 410


def test_the_page_of_a_link_is_kept_nowhere(visitor: Visitor, alice: User) -> None:
    headers = visitor.get(f"/password/reset/{links.reset_token(alice)}").response.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_the_answer_is_the_same_for_all(visitor: Visitor, alice: User) -> None:
    make_person("Carol", closed_at=alice.created_at)
    known, closed = ask(visitor), ask(visitor, "carol@example.org")
    unknown = ask(visitor, "nobody@example.org")
    assert known.text == unknown.text == closed.text
    assert subjects_to(ALICE) == ["Choose a new password for Bottega"]
    assert mail_to("nobody@example.org") == mail_to("carol@example.org") == []


def test_a_weak_new_password_is_said_and_the_link_stays(
    visitor: Visitor, alice: User, app: Flask
) -> None:
    address = f"/password/reset/{links.reset_token(alice)}"
    page = visitor.post(address, {"new": "alice in winter"})
    assert page.status == 422
    assert "contains your name" in page.text
    assert visitor.post(address, {"new": NEW}).status == 303


def test_a_new_password_signs_out_everybody_else(
    visitor: Visitor, alice: User, login_as: Callable[[User], Visitor]
) -> None:
    thief = login_as(alice)
    visitor.post(f"/password/reset/{links.reset_token(alice)}", {"new": NEW})
    assert thief.get("/account").status == 302
    assert visitor.get("/account").status == 200


def test_a_new_password_opens_a_door_that_a_thief_has_shut(
    visitor: Visitor, alice: User, app: Flask
) -> None:
    for _ in range(10):
        visitor.post("/login", {"email": ALICE, "password": "wrong"})
    assert not opens(app, PASSWORD)
    visitor.post(f"/password/reset/{links.reset_token(alice)}", {"new": NEW})
    assert opens(app, NEW)


def test_the_owner_is_told(visitor: Visitor, alice: User) -> None:
    visitor.post(f"/password/reset/{links.reset_token(alice)}", {"new": NEW})
    assert subjects_to(ALICE) == ["Your password at Bottega was changed"]


def test_whoever_opens_our_mail_has_proved_the_address(visitor: Visitor) -> None:
    user = make_person("Alice", email_confirmed_at=None)
    visitor.post(f"/password/reset/{links.reset_token(user)}", {"new": NEW})
    db.session.refresh(user)
    assert user.is_confirmed


def test_the_password_is_changed_by_the_old_one(
    alice: User, login_as: Callable[[User], Visitor], app: Flask
) -> None:
    here, there = login_as(alice), login_as(alice)
    stolen = here.cookie("session")
    assert stolen
    page = here.follow(change(here))
    assert "Every other browser is signed out." in page.text
    assert there.get("/account").status == 302
    assert opens(app, NEW)
    here.set_cookie("session", stolen)
    assert here.get("/account").status == 302, "this browser, too, holds a fresh session"


def test_a_wrong_current_password_changes_nothing(
    alice: User, login_as: Callable[[User], Visitor], app: Flask
) -> None:
    page = change(login_as(alice), current="wrong horse battery")
    assert page.status == 422
    assert "This is not your current password." in page.text
    assert opens(app, PASSWORD)


def test_guessing_the_current_password_is_limited(
    alice: User, login_as: Callable[[User], Visitor]
) -> None:
    visitor = login_as(alice)
    answers = [change(visitor, current="wrong").status for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_the_fields_tell_password_managers_what_they_are(
    alice: User, login_as: Callable[[User], Visitor]
) -> None:
    html = login_as(alice).get("/account/password").html
    assert 'autocomplete="current-password"' in html
    assert 'autocomplete="new-password"' in html
    assert 'autocomplete="username"' in html


def test_changing_begins_one_session(alice: User, login_as: Callable[[User], Visitor]) -> None:
    change(login_as(alice))
    db.session.refresh(alice)
    standing = queries.sessions_of(alice, alice.created_at)
    assert len(standing) == 1
