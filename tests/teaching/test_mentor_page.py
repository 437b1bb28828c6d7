"""What those who guide a cohort see of its people."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from lms.cohorts.rules import Source
from lms.content.compile import compile_course
from lms.content.library.reading import read_course
from lms.learning.models import Completion
from lms.platform import clock
from lms.platform.db import db, transaction
from tests.people import (
    make_admin,
    make_cohort,
    make_mentor,
    make_open_cohort,
    make_person,
    make_self_paced_cohort,
    seat,
)
from tests.teaching.happenings import LONG_AGO, LogIn, ask, bread, finish


def test_only_what_nobody_answered_waits(app: Flask, login_as: LogIn) -> None:
    alice, bob, mara = make_person("Alice"), make_person("Bob"), make_person("Mara")
    cohort, other = make_cohort(), make_cohort("Ocra")
    make_mentor(mara, cohort)
    ask(alice, cohort, "How wet is wet?")
    ask(alice, cohort, "Talking to myself", alice)
    ask(alice, cohort, "Answered", bob)
    ask(alice, other, "Elsewhere")
    text = login_as(mara).get("/mentor/sinopia").text
    assert "questions unanswered 2" in text
    assert "No long answer waits for you." in text, "which are not what is unanswered beside it"
    assert "How wet is wet?" in text
    assert "Talking to myself" in text
    assert "Answered" not in text
    assert "Elsewhere" not in text


def test_who_has_finished_nothing_for_a_week_is_stuck(app: Flask, login_as: LogIn) -> None:
    course = bread(app)
    cohort = make_cohort(starts_on=LONG_AGO.date())
    mara, alice, bob, carol = (make_person(n) for n in ("Mara", "Alice", "Bob", "Carol"))
    make_mentor(mara, cohort)
    for person in (alice, bob, carol):
        seat(person, cohort, starts_at=LONG_AGO)
    finish(course, alice, 1, at=LONG_AGO)
    finish(course, bob, 1)
    finish(course, carol, 99, at=LONG_AGO)
    page = login_as(mara).get("/mentor/sinopia")
    stuck = login_as(mara).get("/mentor/sinopia?who=stuck").text
    assert "1 of 3 stuck" in page.text or "of 3" in page.text
    assert "@alice" in stuck
    assert "@bob" not in stuck
    assert "@carol" not in stuck


def test_who_has_finished_all_that_is_open_is_not_stuck(
    app: Flask, login_as: LogIn, tmp_path: Path
) -> None:
    for name, text in {
        "course.md": "---\ntitle: Clay\nsummary: Pots.\n---\n",
        "01-a.md": "# A\n\nPress.\n",
        "02-b.md": "---\nrelease: week 12\n---\n# B\n\nFire.\n",
    }.items():
        (tmp_path / "clay").mkdir(exist_ok=True)
        (tmp_path / "clay" / name).write_text(text, encoding="utf-8")
    app.extensions["library"].publish(compile_course(read_course(tmp_path / "clay")), 1)
    begun = clock.now() - timedelta(days=30)
    cohort = make_cohort(course="clay", starts_on=begun.date())
    alice, bob, mara = (make_person(name) for name in ("Alice", "Bob", "Mara"))
    make_mentor(mara, cohort)
    for person in (alice, bob):
        seat(person, cohort, starts_at=begun)
    with transaction():
        done = {"course": "clay", "lesson_id": "a", "lesson_hash": "x", "created_at": begun}
        db.session.add(Completion(user_id=alice.id, **done))
    page = login_as(mara).get("/mentor/sinopia?who=stuck").text
    app.extensions["library"].withdraw("clay")
    assert "@bob" in page
    assert "@alice" not in page


def test_before_it_begins_nobody_is_on_the_way(app: Flask, login_as: LogIn) -> None:
    mara, cohort = make_person("Mara"), make_open_cohort()
    make_mentor(mara, cohort)
    seat(make_person("Alice"), cohort)
    page = login_as(mara).get("/mentor/ocra").text
    assert "begins with the cohort" in page
    assert "on the way" not in page
    with transaction():
        cohort.state = "cancelled"
        db.session.add(cohort)
    assert "begins with the cohort" not in login_as(mara).get("/mentor/ocra").text


def test_in_the_first_week_nobody_is_stuck(app: Flask, login_as: LogIn) -> None:
    cohort, mara = make_cohort(starts_on=clock.now().date()), make_person("Mara")
    make_mentor(mara, cohort)
    seat(make_person("Alice"), cohort, starts_at=LONG_AGO)
    assert "Nobody is stuck." in login_as(mara).get("/mentor/sinopia?who=stuck").text


def test_a_mentor_sees_no_money(app: Flask, login_as: LogIn) -> None:
    cohort, mara = make_cohort(), make_person("Mara")
    make_mentor(mara, cohort)
    seat(make_person("Alice"), cohort, Source.SCHOLARSHIP)
    text = login_as(mara).get("/mentor/sinopia").text
    assert "Alice" in text
    for word in ("240", "EUR", "€", "scholarship", "order"):
        assert word not in text


def test_a_cohort_without_dates_can_be_guided(app: Flask, login_as: LogIn) -> None:
    make_self_paced_cohort()
    assert login_as(make_admin()).get("/mentor/self-paced-group").status == 200


def test_a_mentor_finds_their_cohorts_there(app: Flask, login_as: LogIn) -> None:
    mara = make_person("Mara")
    make_mentor(mara, make_cohort())
    visitor = login_as(mara)
    assert visitor.get("/today").has_link("/teach")
    page = visitor.get("/teach")
    assert page.has_link("/mentor/sinopia")
    assert not page.has_link("/teach/bread")
    assert not login_as("Alice").get("/today").has_link("/teach")


@pytest.mark.parametrize("state", ["finished", "cancelled"])
def test_of_a_cohort_that_is_over_the_page_speaks_in_the_past(
    app: Flask, login_as: LogIn, state: str
) -> None:
    course, cohort = bread(app), make_cohort(state=state)
    mara, alice, bob = (make_person(name) for name in ("Mara", "Alice", "Bob"))
    make_mentor(mara, cohort)
    for person in (alice, bob):
        seat(person, cohort)
    finish(course, alice, 99)
    text = login_as(mara).get("/mentor/sinopia").text
    for told in ("How far people came", "all lessons completed"):
        assert told in text
    assert ("did not finish them all" in text) is (state == "finished"), "nobody could"
    for not_told in ("on the way", "tuck", "How far people are", "Pace"):
        assert not_told not in text
    assert "At the end" in text


def test_that_a_cohort_was_cancelled_is_said_with_its_reason(app: Flask, login_as: LogIn) -> None:
    mara = make_person("Mara")
    for cohort in (
        make_cohort(state="cancelled", cancelled_because="Too few of us."),
        make_cohort("Ocra"),
    ):
        make_mentor(mara, cohort)
    visitor = login_as(mara)
    page = visitor.get("/mentor/sinopia")
    assert "This cohort was cancelled. Too few of us." in page.text
    assert "cancelled" not in visitor.get("/mentor/ocra").text
    assert visitor.get("/teach").html.count(">cancelled<") == 1
    page = visitor.get("/cohorts/sinopia")
    assert ">cancelled<" in page.html
    assert "your seat" not in page.text, "who guides has none"
    assert "Too few of us." in page.text
