"""Every address of the discussion, for everybody who may come by."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.content import shelf
from lms.discussion.models import Post
from lms.platform.db import db
from tests.discussion.talk import begin, member, posts_of, sinopia
from tests.people import (
    COURSE,
    make_admin,
    make_cohort,
    make_instructor,
    make_mentor,
    make_person,
    seat,
    yesterday,
)
from tests.visitor import Visitor

LogIn = Callable[[object], Visitor]

LOOKS = (
    "/cohorts/sinopia/threads",
    "/cohorts/sinopia/threads/new",
    "/cohorts/sinopia/lessons/{lesson}/threads",
    "/threads/{thread}",
    "/posts/{post}",
    "/posts/{post}/edit",
    "/posts/{post}/delete",
)
DEEDS = (
    "/threads/{thread}/posts",
    "/threads/{thread}/read",
    "/posts/{post}/edit",
    "/posts/{post}/delete",
    "/cohorts/sinopia/threads",
    "/cohorts/sinopia/threads/read-all",
)
FIELDS = {"title": "A title", "body": "Words"}


def mentor(cohort: Cohort) -> User:
    person = make_person("Mia")
    make_mentor(person, cohort)
    return person


def instructor(_cohort: Cohort) -> User:
    person = make_person("Ines")
    make_instructor(person)
    return person


def admin(_cohort: Cohort) -> User:
    return make_admin()


def stranger(_cohort: Cohort) -> User:
    return make_person("Carol")


def neighbour(_cohort: Cohort) -> User:
    """Somebody in another cohort of the same course."""
    return member("Nora", make_cohort("Ocra"))


def mentor_next_door(_cohort: Cohort) -> User:
    person = make_person("Milo")
    make_mentor(person, make_cohort("Ocra"))
    return person


def gone(cohort: Cohort) -> User:
    person = make_person("Gil")
    seat(person, cohort, ends_at=yesterday())
    return person


@pytest.fixture
def places(app: Flask) -> dict[str, str]:
    """A thread of Alice's in Sinopia, and what its addresses need."""
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    post = db.session.query(Post).one()
    lesson = shelf.course(COURSE, "en").lessons[0]
    return {"thread": thread.id, "post": post.id, "lesson": lesson.id}


def cohort_of() -> Cohort:
    return db.session.query(Cohort).filter_by(slug="sinopia").one()


@pytest.mark.parametrize("who", [mentor, instructor, admin])
def test_those_who_guide_may_do_all(
    login_as: LogIn, places: dict[str, str], who: Callable[[Cohort], User]
) -> None:
    guide = login_as(who(cohort_of()))
    for address in LOOKS:
        assert guide.get(address.format(**places)).status in (200, 303), address
    for address in (DEEDS[0], DEEDS[1], DEEDS[4], DEEDS[5], DEEDS[2], DEEDS[3]):
        assert guide.post(address.format(**places), FIELDS).status == 303, address


@pytest.mark.parametrize("who", [stranger, neighbour, mentor_next_door, gone])
def test_for_others_nothing_is_there(
    login_as: LogIn, places: dict[str, str], who: Callable[[Cohort], User]
) -> None:
    other = login_as(who(cohort_of()))
    for address in LOOKS:
        page = other.get(address.format(**places))
        assert page.status == 404, address
        assert "Which flour?" not in page.text
    for address in DEEDS:
        assert other.post(address.format(**places), FIELDS).status == 404, address
    assert db.session.query(Post).count() == 1
    assert "Which flour?" not in other.get("/unread").text


def test_visitors_are_asked_to_log_in(visitor: Visitor, places: dict[str, str]) -> None:
    for address in (*LOOKS, "/unread"):
        page = visitor.get(address.format(**places))
        assert (page.status, page.location.split("?")[0]) == (302, "/login"), address
    for address in DEEDS:
        assert visitor.post(address.format(**places), FIELDS).status == 302, address
    assert posts_of(db.session.query(Post).one().thread) == ["I ask."]


def test_no_form_is_taken_without_its_token(login_as: LogIn, places: dict[str, str]) -> None:
    alice = login_as(db.session.query(User).filter_by(name="Alice").one())
    for address in DEEDS:
        assert alice.post(address.format(**places), FIELDS, token=False).status == 400, address
    assert db.session.query(Post).count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "/threads/nothing",
        "/threads/0000000000000000",
        "/threads/%00",
        "/posts/nothing",
        "/posts/000000000000000%00",
        "/posts/nothing/edit",
        "/cohorts/no/threads",
    ],
)
def test_what_never_was_looks_the_same(login_as: LogIn, app: Flask, address: str) -> None:
    assert login_as(make_admin()).get(address).status == 404
