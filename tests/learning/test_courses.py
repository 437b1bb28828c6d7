"""The catalogue, a course's page, and what one has done."""

from collections.abc import Callable
from datetime import time, timedelta

from flask import Flask

from lms.cohorts.actions import hold_seat
from lms.cohorts.rules import Source
from lms.learning.models import Completion
from lms.platform import clock, visitors
from lms.platform.db import db, transaction
from lms.platform.journal import Event
from tests import people
from tests.learning.conftest import Publish
from tests.queries import counted
from tests.visitor import Visitor

COURSE = "/courses/bread"
LESSONS = ("flour/reading-the-bag", "flour/water", "oven/heat", "oven/the-table")
LogIn = Callable[..., Visitor]


def test_the_catalogue_says_what_each_course_is(visitor: Visitor) -> None:
    people.make_person("Bruno Conti", handle="bruno")
    page = visitor.get("/courses")
    for told in (
        "Bread for the neighbourhood",
        "4 lessons",
        "with Bruno Conti",
        "in English",
        "240",
    ):
        assert told in page.text
    assert page.has_link(COURSE)


def test_a_course_is_in_the_languages_of_most_of_its_lessons(
    visitor: Visitor, publish: Publish
) -> None:
    """A landing page and a lesson of an Italian "Clay" are no Italian course; three of four are."""
    files = {f"0{n}-{name}.md": f"# {name}\n" for n, name in enumerate("abcd")}
    files |= {"course.it.md": "---\ntitle: Argilla\n---\n", "00-a.it.md": "# a\n"}
    publish(files)
    for address in ("/", "/courses"):
        assert "in English and Italian" not in visitor.get(address).text
    publish({"01-b.it.md": "# b\n", "02-c.it.md": "# c\n"} | files)
    for address in ("/", "/courses"):
        assert "in English and Italian" in visitor.get(address).text
    visitor.set_cookie("language", "it")
    assert "in inglese e italiano" in visitor.get("/courses").text


def test_the_catalogue_speaks_the_readers_language(visitor: Visitor) -> None:
    visitor.set_cookie("language", "it")
    assert "Pane per il vicinato" in visitor.get("/courses").text


def test_a_visitor_sees_cohorts_seats_price_and_what_is_free(visitor: Visitor) -> None:
    cohort = people.make_open_cohort(seats=3, meets="Thursdays 18:30-20:00")
    people.make_mentor(people.make_person("Mina"), cohort)
    people.seat(people.make_person("Dora"), cohort, Source.ORDER)
    page = visitor.get(COURSE)
    for told in ("Ocra", "2 seats left of 3", "240", "Thursdays 18:30-20:00, Rome time", "Mina"):
        assert told in page.text
    assert "free to read" in page.text
    assert page.has_link("/checkout/ocra")
    assert page.has_link(f"{COURSE}/lessons/flour/reading-the-bag")


def test_a_seat_that_is_only_kept_is_nobodys_yet(visitor: Visitor) -> None:
    cohort, dora = people.make_open_cohort(seats=3), people.make_person("Dora")
    people.seat(people.make_person("Alice"), cohort, Source.ORDER)
    with transaction():
        until = clock.now() + timedelta(minutes=30)
        hold_seat(dora, cohort, "order:1", until)
    page = visitor.get(COURSE)
    assert "One person has a seat in the cohorts of this course now." in page.text
    assert "one seat left of 3" in page.text


def test_the_weekly_hour_is_told_by_the_readers_clock_first(
    visitor: Visitor, login_as: LogIn
) -> None:
    people.make_open_cohort(
        meets_on=3, meets_at=time(18, 30), meets_minutes=90, meets="in the library", language="it"
    )
    assert "Thursday 18:30–20:00, Rome time" in visitor.get(COURSE).text
    reader = login_as(people.make_person("Lia", time_zone="Europe/Lisbon")).get(COURSE).text
    mine = reader.index("Thursday 17:30–19:00 your time (Lisbon)")
    assert mine < reader.index("Thursday 18:30–20:00, Rome time") < reader.index("in the library")
    assert "speaks Italian" in reader


def test_a_full_or_running_cohort_has_no_way_in(visitor: Visitor) -> None:
    people.make_cohort("Sinopia")
    full = people.make_open_cohort("Ocra", seats=1)
    people.seat(people.make_person("Dora"), full, Source.ORDER)
    page = visitor.get(COURSE)
    assert "under way, week 2 of" in page.text
    assert "full, 1 of 1" in page.text
    assert "/checkout/" not in page.html


def test_a_cohort_that_is_not_announced_is_not_shown(visitor: Visitor) -> None:
    people.make_open_cohort("Secret", state="draft")
    assert "Secret" not in visitor.get(COURSE).html


def test_a_member_is_led_back_in(login_as: LogIn, app: Flask) -> None:
    alice = people.make_person("Alice")
    people.seat(alice, people.make_cohort())
    browser = login_as(alice)
    browser.post(f"{COURSE}/lessons/{LESSONS[0]}/completion")
    page = browser.get(COURSE)
    assert "Your cohort: Sinopia" in page.text
    assert "1 of 4 lessons" in page.text
    assert page.has_link(f"{COURSE}/lessons/{LESSONS[1]}")
    assert "/checkout/" not in page.html


def test_a_course_page_asks_the_same_however_many_cohorts(visitor: Visitor, app: Flask) -> None:
    def statements() -> int:
        visitors.forget(app)
        with counted() as asked:
            assert visitor.get(COURSE).status == 200
        return len(asked)

    people.make_mentor(people.make_person("Mina"), people.make_open_cohort("Ocra"))
    before = statements()
    for title in ("Biacca", "Cinabro", "Indaco"):
        people.make_mentor(people.make_person(f"Mentor {title}"), people.make_open_cohort(title))
    assert statements() == before <= 6


def test_a_chapters_introduction_stands_in_the_programme(
    visitor: Visitor, publish: Publish
) -> None:
    publish({"01-one/index.md": "# One\n\nThe base.", "01-one/01-a.md": "# A\n\ntext"})
    page = visitor.get("/courses/clay").html
    assert page.index(">One<") < page.index("<p>The base.</p>") < page.index(">A<")


def test_a_diagram_of_an_introduction_is_drawn_there(visitor: Visitor, publish: Publish) -> None:
    text = "# One\n\n```mermaid\ngraph TD; A-->B\n```\n"
    publish({"01-one/index.md": text, "01-one/01-a.md": "# A\n\ntext"})
    page = visitor.get("/courses/clay")
    assert "js/diagrams" in page.html
    assert "frame-src" in page.response.headers["Content-Security-Policy"]


def test_progress_says_what_counts_and_why(login_as: LogIn, app: Flask) -> None:
    alice = people.make_person("Alice")
    people.seat(alice, people.make_cohort())
    browser = login_as(alice)
    browser.post(f"{COURSE}/lessons/{LESSONS[0]}/completion")
    browser.post(f"{COURSE}/lessons/{LESSONS[0]}/quizzes/bag-1/attempts", {"answer": "1"})
    page = browser.get(f"{COURSE}/progress")
    assert "1 of 4 lessons count, so you are at 25 %." in page.text
    assert "counts: finished on" in page.text
    assert "Question 1: 2 of 2 points, answered once" in page.text
    assert "does not count yet" in page.text


def test_progress_keeps_what_left_the_course(login_as: LogIn, publish: Publish) -> None:
    publish({"01-a.md": "# A\n", "02-b.md": "---\nbreaking: true\n---\n# B\n", "03-c.md": "# C\n"})
    alice = people.make_person("Alice")
    with transaction():
        for name in ("a", "b", "gone"):
            row = Completion(user_id=alice.id, course="clay", lesson_id=name, lesson_hash="old")
            row.created_at = clock.now()
            db.session.add(row)
    page = login_as(alice).get("/courses/clay/progress")
    assert "1 of 3 lessons count" in page.text
    assert "the text has changed since" in page.text
    assert "asked for again" in page.text
    assert "No longer part of the course" in page.text


def test_progress_is_ones_own(visitor: Visitor, login_as: LogIn) -> None:
    assert "/login" in visitor.get(f"{COURSE}/progress").location
    assert "0 of 4 lessons" in login_as("Carol").get(f"{COURSE}/progress").text


def test_finishing_everything_is_written_down_once(login_as: LogIn, app: Flask) -> None:
    alice = people.make_person("Alice")
    people.seat(alice, people.make_cohort())
    browser = login_as(alice)
    for lesson in LESSONS:
        browser.post(f"{COURSE}/lessons/{lesson}/completion")
    browser.post(f"{COURSE}/lessons/{LESSONS[0]}/completion/delete")
    last = browser.post(f"{COURSE}/lessons/{LESSONS[3]}/completion")
    browser.post(f"{COURSE}/lessons/{LESSONS[0]}/completion")
    assert last.location == f"{COURSE}/progress"
    assert "Everything is done" in browser.follow(last).text
    names = [event.name for event in db.session.query(Event) if event.actor_id == alice.id]
    assert names.count("course.finished") == 1
    assert names.count("lesson.completed") == 5
