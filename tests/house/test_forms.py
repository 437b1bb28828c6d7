"""Forms are taken from our own pages alone, and opening a page changes nothing."""

import pytest
from flask import Flask

from tests.house.school import ROLES, School, written
from tests.house.table import TABLE
from tests.house.test_routes import ask, filled
from tests.visitor import Visitor

WITHOUT_TOKEN = {
    "POST /webhooks/stripe": "it brings a signature of its own",
    "POST /language": "a choice of looks, on pages that set no cookie",
    "POST /theme": "a choice of looks, on pages that set no cookie",
}
"""The only addresses that take something without a form's token, and why."""
MAY_WRITE = {"GET /checkout/<order>/return": "asks Stripe what happened, and writes that down"}
"""The only pages that write when they are opened, and why."""
FORMS = sorted(route for route in TABLE if route.startswith("POST") and route not in WITHOUT_TOKEN)
PAGES = sorted(route for route in TABLE if route.startswith("GET") and route not in MAY_WRITE)
on_one_database = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
FIELDS = {
    "title": "Title", "body": "Words", "name": "Name", "email": "new@example.org",
    "password": "correct horse battery", "new": "correct horse battery", "reason": "Because",
    "answer": "0", "who": "sam", "to": "finished", "course": "clay", "language": "it",
    "theme": "dark", "text": "name,email\nA,a@example.org\n", "action": "apply",
}  # fmt: skip


@on_one_database
@pytest.mark.parametrize("route", FORMS)
def test_a_form_without_its_token_is_refused(school: School, app: Flask, route: str) -> None:
    role = next(role for role in ("admin", "member", "visitor") if role in TABLE[route].who)
    browser, address = school.browser_of(role), filled(school, route, app)
    before = written()
    assert browser.post(address, FIELDS, token=False).status == 400
    assert browser.post(address, FIELDS | {"csrf_token": "x"}, token=False).status == 400
    assert written() == before


def test_the_token_of_another_browser_does_not_count(school: School) -> None:
    mallory, alice = school.browser_of("stranger"), school.browser_of("member")
    page = mallory.get("/account").html
    theirs = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    assert mallory.post("/account", {"csrf_token": theirs}, token=False).status == 303
    assert alice.post("/account", {"csrf_token": theirs}, token=False).status == 400


def test_a_webhook_without_its_signature_is_refused(school: School) -> None:
    before = written()
    page = Visitor(school.app).post("/webhooks/stripe", FIELDS, token=False)
    assert (page.status, page.text) == (400, "bad signature")
    assert written() == before


@pytest.mark.parametrize("address", ["/language", "/theme"])
def test_a_choice_leads_nowhere_else_and_tells_the_database_nothing(
    school: School, address: str
) -> None:
    before = written()
    for going_to in ("https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example"):
        page = Visitor(school.app).post(address, {**FIELDS, "next": going_to}, token=False)
        assert (page.status, page.location) == (303, "/")
    assert written() == before


@on_one_database
@pytest.mark.parametrize("route", PAGES)
def test_opening_a_page_writes_nothing(school: School, app: Flask, route: str) -> None:
    address = filled(school, route, app)
    browsers = [school.browser_of(role) for role in ROLES]
    before = written()
    for browser in browsers:
        ask(browser, "GET", address)
    assert written() == before
