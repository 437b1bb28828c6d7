"""One's own account: profile, picture, address, browsers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from lms.accounts import links, queries
from lms.accounts.models import User
from lms.platform import clock
from lms.platform.db import db
from tests.accounts.letters import link_to, mail_to, subjects_to
from tests.people import PASSWORD, make_person
from tests.visitor import Page, Visitor

NAUGHTY = Path(__file__).parents[3] / "shared" / "corpora" / "naughty-strings.json"
NEW = "alice@elsewhere.example"


@pytest.fixture
def alice(app: Flask) -> User:
    return make_person("Alice", password=PASSWORD)


@pytest.fixture
def visitor(alice: User, login_as: Callable[[User], Visitor]) -> Visitor:
    return login_as(alice)


def save(visitor: Visitor, **changed: Any) -> Page:
    fields = {
        "name": "Alice",
        "handle": "alice",
        "about": "",
        "language": "en",
        "time_zone": "Europe/Rome",
    }
    return visitor.post("/account", fields | changed)


def ask_for(visitor: Visitor, email: str = NEW, password: str = PASSWORD) -> Page:
    return visitor.post("/account/email", {"email": email, "password": password})


@pytest.mark.parametrize("page", ["", "/password", "/email", "/sessions"])
def test_the_pages_are_for_their_owner(visitor: Visitor, app: Flask, page: str) -> None:
    assert visitor.get(f"/account{page}").status == 200
    assert Visitor(app).get(f"/account{page}").location == f"/login?next=/account{page}"


def test_a_profile_is_saved(visitor: Visitor, alice: User) -> None:
    page = visitor.follow(
        save(
            visitor,
            name=" Alice  Bruni ",
            handle="@Alice-B",
            about="Baker.\nReader.",
            time_zone="Asia/Tokyo",
        )
    )
    assert "Saved." in page.text
    db.session.refresh(alice)
    assert (alice.name, alice.handle) == ("Alice Bruni", "alice-b")
    assert (alice.about, alice.time_zone) == ("Baker.\nReader.", "Asia/Tokyo")
    assert "Alice Bruni" in page.html


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Write the name"),
        ({"handle": "a b"}, "Three to thirty small letters"),
        ({"handle": "admin"}, "Three to thirty small letters"),
        ({"handle": "bob"}, "Somebody has this handle already."),
        ({"about": "x" * 501}, "500 letters are the most."),
        ({"language": "xx"}, "Choose one of those that are offered."),
        ({"time_zone": "Mars/Base"}, "Choose one of those that are offered."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    visitor: Visitor, alice: User, wrong: dict[str, str], sentence: str
) -> None:
    make_person("Bob")
    page = (
        save(visitor, about="Kept words.", **wrong)
        if "about" not in wrong
        else save(visitor, **wrong)
    )
    assert page.status == 422
    assert sentence in page.text
    assert "about" in wrong or "Kept words." in page.text
    db.session.refresh(alice)
    assert (alice.handle, alice.about) == ("alice", "")


def test_no_field_but_those_shown_is_taken(visitor: Visitor, alice: User) -> None:
    save(visitor, admin_since="2026-01-01", email="eve@example.org", picture="x.webp", id="1")
    db.session.refresh(alice)
    assert not alice.is_admin
    assert alice.email == "alice@example.org"
    assert alice.picture == ""


@pytest.mark.skipif(not NAUGHTY.is_file(), reason="the collection of naughty strings is not here")
def test_no_name_or_word_breaks_the_page(visitor: Visitor) -> None:
    for text in json.loads(NAUGHTY.read_text(encoding="utf-8")):
        page = save(visitor, name=text, about=text)
        assert page.status in (303, 422), text
        assert "<script>alert" not in page.html
    assert "<script>alert" not in visitor.get("/account").html


@pytest.mark.parametrize("text", ["\0", "a\0b@example.org", "\ud83d\ude00", "\x7f" * 400, "%00"])
def test_no_typed_text_breaks_the_door(app: Flask, text: str) -> None:
    clean = text.encode("utf-8", "replace").decode()
    for address, field in (
        ("/login", "email"),
        ("/register", "email"),
        ("/password/forgot", "email"),
    ):
        fields = {"name": clean, "email": "a@example.org", "password": clean} | {field: clean}
        assert Visitor(app).post(address, fields).status in (303, 422)


def test_another_address_takes_effect_once_confirmed(visitor: Visitor, alice: User) -> None:
    assert "Look in the mail of" in visitor.follow(ask_for(visitor)).text
    address = link_to(NEW)
    db.session.refresh(alice)
    assert alice.email == "alice@example.org"
    assert subjects_to("alice@example.org") == ["Your address at Bottega is about to change"]
    assert NEW in visitor.get(address).text
    visitor.post(address)
    db.session.refresh(alice)
    assert alice.email == NEW


def test_a_change_of_address_asks_the_password(visitor: Visitor) -> None:
    page = ask_for(visitor, password="wrong horse battery")
    assert page.status == 422
    assert "This is not your password." in page.text
    assert NEW in page.html
    assert mail_to(NEW) == []


def test_a_stranger_with_the_letter_does_not_get_the_account(
    visitor: Visitor, alice: User, app: Flask
) -> None:
    ask_for(visitor)
    address = link_to(NEW)
    stranger = Visitor(app)
    assert stranger.get(address).location.startswith("/login?next=/email/confirm/")
    assert stranger.follow(stranger.post(address)).status == 302
    other = Visitor(app).log_in(make_person("Eve"))
    assert other.follow(other.post(address)).status == 302
    db.session.refresh(alice)
    assert alice.email == "alice@example.org"


def test_changing_the_password_stops_a_change_of_address(visitor: Visitor) -> None:
    ask_for(visitor)
    address = link_to(NEW)
    visitor.post("/account/password", {"current": PASSWORD, "new": "seven swans on a lake"})
    assert visitor.get(address).status == 410


def test_a_taken_address_looks_the_same_and_its_owner_is_told(visitor: Visitor) -> None:
    make_person("Bob")
    page = visitor.follow(ask_for(visitor, "bob@example.org"))
    assert "Look in the mail of bob@example.org" in page.text
    assert subjects_to("bob@example.org") == ["You already have an account at Bottega"]


def test_an_address_taken_meanwhile_is_refused(visitor: Visitor, alice: User) -> None:
    address = f"/email/confirm/{links.email_token(alice, 'bob@example.org')}"
    make_person("Bob")
    page = visitor.follow(visitor.post(address))
    assert "Another account has this address." in page.text
    db.session.refresh(alice)
    assert alice.email == "alice@example.org"


def test_letters_to_a_new_address_are_limited(visitor: Visitor) -> None:
    answers = [ask_for(visitor).status for _ in range(6)]
    assert answers == [303] * 5 + [429]


def test_the_browsers_are_listed_with_this_one_marked(visitor: Visitor, app: Flask) -> None:
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604"
    fields = {"email": "alice@example.org", "password": PASSWORD}
    Visitor(app).post("/login", fields, headers={"User-Agent": phone})
    text = visitor.get("/account/sessions").text
    assert "Safari on iPhone" in text
    assert text.count("this one") == 1


def test_one_browser_is_signed_out(visitor: Visitor, alice: User, app: Flask) -> None:
    other = Visitor(app).log_in(alice)
    newest = queries.sessions_of(alice, clock.now())[0]
    assert (
        "That browser is signed out."
        in visitor.follow(visitor.post(f"/account/sessions/{newest.id}/delete")).text
    )
    assert other.get("/account").status == 302
    assert visitor.get("/account").status == 200


def test_every_other_browser_is_signed_out(visitor: Visitor, alice: User, app: Flask) -> None:
    others = [Visitor(app).log_in(alice) for _ in range(2)]
    visitor.post("/account/sessions/delete")
    assert [other.get("/account").status for other in others] == [302, 302]
    assert "Sign out everywhere else" not in visitor.get("/account/sessions").text


def test_nobody_signs_out_another(visitor: Visitor, alice: User, app: Flask) -> None:
    mine = queries.sessions_of(alice, clock.now())[0]
    eve = Visitor(app).log_in(make_person("Eve"))
    assert eve.post(f"/account/sessions/{mine.id}/delete").status == 404
    assert eve.post("/account/sessions/nothing/delete").status == 404
    assert eve.post("/account/sessions/%00/delete").status == 404
    eve.post("/account/sessions/delete")
    assert visitor.get("/account").status == 200
