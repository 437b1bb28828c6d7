"""Those who teach and run the school read what a course is called in their own language."""

import pytest
from flask import Flask

from lms.content.models import CourseSync
from lms.platform import clock
from lms.platform.db import db, transaction
from tests.people import make_admin, make_cohort, make_person, seat
from tests.teaching.happenings import FINDING, LogIn, bread, finish, synced
from tests.visitor import Visitor

ITALIAN = "Pane per il vicinato"
ENGLISH = "Bread for the neighbourhood"


@pytest.fixture
def caterina(app: Flask, login_as: LogIn) -> Visitor:
    """She runs the school, in Italian."""
    seat(make_person("Alice"), make_cohort())
    synced()
    return login_as(make_person("Caterina", language="it", admin_since=clock.now()))


@pytest.mark.parametrize(
    "address",
    [
        "/admin/cohorts",
        "/admin/cohorts/new",
        "/admin/cohorts/sinopia",
        "/admin/people/alice",
        "/teach",
        "/teach/bread",
        "/teach/bread/answers",
        "/mentor/sinopia",
    ],
)
def test_a_translated_title_is_shown(caterina: Visitor, address: str) -> None:
    text = caterina.get(address).text
    assert ITALIAN in text
    assert ENGLISH not in text


def test_no_slug_stands_where_a_title_belongs(app: Flask, login_as: LogIn) -> None:
    make_cohort(), make_cohort("Ocra", course="gone")
    page = login_as(make_admin()).get("/admin/cohorts")
    assert ENGLISH in page.text
    assert "bread" not in page.text.replace(ENGLISH, "")
    assert "gone" in page.text, "of a course that is not here only its address is known"


def test_lessons_too_are_called_as_their_reader_knows_them(app: Flask, caterina: Visitor) -> None:
    finish(bread(app), make_person("Anna"), 1)
    text = caterina.get("/teach/bread").text
    assert "1. Leggere il sacco" in text
    assert "Reading the bag" not in text


def test_what_the_check_found_is_marked_as_english_and_all_around_it_is_not(
    caterina: Visitor,
) -> None:
    with transaction():
        found = db.session.get_one(CourseSync, "bread")
        found.findings = [FINDING]
    page = caterina.get("/teach/bread")
    assert '<p lang="en">No answer is right.' in page.html
    for told in ("errore", "Le segnalazioni sono scritte in inglese."):
        assert told in page.text
    for english in ("Last check", "one error", "Learners go on"):
        assert english not in page.text
