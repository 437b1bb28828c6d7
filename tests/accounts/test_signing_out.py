"""Sessions end: by oneself, by others, and by their age."""

import pytest
from flask import Flask

from lms.accounts import actions, links, rules
from lms.accounts.models import User
from lms.platform import clock
from lms.platform.db import transaction
from tests.accounts.door import alice as alice
from tests.accounts.door import sign_in
from tests.people import make_instructor, make_person
from tests.visitor import Visitor


def test_signing_out_ends_the_session_itself(visitor: Visitor, alice: User) -> None:
    sign_in(visitor)
    stolen = visitor.cookie("session")
    assert stolen
    assert visitor.post("/logout").location == "/"
    visitor.set_cookie("session", stolen)
    assert visitor.get("/account").status == 302


def test_signing_out_twice_is_no_error(visitor: Visitor) -> None:
    assert visitor.post("/logout").status == 303


def test_signing_out_by_a_link_is_impossible(visitor: Visitor, alice: User) -> None:
    sign_in(visitor)
    assert visitor.get("/logout").status == 405
    assert visitor.get("/account").status == 200


def test_a_shared_browser_changes_hands(visitor: Visitor, alice: User, app: Flask) -> None:
    bob = make_person("Bob")
    visitor.log_in(bob)
    stolen = visitor.cookie("session")
    assert stolen
    visitor.post(f"/password/reset/{links.reset_token(alice)}", {"new": "seven swans on a lake"})
    assert "alice@example.org" in visitor.get("/account/email").text
    visitor.set_cookie("session", stolen)
    assert visitor.get("/account").status == 302


def test_signing_in_takes_a_fresh_session(visitor: Visitor, alice: User) -> None:
    visitor.get("/login")
    before = visitor.cookie("session")
    sign_in(visitor)
    assert visitor.cookie("session") != before


def test_closing_an_account_ends_it_within_one_request(visitor: Visitor, alice: User) -> None:
    sign_in(visitor)
    with transaction():
        actions.close_account(alice, None)
    assert visitor.get("/account").status == 302


def test_a_change_of_role_ends_every_session(visitor: Visitor, alice: User) -> None:
    sign_in(visitor)
    make_instructor(alice)
    assert visitor.get("/account").status == 302


def test_an_old_session_ends_by_itself(
    visitor: Visitor, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(visitor)
    later = clock.now() + rules.SESSION_LIFE
    monkeypatch.setattr(clock, "now", lambda: later)
    assert visitor.get("/account").status == 302
