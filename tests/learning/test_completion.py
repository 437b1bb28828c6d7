"""Finishing a lesson, undoing it, and being found again where one stopped."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update

from lms.accounts.models import User, UserSession
from lms.learning.models import Completion, Place
from lms.platform import clock
from lms.platform.db import db, transaction
from tests import people
from tests.learning.conftest import Publish
from tests.visitor import Visitor

WATER = "/courses/bread/lessons/flour/water"
HEAT = "/courses/bread/lessons/oven/heat"
LogIn = Callable[..., Visitor]


def member() -> User:
    """Somebody with a seat in a running cohort."""
    user = people.make_person("Alice")
    people.seat(user, people.make_cohort())
    return user


def test_completing_leads_on_and_is_once(login_as: LogIn, app: Flask) -> None:
    browser = login_as(member())
    for _ in range(2):
        page = browser.post(f"{WATER}/completion")
        assert (page.status, page.location) == (303, HEAT)
    assert [row.lesson_id for row in db.session.query(Completion)] == ["flour/water"]
    assert "“Water by weight” is completed." in browser.get(HEAT).text
    assert "completed on" in browser.get(WATER).text


def test_before_the_beginning_one_stays_where_the_next_lesson_is_closed(
    login_as: LogIn, app: Flask
) -> None:
    nora, free = people.make_person("Nora"), "/courses/bread/lessons/flour/reading-the-bag"
    people.seat(nora, people.make_open_cohort())
    page = login_as(nora).post(f"{free}/completion")
    assert (page.status, page.location) == (303, f"{free}#page.completion")


def test_a_completion_can_be_undone(login_as: LogIn, app: Flask) -> None:
    browser = login_as(member())
    browser.post(f"{WATER}/completion")
    page = browser.post(f"{WATER}/completion/delete")
    assert page.location == f"{WATER}#page.completion"
    assert db.session.query(Completion).count() == 0


@pytest.mark.parametrize(
    "act", ["completion", "completion/delete", "place", "quizzes/water-1/attempts"]
)
def test_who_may_not_read_can_do_nothing(
    act: str, login_as: LogIn, visitor: Visitor, app: Flask
) -> None:
    assert "/login" in visitor.post(f"{WATER}/{act}").location
    assert login_as("Carol").post(f"{WATER}/{act}", {"answer": "0"}).status == 404
    early = people.make_person("Nora")
    people.seat(early, people.make_open_cohort())
    assert login_as(early).post(f"{WATER}/{act}").status == 404
    assert db.session.query(Completion).count() == db.session.query(Place).count() == 0


def test_without_the_forms_token_nothing_is_taken(login_as: LogIn, app: Flask) -> None:
    page = login_as(member()).post(f"{WATER}/completion", token=False)
    assert page.status == 400
    assert db.session.query(Completion).count() == 0


def test_the_place_is_remembered(login_as: LogIn, app: Flask) -> None:
    browser = login_as(member())
    for address in (WATER, HEAT):
        assert browser.post(f"{address}/place").status == 204
    assert [row.lesson_id for row in db.session.query(Place)] == ["oven/heat"]
    assert browser.get("/courses/bread").has_link(HEAT)


def test_a_get_writes_nothing(login_as: LogIn, app: Flask) -> None:
    login_as(member()).get(WATER)
    assert db.session.query(Place).count() == db.session.query(Completion).count() == 0


def test_a_visit_completes_where_the_author_says_so(login_as: LogIn, publish: Publish) -> None:
    publish({"01-a.md": "---\ncomplete: visit\n---\n# A\n"})
    reader = people.make_person("Alice")
    people.seat(reader, people.make_cohort(course="clay"))
    login_as(reader).post("/courses/clay/lessons/a/place")
    assert db.session.query(Completion).count() == 1


@pytest.mark.parametrize("done", ["completion", "completion/delete", "ticks", "place"])
@pytest.mark.parametrize("lesson", ["flour/water", "flour/nowhere"])
def test_whose_session_has_ended_is_asked_to_log_in(
    login_as: LogIn, done: str, lesson: str
) -> None:
    browser = login_as(member())
    with transaction():
        db.session.execute(update(UserSession).values(ended_at=clock.now()))
    answer = browser.post(f"/courses/bread/lessons/{lesson}/{done}")
    assert (answer.status, answer.location.split("?")[0]) == (302, "/login")
