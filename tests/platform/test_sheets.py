"""Pages drawn once for many: each reader finds their own in it, and nothing of another's."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.platform import i18n, sheets, visitors
from lms.platform.db import db
from tests import people
from tests.queries import counted
from tests.visitor import Visitor

A_LIFE = 10**10
"""Seconds."""
LESSON = "/courses/bread/lessons/flour/water"
LogIn = Callable[..., Visitor]


def seated(name: str, **fields: str) -> User:
    """Somebody in the one cohort, in which all of them are."""
    user = people.make_person(name, **fields)
    there = db.session.scalars(select(Cohort)).one_or_none()
    people.seat(user, there or people.make_cohort())
    return user


def test_each_reader_finds_their_own_name_only(login_as: LogIn) -> None:
    alice, bob = seated("Alice"), seated("Bob")
    pages = [login_as(user).get(LESSON).text for user in (alice, bob, alice)]
    assert ["Your account: Alice" in page for page in pages] == [True, False, True]
    assert ["Your account: Bob" in page for page in pages] == [False, True, False]


def test_what_one_has_finished_is_not_finished_for_another(login_as: LogIn) -> None:
    alice, bob = login_as(seated("Alice")), login_as(seated("Bob"))
    alice.post(f"{LESSON}/completion")
    assert "completed on" in alice.get(LESSON).text
    assert "completed on" not in bob.get(LESSON).text
    assert "Mark as complete" in bob.get(LESSON).text


def test_the_forms_of_the_page_are_taken(login_as: LogIn) -> None:
    alice = login_as(seated("Alice"))
    page = alice.get(LESSON).html
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    sent = alice.post(f"{LESSON}/completion", {"csrf_token": token}, token=False)
    assert sent.status == 303
    assert "<!--" not in page


def test_a_page_that_did_not_change_is_not_sent_again(login_as: LogIn) -> None:
    alice = login_as(seated("Alice"))
    etag = alice.get(LESSON).response.headers["ETag"]
    again = alice.get(LESSON, headers={"If-None-Match": etag})
    assert (again.status, again.html) == (304, "")
    alice.post(f"{LESSON}/completion")
    assert alice.get(LESSON, headers={"If-None-Match": etag}).status == 200


def test_another_person_at_the_same_browser_is_sent_their_own(login_as: LogIn) -> None:
    alice, bob = login_as(seated("Alice")), login_as(seated("Bob"))
    etag = alice.get(LESSON).response.headers["ETag"]
    assert bob.get(LESSON, headers={"If-None-Match": etag}).status == 200


def test_a_title_that_looks_like_a_gap_is_text(login_as: LogIn) -> None:
    alice = login_as(seated("<!--gap:me--><!--token-->", handle="alice", email="a@example.org"))
    assert "Your account: <!--gap:me--><!--token-->" in alice.get(LESSON).text


def test_language_and_theme_have_pages_of_their_own(login_as: LogIn) -> None:
    alice = login_as(seated("Alice"))
    plain = alice.get(LESSON).html
    alice.set_cookie("theme", "dark")
    alice.set_cookie("language", "it")
    page = alice.get(LESSON).html
    assert 'data-theme="dark"' in page
    assert 'lang="it"' in page
    assert 'data-theme="dark"' not in plain


def test_what_is_drawn_for_many_cannot_take_the_zone_of_one(app: Flask) -> None:
    refused = pytest.raises(RuntimeError, match="names its zone")
    with app.test_request_context("/"), sheets._for_nobody(app, "en"), refused:
        i18n.chosen_zone()


def test_a_thread_is_the_readers_own_too(login_as: LogIn) -> None:
    alice, bob = seated("Alice"), seated("Bob")
    one, other = login_as(alice), login_as(bob)
    began = one.post("/cohorts/sinopia/threads", {"title": "Why <b>rest</b>?", "body": "I *ask*."})
    address = began.location.split("#")[0]
    assert "Edit" in one.get(address).text
    assert "Edit" not in other.get(address).text
    assert "Why <b>rest</b>?" in other.get(address).text
    assert "Your account: Bob" in other.get(address).text


def test_a_thread_asks_three_things_of_the_database(login_as: LogIn) -> None:
    browser = login_as(seated("Alice"))
    began = browser.post("/cohorts/sinopia/threads", {"title": "Rest", "body": "Why?"})
    address = began.location.split("#")[0]
    with counted() as asked:
        browser.get(address)
    assert len(asked) <= 3


def test_visitors_see_at_once_what_was_done(
    visitor: Visitor, login_as: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitors, "HOLDS_FOR", A_LIFE)  # no page is drawn anew for its age alone
    admin, cohort = login_as(people.make_admin()), people.make_cohort("Ocra", state="draft")
    assert "Ocra" not in visitor.get("/courses/bread").text
    with counted() as asked:
        visitor.get("/courses/bread")
    assert len(asked) == 1
    opened = admin.post(f"/admin/cohorts/{cohort.slug}/state", {"to": "open"})
    assert opened.status == 303
    assert "Ocra" in visitor.get("/courses/bread").text


def test_a_visitor_who_has_the_page_is_not_sent_it_again(visitor: Visitor) -> None:
    etag = visitor.get("/courses").response.headers["ETag"]
    assert visitor.get("/courses", headers={"If-None-Match": etag}).status == 304
    visitor.set_cookie("language", "it")
    assert visitor.get("/courses", headers={"If-None-Match": etag}).status == 200
