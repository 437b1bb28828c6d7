"""Opening an account and proving one's address."""

import pytest
from flask import Flask

from lms.accounts import actions, links, rules
from lms.accounts.models import User, UserSession
from lms.platform import clock
from lms.platform.db import db, transaction
from tests.accounts.letters import link_to, mail_to, subjects_to
from tests.accounts.newcomers import ALICE, alice, fields, register
from tests.people import PASSWORD, make_person
from tests.visitor import Visitor

NEW = "seven swans on a lake"
STRANGERS = "quite another battery"


def test_it_works(visitor: Visitor) -> None:
    page = register(visitor)
    assert "Look in your mail" in page.text
    address = link_to(ALICE)
    assert "Confirm" in visitor.get(address).text
    assert not alice().is_confirmed, "a mail scanner that opens the link confirms nothing"
    assert visitor.post(address).location == "/today"
    assert alice().is_confirmed
    assert visitor.get("/account").status == 200


def test_another_browser_confirms_and_chooses_the_password(visitor: Visitor, app: Flask) -> None:
    visitor.post("/register", fields(next="/courses"))
    phone = Visitor(app)
    page = phone.post(link_to(ALICE))
    choosing = phone.follow(page)
    assert "choose your own password here" in choosing.text
    assert 'name="next" value="/courses"' in choosing.html
    assert alice().is_confirmed
    assert phone.get("/account").status == 302, "not in yet"
    address = page.location.partition("?")[0]
    assert phone.post(address, {"new": NEW, "next": "/courses"}).location == "/courses"
    assert phone.get("/account").status == 200


def test_a_stranger_who_registered_an_address_never_gets_in(visitor: Visitor, app: Flask) -> None:
    stranger = Visitor(app)
    register(stranger, password=STRANGERS)
    page = visitor.post(link_to(ALICE))
    entry = {"email": ALICE, "password": STRANGERS}
    assert stranger.post("/login", entry).status == 422
    assert visitor.post(page.location, {"new": NEW}).location == "/today"
    assert stranger.post("/login", entry).status == 422


def test_a_password_typed_at_the_door_counts_as_known(visitor: Visitor, app: Flask) -> None:
    register(visitor)
    phone = Visitor(app)
    phone.post("/login", {"email": ALICE, "password": PASSWORD})
    assert phone.post(link_to(ALICE)).location == "/today"
    assert phone.get("/account").status == 200


def test_whom_staff_invited_nobody_else_can_be(visitor: Visitor) -> None:
    invited = make_person("Alice", email_confirmed_at=None)
    register(visitor, name="Mallory", password=STRANGERS)
    db.session.refresh(invited)
    assert (invited.name, invited.password_hash) == ("Alice", "")
    letter = mail_to(ALICE)[0]
    assert "waits for your password" in letter.text
    assert visitor.post(link_to(ALICE), {"new": NEW}).location == "/today"


def test_the_link_leads_on_to_where_one_was_going(visitor: Visitor) -> None:
    visitor.post("/register", fields(next="/checkout/sinopia?seat=1"))
    assert visitor.post(link_to(ALICE)).location == "/checkout/sinopia?seat=1"


def test_the_link_lets_in_once(visitor: Visitor, app: Flask) -> None:
    register(visitor)
    address = link_to(ALICE)
    visitor.post(address)
    second = Visitor(app)
    assert "confirmed already" in second.post(address).text
    assert second.get("/account").status == 302


@pytest.mark.parametrize("token", ["x", "a.b.c", "%00", "é", "x" * 300])
def test_a_broken_link_offers_another(visitor: Visitor, token: str) -> None:
    page = visitor.get(f"/email/confirm/{token}")
    assert page.status == 410
    assert page.has_link("/email/confirm")
    assert visitor.post(f"/email/confirm/{token}").status == 410


def test_a_link_for_one_purpose_is_void_for_another(visitor: Visitor) -> None:
    user = make_person("Alice", email_confirmed_at=None)
    assert visitor.post(f"/email/confirm/{links.reset_token(user)}").status == 410
    assert visitor.get(f"/password/reset/{links.email_token(user, ALICE)}").status == 410


def test_an_old_link_is_void(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    register(visitor)
    address = link_to(ALICE)
    monkeypatch.setattr(rules, "CONFIRM_SECONDS", -1)
    assert visitor.get(address).status == 410


def test_a_known_address_gets_the_same_page_and_a_letter(visitor: Visitor, app: Flask) -> None:
    make_person("Alice")
    known = register(visitor)
    other = Visitor(app)
    unknown = register(other, email="nadia@example.org")
    assert known.status == unknown.status == 200
    assert known.text == unknown.text.replace("nadia@", "alice@")
    assert subjects_to(ALICE) == ["You already have an account at Bottega"]
    assert db.session.query(User).count() == 2


def test_an_unproved_account_belongs_to_whoever_asked_last(visitor: Visitor) -> None:
    register(visitor, name="Mallory", password="quite another battery")
    first = link_to(ALICE)
    register(visitor)
    assert visitor.post(first).status == 410
    visitor.post(link_to(ALICE))
    assert alice().name == "Alice"
    assert db.session.query(User).count() == 1


def test_a_closed_account_is_not_opened_again(visitor: Visitor) -> None:
    make_person("Alice", closed_at=clock.now(), email_confirmed_at=None)
    assert "Look in your mail" in register(visitor).text
    assert mail_to(ALICE) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Write the name"),
        ({"name": "https://spam.example"}, "A name cannot be a link."),
        ({"name": "x" * 81}, "80 letters are the most."),
        ({"email": "alice"}, "Write an address such as"),
        ({"email": ""}, "Write your mail address."),
        ({"password": "short"}, "It is too short"),
        ({"password": "password1"}, "among the first"),
        ({"password": "alice and more"}, "contains your name"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    visitor: Visitor, wrong: dict[str, str], sentence: str
) -> None:
    page = visitor.post("/register", fields(**wrong, next="/courses"))
    assert page.status == 422
    assert sentence in page.text
    assert "One thing to fix" in page.text
    assert 'name="next" value="/courses"' in page.html
    assert PASSWORD not in page.html
    assert db.session.query(User).count() == 0


def test_the_same_form_twice_is_one_account(visitor: Visitor) -> None:
    register(visitor)
    register(visitor)
    assert [user.handle for user in db.session.query(User)] == ["alice"]


def test_two_of_one_name_get_two_handles(visitor: Visitor) -> None:
    register(visitor)
    register(visitor, email="alice@elsewhere.example")
    assert sorted(u.handle for u in db.session.query(User)) == ["alice", "alice-2"]


def test_a_common_name_soon_gets_a_random_ending(app: Flask) -> None:
    handles = [make_person("Alice", email=f"a{n}@example.org").handle for n in range(6)]
    assert handles[:4] == ["alice", "alice-2", "alice-3", "alice-4"]
    assert all(rules.is_handle(handle) for handle in handles)
    assert len(set(handles)) == 6


def test_the_form_takes_no_more_than_it_shows(visitor: Visitor) -> None:
    register(visitor, admin_since="2026-01-01", email_confirmed_at="2026-01-01", handle="boss")
    assert not alice().is_admin
    assert not alice().is_confirmed
    assert alice().handle == "alice"


def test_whoever_is_signed_in_needs_no_account(visitor: Visitor) -> None:
    visitor.log_in(make_person("Alice"))
    assert visitor.get("/register?next=/courses").location == "/courses"


def test_twenty_registrations_an_hour_come_from_one_place(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_REGISTRATIONS", 2)
    answers = [visitor.post("/register", fields(email=f"a{n}@example.org")) for n in range(3)]
    assert [page.status for page in answers] == [303, 303, 429]
    assert db.session.query(User).count() == 2
    from_elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    page = visitor.post("/register", fields(), environ_overrides=from_elsewhere)
    assert page.status == 303


def test_a_lost_race_for_an_address_is_answered_by_mail(app: Flask) -> None:
    newcomer = actions.Newcomer(
        name="Alice", email=ALICE, password_hash="x", language="en", time_zone="Europe/Rome"
    )
    with transaction():
        actions.ask_to_join(newcomer)
        actions.ask_to_join(newcomer)
    assert db.session.query(User).count() == 1


def test_letters_speak_the_language_of_the_page(visitor: Visitor) -> None:
    visitor.set_cookie("language", "it")
    visitor.post("/register", fields())
    assert alice().language == "it"


def test_a_letter_cannot_carry_html(visitor: Visitor) -> None:
    visitor.post("/register", fields(name="<b>Alice</b>"))
    letter = mail_to(ALICE)[0]
    assert "<b>Alice" not in letter.html
    assert "<b>Alice</b>" in letter.text


def test_confirming_begins_one_session(visitor: Visitor) -> None:
    register(visitor)
    visitor.post(link_to(ALICE))
    assert db.session.query(UserSession).count() == 1
