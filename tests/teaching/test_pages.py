"""The pages of those who teach and guide: who sees them, what they list, what they cost."""

import itertools
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from lms.content.models import CourseSync
from lms.platform import clock, seldom
from tests.people import (
    make_admin,
    make_cohort,
    make_instructor,
    make_mentor,
    make_person,
    seat,
)
from tests.queries import counted
from tests.teaching.happenings import (
    FINDING,
    LogIn,
    answer,
    ask,
    bread,
    finish,
    keep,
    synced,
    teacher,
)
from tests.visitor import Visitor


def test_who_may_see_what(app: Flask, login_as: LogIn, visitor: Visitor) -> None:
    cohort, other = make_cohort(), make_cohort("Ocra", course="gone")
    alice, mara, ivo = make_person("Alice"), make_person("Mara"), make_person("Ivo")
    seat(alice, cohort)
    make_mentor(mara, cohort)
    make_instructor(ivo)
    pages = ("/teach", "/teach/bread", "/mentor/sinopia", f"/mentor/{other.slug}", "/teach/gone")
    expected = {
        alice: (404, 404, 404, 404, 404),
        mara: (200, 404, 200, 404, 404),
        ivo: (200, 200, 200, 404, 404),
        make_admin(): (200, 200, 200, 200, 404),
    }
    for user, statuses in expected.items():
        browser = login_as(user)
        assert tuple(browser.get(page).status for page in pages) == statuses, user.name
    assert {visitor.get(page).status for page in pages} == {302}


def test_many_people_cost_no_more_queries(
    app: Flask, login_as: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seldom, "COSTLY", float("inf"))  # a slow machine would keep its figures
    cohort, course, browser = make_cohort(seats=None), bread(app), login_as(make_admin())
    addresses = ("/teach", "/teach/bread", "/mentor/sinopia")

    def come(numbers: range) -> None:
        for number in numbers:
            person = make_person(f"Person {number}")
            seat(person, cohort)
            finish(course, person, 1)
            answer(person, f"q{number}", True)
            ask(person, cohort, f"Question {number}")

    come(range(5))
    before = {}
    for address in addresses:
        browser.get(address)
        with counted() as few:
            browser.get(address)
        before[address] = len(few)
    come(range(5, 60))
    for address in addresses:
        with counted() as many:
            page = browser.get(address)
        assert page.status == 200
        assert len(many) == before[address] <= 14, address
    assert "50 of 60" in page.text


def test_a_course_that_is_gone_from_the_disk_can_be_read(app: Flask, login_as: LogIn) -> None:
    ivo = make_person("Ivo")
    make_instructor(ivo, "gone")
    cohort = make_cohort(course="gone")
    seat(make_person("Alice"), cohort)
    now = clock.now()
    keep(CourseSync(course="gone", digest="d", synced_at=now, findings=[]))
    browser = login_as(ivo)
    for address in ("/teach", "/teach/gone", "/mentor/sinopia"):
        assert browser.get(address).status == 200


def test_the_list_tells_of_the_check_and_the_people(app: Flask, login_as: LogIn) -> None:
    synced(FINDING)
    alice, cohort = make_person("Alice"), make_cohort()
    seat(alice, cohort)
    finish(bread(app), alice, 1)
    page = teacher(login_as).get("/teach")
    assert "one error" in page.text
    assert page.has_link("/teach/bread")
    assert "1 of 4" in page.text


@pytest.mark.parametrize("address", ["/teach", "/teach/bread"])
def test_figures_that_were_kept_say_when_they_were_counted(
    app: Flask, login_as: LogIn, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    synced(FINDING)
    alice, cohort = make_person("Alice"), make_cohort()
    seat(alice, cohort)
    finish(bread(app), alice, 1)
    browser, began = teacher(login_as), clock.now()
    spent = itertools.count(step=5.0)
    monkeypatch.setattr(seldom, "time", SimpleNamespace(monotonic=lambda: next(spent)))
    assert "counted on" not in browser.get(address).text.lower()
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(minutes=5))
    assert "counted on" in browser.get(address).text.lower()
    seldom.forget(app)
    assert "counted on" not in browser.get(address).text.lower()
    seldom.forget(app)
