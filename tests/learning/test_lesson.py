"""Reading a lesson: who may, what they see, and how little it asks of the database."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from lms.accounts.models import User
from lms.cohorts.rules import Source
from lms.content.models import LessonAddress
from lms.platform import clock
from lms.platform.db import db, transaction
from tests import people
from tests.learning.conftest import Publish
from tests.queries import counted
from tests.visitor import Visitor

FREE = "/courses/bread/lessons/flour/reading-the-bag"
WATER = "/courses/bread/lessons/flour/water"
HEAT = "/courses/bread/lessons/oven/heat"
TEXT = "Water is weighed, not poured"
NOTE = "Bring a scale"
LogIn = Callable[..., Visitor]


def member() -> User:
    """Somebody with a seat in a running cohort."""
    user = people.make_person("Alice")
    people.seat(user, people.make_cohort())
    return user


def test_a_visitor_reads_a_free_lesson(visitor: Visitor) -> None:
    page = visitor.get(FREE)
    assert page.status == 200
    assert "The number on the bag is the ash" in page.text
    assert "Sign in to answer" in page.text


def test_a_visitor_is_told_what_is_behind_a_closed_lesson(visitor: Visitor) -> None:
    people.make_open_cohort("Ocra")
    page = visitor.get(WATER)
    assert page.status == 200
    assert TEXT not in page.html
    assert "noindex" in page.html
    for told in ("Water by weight", "Ocra", "240", "12 seats left of 12", "Reading the bag"):
        assert told in page.text
    assert page.has_link(FREE)
    assert page.has_link("/checkout/ocra")


def test_a_stranger_meets_the_same_page(login_as: LogIn) -> None:
    page = login_as("Carol").get(WATER)
    assert page.status == 200
    assert TEXT not in page.html
    assert "read together" in page.text


def test_a_member_reads(login_as: LogIn, app: Flask) -> None:
    page = login_as(member()).get(WATER)
    assert TEXT in page.text
    assert NOTE not in page.html
    assert "Mark as complete" in page.text
    assert page.has_link("/cohorts/sinopia")


def test_before_the_cohort_begins_the_day_is_told_in_both_zones(
    login_as: LogIn, app: Flask
) -> None:
    user = people.make_person("Nora", time_zone="America/New_York")
    people.seat(user, people.make_open_cohort())
    page = login_as(user).get(WATER)
    assert page.status == 200
    assert TEXT not in page.html
    assert "It opens when the cohort “Ocra” begins" in page.text
    assert "in Rome" in page.text
    assert "Your time:" in page.text
    assert "/checkout/" not in page.html


def test_after_the_last_grant_it_is_said_why_and_what_to_do(login_as: LogIn, app: Flask) -> None:
    user = people.make_person("Ugo")
    people.seat(user, people.make_cohort(), Source.ORDER, ends_at=people.yesterday())
    page = login_as(user).get(WATER)
    assert page.status == 200
    assert TEXT not in page.html
    assert "Your place in the cohort “Sinopia” has ended" in page.text
    assert "is kept" in page.text


@pytest.mark.parametrize("role", ["mentor", "instructor", "admin"])
def test_those_who_teach_read_everything(role: str, login_as: LogIn, app: Flask) -> None:
    if role == "admin":
        user = people.make_admin()
    else:
        user = people.make_person("Bruno")
        cohort = people.make_open_cohort()
        if role == "mentor":
            people.make_mentor(user, cohort)
        else:
            people.make_instructor(user)
    page = login_as(user).get(WATER)
    assert TEXT in page.text
    assert NOTE in page.text


def test_drafts_are_for_those_who_teach(
    login_as: LogIn, visitor: Visitor, publish: Publish
) -> None:
    publish({"01-a.md": "# Open\n", "02-b.md": "---\ndraft: true\npreview: true\n---\n# Hidden\n"})
    reader, teacher = people.make_person("Alice"), people.make_person("Bruno")
    people.seat(reader, people.make_cohort(course="clay"))
    people.make_instructor(teacher, "clay")
    address = "/courses/clay/lessons/b"
    assert visitor.get(address).status == 404
    assert login_as(reader).get(address).status == 404
    assert "Hidden" not in login_as(reader).get("/courses/clay/lessons/a").html
    assert "Hidden" in login_as(teacher).get(address).text


def test_a_lesson_without_translation_says_so(login_as: LogIn, app: Flask) -> None:
    browser = login_as(member())
    browser.set_cookie("language", "it")
    assert "Leggere il sacco" in browser.get(FREE).text
    page = browser.get(WATER)
    assert 'class="prose" lang="en"' in page.html
    assert "languages" in page.html


def test_an_old_address_leads_to_the_lesson(app: Flask, visitor: Visitor) -> None:
    with transaction():
        row = LessonAddress(
            course="bread", address="flour/sacks", lesson_id="flour/reading-the-bag"
        )
        db.session.add(row)
    page = visitor.get("/courses/bread/lessons/flour/sacks")
    assert (page.status, page.location) == (301, FREE)


@pytest.mark.parametrize(
    "address",
    [
        "/courses/none",
        "/courses/%00",
        "/courses/bread/lessons/%00",
        "/courses/bread/lessons/" + "a/" * 200,
        "/courses/bread/lessons/%ff",
        "/courses/bread/lessons/flour/water/completion",
        "/courses/bread/lessons/none",
        "/courses/none/lessons/a",
        "/courses/none/progress",
    ],
)
def test_nothing_is_nothing(login_as: LogIn, address: str) -> None:
    assert login_as("Alice").get(address).status == 404


def test_a_lesson_asks_one_thing_of_the_database(login_as: LogIn, app: Flask) -> None:
    user = member()
    browser = login_as(user)
    for lesson in ("flour/reading-the-bag", "flour/water", "oven/heat"):
        browser.post(f"/courses/bread/lessons/{lesson}/completion")
    with counted() as statements:
        assert browser.get(WATER).status == 200
    assert len(statements) == 1, statements


def test_a_free_lesson_asks_a_visitors_database_nothing(visitor: Visitor) -> None:
    with counted() as statements:
        assert visitor.get(FREE).status == 200
    assert statements == []


def test_what_a_lesson_builds_on_stands_at_its_head(login_as: LogIn, publish: Publish) -> None:
    publish({"01-a.md": "# First\n", "02-b.md": "---\nrequires: [a]\n---\n# Second\n"})
    reader = people.make_person("Alice")
    people.seat(reader, people.make_cohort(course="clay"))
    browser = login_as(reader)
    assert "It builds on First" in browser.get("/courses/clay/lessons/b").text
    browser.post("/courses/clay/lessons/a/completion")
    assert "It builds on" not in browser.get("/courses/clay/lessons/b").text


def test_a_member_of_two_cohorts_reads_with_the_running_one(login_as: LogIn, app: Flask) -> None:
    user = member()
    people.seat(user, people.make_self_paced_cohort(), starts_at=clock.now() - timedelta(days=9))
    assert "Questions: Sinopia" in login_as(user).get(WATER).text


def test_icons_of_the_text_come_from_the_sites_sheet(login_as: LogIn, app: Flask) -> None:
    page = login_as(member()).get(HEAT)
    assert "Stone first" in page.text
    assert 'href="#i-' not in page.html
