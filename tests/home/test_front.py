"""The front page, and the school's own pages."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.accounts.models import User
from lms.home import queries, rules, texts
from lms.learning.models import Completion
from lms.platform import clock, visitors
from lms.platform.db import db, transaction
from tests import people
from tests.queries import counted
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]


def test_a_visitor_sees_courses_and_cohorts(visitor: Visitor) -> None:
    people.make_open_cohort("Ocra", meets="Thursdays 18:30-20:00")
    people.make_cohort("Sinopia")
    page = visitor.get("/")
    for told in (
        "Bread for the neighbourhood",
        "Ocra",
        "12 left of 12",
        "240",
        "under way, week 2",
    ):
        assert told in page.text
    assert page.text.index("Ocra") < page.text.index("Sinopia")
    assert page.has_link("/courses/bread/lessons/flour/reading-the-bag")


def test_the_figures_are_counted(visitor: Visitor, app: Flask) -> None:
    cohort = people.make_cohort("Biacca", state="finished")
    for name in ("Alice", "Bob", "Carol", "Dan"):
        people.seat(people.make_person(name), cohort)
    for reader in db.session.query(User).filter(User.name != "Dan"):
        done = {"lesson_id": "flour", "lesson_hash": "", "created_at": clock.now()}
        with transaction():
            db.session.add(Completion(user_id=reader.id, course="bread", **done))
    people.seat(people.make_person("Ugo"), cohort, ends_at=people.yesterday())
    page = visitor.get("/")
    assert "people have learnt here 3" in page.text
    assert "cohort has finished 1" in page.text
    assert "Counted on" in page.text
    assert queries.figures(clock.now()).people == 3


def test_a_school_that_has_just_opened_boasts_of_nothing(visitor: Visitor) -> None:
    assert "Counted on" not in visitor.get("/").text


def test_a_member_is_led_to_today(login_as: LogIn) -> None:
    assert "Go to today" in login_as("Alice").get("/").text


def test_the_front_page_asks_the_same_however_many_cohorts(visitor: Visitor, app: Flask) -> None:
    def statements() -> int:
        visitors.forget(app)
        with counted() as asked:
            visitor.get("/")
        return len(asked)

    people.make_mentor(people.make_person("Mina"), people.make_open_cohort("Ocra"))
    visitor.get("/")
    before = statements()
    for title in ("Biacca", "Cinabro", "Indaco"):
        people.make_mentor(people.make_person(f"Mentor {title}"), people.make_open_cohort(title))
    assert statements() == before <= 6


@pytest.mark.parametrize("name", ["about", "terms", "privacy"])
def test_the_schools_pages_are_there_in_both_languages(visitor: Visitor, name: str) -> None:
    english = visitor.get(f"/pages/{name}")
    assert english.status == 200
    visitor.set_cookie("language", "it")
    italian = visitor.get(f"/pages/{name}")
    assert italian.status == 200
    assert english.text != italian.text


@pytest.mark.parametrize("name", ["none", "About", "..%2fui%2fforms", "about.it", "a" * 300, "%00"])
def test_other_pages_are_not_there(visitor: Visitor, name: str) -> None:
    assert visitor.get(f"/pages/{name}").status == 404
    assert texts.find(name, "en") is None


def test_robots_are_told_where_to_look(visitor: Visitor) -> None:
    page = visitor.get("/robots.txt")
    assert page.response.mimetype == "text/plain"
    assert "Disallow: /today" in page.html
    assert "Sitemap: http://localhost/sitemap.xml" in page.html


def test_the_sitemap_names_what_anybody_may_read(visitor: Visitor) -> None:
    page = visitor.get("/sitemap.xml")
    assert page.response.mimetype == "application/xml"
    assert "<loc>http://localhost/courses/bread</loc>" in page.html
    assert "flour/reading-the-bag" in page.html
    assert "flour/water" not in page.html
    assert "/pages/terms" in page.html


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0, "night"),
        (4, "night"),
        (5, "morning"),
        (11, "morning"),
        (12, "afternoon"),
        (17, "afternoon"),
        (18, "evening"),
        (23, "evening"),
    ],
)
def test_the_day_has_four_parts(hour: int, part: str) -> None:
    assert rules.part_of_day(hour) == part
