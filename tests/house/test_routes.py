"""Every address × everybody: what is theirs is there, and nothing else is."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.billing.models import Order
from lms.cohorts.models import Cohort
from lms.discussion.models import Thread
from lms.platform.db import db
from tests.house.school import ROLES, School, written
from tests.house.table import PEOPLE, TABLE, kind, routes
from tests.visitor import Page, Visitor

NOBODYS = {
    "cohort": "no-such-cohort",
    "handle": "nobody",
    "thread": "0" * 16,
    "post": "0" * 16,
    "grant": "2147483646",
    "order": "0" * 16,
    "session_id": "0" * 64,
    "course": "no-such-course",
    "lesson": "no/lesson",
    "lesson_id": "no/lesson",
    "quiz": "none",
    "path": "none.svg",
    "name": "none",
    "token": "none",
    "job": "9223372036854775806",
    "number": "2147483646",
    "key": "none-0",
}
"""What fills an address at which there is nothing."""


def ask(browser: Visitor, method: str, address: str, fields: dict[str, str] | None = None) -> Page:
    """One request; an answer is read to its end, as a browser would."""
    return (
        browser.get(address, buffered=True)
        if method == "GET"
        else browser.post(address, fields, buffered=True)
    )


def filled(school: School, route: str, app: Flask) -> str:
    """The address of a row, filled as the row wants it."""
    where = {name: school.mine[key] for name, key in TABLE[route].where.items()}
    return school.address(routes(app)[route], where)


def same_words(page: Page, address: str) -> str:
    """A page without what differs from one request to the next: address and tokens."""
    bare = page.html.replace(address, "…")
    return re.sub(r'(name="csrf_token"[^>]*value|content|nonce)="[^"]*"', r"\1", bare)


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert sorted(TABLE) == sorted(routes(app))


@pytest.mark.parametrize("route", sorted(TABLE))
def test_each_gets_what_is_theirs(school: School, app: Flask, route: str) -> None:
    method, found = route.split(" ")[0], {}
    address = filled(school, route, app)
    for role in ROLES:
        if method == "POST":
            school.reopen()
        found[role] = kind(ask(school.browser_of(role), method, address))
    assert found == TABLE[route].answers()


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "route", sorted(r for r, row in TABLE.items() if "<" in r and row.who < PEOPLE)
)
def test_forbidden_looks_like_missing(school: School, app: Flask, route: str) -> None:
    method, rule = route.split(" ")[0], routes(app)[route]
    here, nowhere = filled(school, route, app), school.address(rule, NOBODYS)
    for role, answer in TABLE[route].answers().items():
        if answer == "missing" and role not in TABLE[route].who:
            browser = school.browser_of(role)
            forbidden, missing = ask(browser, method, here), ask(browser, method, nowhere)
            assert missing.status == forbidden.status == 404
            assert same_words(forbidden, here) == same_words(missing, nowhere), role


FOREIGN = (
    "GET /cohorts/{cohort}/members",
    "GET /cohorts/{cohort}/threads",
    "GET /cohorts/{cohort}/threads/new",
    "GET /cohorts/{cohort}/lessons/b/threads",
    "POST /cohorts/{cohort}/threads",
    "POST /cohorts/{cohort}/threads/read-all",
    "GET /threads/{thread}",
    "POST /threads/{thread}/posts",
    "POST /threads/{thread}/read",
    "GET /posts/{post}",
    "GET /posts/{post}/edit",
    "POST /posts/{post}/edit",
    "GET /posts/{post}/delete",
    "POST /posts/{post}/delete",
    "GET /mentor/{cohort}",
    "GET /orders/{order}",
    "POST /orders/{order}/withdraw",
    "GET /checkout/{order}/return",
    "POST /account/sessions/{session_id}/delete",
)
"""Addresses of the other cohort and its member, who goes through the same course."""


@pytest.mark.parametrize("role", ["member", "mentor", "ended"])
def test_another_cohort_is_not_there(school: School, role: str) -> None:
    browser, found = school.browser_of(role), {}
    before = written()
    for route in FOREIGN:
        method, address = route.format(**school.theirs).split(" ")
        fields = {"title": "Mine", "body": "Mine"}
        found[route] = ask(browser, method, address, fields).status
    assert set(found.values()) == {404}, found
    assert written() == before


def test_an_instructor_finds_no_cohort_of_another_course(school: School) -> None:
    browser = school.browser_of("instructor")
    for address in ("/cohorts/giallo/threads", "/mentor/giallo", "/teach/bread"):
        assert browser.get(address).status == 404


MISMATCHED = (
    ("admin", "GET /admin/cohorts/{cohort}/grants/{their_grant}/end"),
    ("admin", "POST /admin/cohorts/{cohort}/grants/{their_grant}/end"),
    ("member", "GET /cohorts/{cohort}/lessons/01-flour%2F02-water/threads"),
    ("member", "GET /cohorts/{cohort}/lessons/d/threads"),
    ("member", "POST /threads/{thread}/read post={their_post}"),
    ("member", "POST /courses/clay/lessons/flour/water/completion"),
    ("member", "POST /courses/bread/lessons/{lesson}/completion"),
    ("member", "POST /courses/clay/lessons/{lesson}/quizzes/c-1/attempts answer=0"),
    ("member", "POST /courses/clay/lessons/d/completion"),
    ("member", "GET /courses/clay/lessons/d"),
    ("member", "GET /courses/bread/files/{path}"),
    ("member", "GET /courses/clay/files/../../bread/course.md"),
    ("admin", "POST /admin/people/{handle}/courses course=no-such-course"),
)
"""Parent and child that do not belong together."""


@pytest.mark.parametrize(("role", "request_line"), MISMATCHED)
def test_parent_and_child_must_match(school: School, role: str, request_line: str) -> None:
    words = school.mine | {f"their_{name}": text for name, text in school.theirs.items()}
    method, address, *fields = request_line.format(**words).split(" ")
    browser, sent = school.browser_of(role), dict(field.split("=") for field in fields)
    before = written()
    assert ask(browser, method, address, {"reason": "No", **sent}).status == 404
    assert written() == before


def test_a_draft_cohort_is_not_there(school: School) -> None:
    for role in ("visitor", "stranger", "member", "mentor"):
        browser = school.browser_of(role)
        assert browser.get("/cohorts/nero").status == 404
        for method in ("GET", "POST"):
            assert kind(ask(browser, method, "/checkout/nero")) == (
                "login" if role == "visitor" else "missing"
            )


def test_a_form_takes_only_the_fields_it_shows(school: School) -> None:
    """Whoever adds fields speaks for nobody else, in no other cohort, and gains nothing."""
    alice = school.people["member"]
    bice = db.session.scalars(select(User.id).where(User.handle == "bice")).one()
    theirs = db.session.scalars(select(Cohort.id).where(Cohort.slug == "verdaccio")).one()
    more = {
        "user_id": str(bice), "author_id": str(bice), "cohort_id": str(theirs), "id": "x" * 16,
        "admin_since": "2020-01-01", "is_admin": "1", "role": "admin", "price": "0",
        "amount": "0", "pinned": "1", "state": "paid", "buyer_id": str(bice),
    }  # fmt: skip
    browser = school.browser_of("member")
    said = {"title": "Only mine", "body": "I say so.", **more}
    thread = browser.post("/cohorts/sinopia/threads", said).location.rpartition("/")[2]
    assert browser.post("/account", {"name": "Alice", **more}).status == 303
    assert browser.post("/checkout/bianco", more).status == 303
    kept = db.session.get_one(Thread, thread)
    assert (kept.author_id, kept.cohort.slug) == (alice, "sinopia")
    assert db.session.get_one(User, alice).admin_since is None
    assert db.session.scalars(
        select(Order.buyer_id).join(Cohort).filter_by(slug="bianco")
    ).all() == [alice]
