"""Staff find people, see why they get in, and change what they may do."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts import queries as accounts
from lms.accounts.models import User
from lms.cohorts import actions as cohort_actions
from lms.cohorts import queries as cohort_queries
from lms.cohorts.rules import Source
from lms.platform import clock
from lms.platform.db import db, transaction
from lms.platform.journal import Event, record
from tests.people import (
    make_admin,
    make_cohort,
    make_instructor,
    make_open_cohort,
    make_person,
    seat,
    yesterday,
)
from tests.queries import counted
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]


def happened(name: str) -> list[Event]:
    return list(db.session.scalars(select(Event).where(Event.name == name)))


def now(user: User) -> User:
    """The person as they stand in the database."""
    db.session.refresh(user)
    return user


def test_a_persons_page_tells_the_last_twenty_things_done_to_them(
    app: Flask, login_as: LogIn
) -> None:
    bob, staff = make_person("Bob"), login_as(make_admin())
    with transaction():
        for number in range(25):
            record(f"test.step-{number:02}", actor=None, subject=bob)
    text = staff.get("/admin/people/bob").text
    assert "test.step-05" in text
    assert "test.step-04" not in text
    assert text.index("test.step-24") < text.index("test.step-05")


def test_people_are_found_by_name_address_and_handle(app: Flask, login_as: LogIn) -> None:
    make_person("Amina Diallo")
    make_person("Bob")
    staff = login_as(make_admin())
    for words in ("diallo", "amina.diallo@", "@amina-d"):
        page = staff.get("/admin/people", query_string={"q": words})
        assert "/admin/people/amina-diallo" in page.html
        assert "/admin/people/bob" not in page.html
    assert "Nobody is called so" in staff.get("/admin/people?q=%25").text


@pytest.mark.parametrize("words", ["Ibáñez Rosa", "rosa ibanez", "@rosa-ibanez", "ibanez @rosa"])
@pytest.mark.parametrize("place", ["/admin/people", "/admin/cohorts/sinopia"])
def test_each_word_of_a_name_is_found_in_any_order(
    app: Flask, login_as: LogIn, place: str, words: str
) -> None:
    cohort = make_cohort()
    for name in ("Rosa Ibáñez", "Rosa Rossi"):
        seat(make_person(name), cohort)
    text = login_as(make_admin()).get(f"{place}?q={words}").text
    assert "Rosa Ibáñez" in text
    assert "Rosa Rossi" not in text


def test_why_can_she_not_get_in(app: Flask, login_as: LogIn) -> None:
    alice, bob, carol = make_person("Alice"), make_person("Bob"), make_person("Carol")
    cohort, later = make_cohort(), make_open_cohort()
    gone = clock.now() - timedelta(days=9)
    seat(alice, cohort, Source.GIFT, starts_at=gone, ends_at=yesterday(), reason="a friend’s gift")
    seat(bob, later)
    make_instructor(carol)
    staff = login_as(make_admin())
    ended = staff.get("/admin/people/alice").text
    assert "every grant has ended" in ended
    assert "a friend’s gift" in ended
    assert "the cohort has not begun" in staff.get("/admin/people/bob").text
    assert "Gets in as staff" in staff.get("/admin/people/carol").text


def test_an_instructor_is_made_and_unmade(app: Flask, login_as: LogIn) -> None:
    alice = make_person("Alice")
    staff = login_as(make_admin())
    staff.post("/admin/people/alice/courses", {"course": "bread"})
    assert accounts.teaches(alice, "bread")
    assert staff.post("/admin/people/alice/courses", {"course": "../etc"}).status == 404
    staff.post("/admin/people/alice/courses/bread/delete")
    assert not accounts.teaches(alice, "bread")
    assert len(happened("person.demoted")) == 1


def test_an_account_is_closed_at_once_and_opened_again(app: Flask, login_as: LogIn) -> None:
    alice = make_person("Alice")
    browser, staff = login_as(alice), login_as(make_admin())
    staff.post("/admin/people/alice/account/delete")
    assert not now(alice).is_active
    assert browser.get("/cohorts/none/members").status == 302
    assert staff.get("/admin/people/alice").status == 200
    staff.post("/admin/people/alice/account")
    assert now(alice).is_active
    assert len(happened("person.closed")) == len(happened("person.reopened")) == 1


def test_somebody_is_signed_out_everywhere(app: Flask, login_as: LogIn) -> None:
    browser, staff = login_as(make_person("Alice")), login_as(make_admin())
    staff.post("/admin/people/alice/sessions/delete")
    assert browser.get("/cohorts/none/members").status == 302
    assert len(happened("sessions.ended")) == 1


def test_the_last_who_runs_the_school_stays(app: Flask, login_as: LogIn) -> None:
    ada, alice = make_admin(), make_person("Alice")
    staff = login_as(ada)
    page = staff.post("/admin/people/ada/admin/delete")
    assert "This is the last person who runs the school" in staff.follow(page).text
    staff.post("/admin/people/alice/admin")
    assert now(alice).is_admin
    staff.post("/admin/people/alice/admin/delete")
    assert not now(alice).is_admin


def test_many_grants_cost_no_more_queries(app: Flask, login_as: LogIn) -> None:
    alice, staff = make_person("Alice"), login_as(make_admin())
    seat(alice, make_cohort())
    staff.get("/admin/people/alice")
    with counted() as few:
        staff.get("/admin/people/alice")
    for number in range(60):
        seat(alice, make_cohort(f"Number {number}"))
    with counted() as many:
        page = staff.get("/admin/people/alice")
    assert len(many) == len(few) <= 14
    assert "50 of 61" in page.text


def test_two_hundred_people_cost_no_more_queries_than_ten(app: Flask, login_as: LogIn) -> None:
    staff = login_as(make_admin())
    for number in range(10):
        make_person(f"Early {number}")
    staff.get("/admin/people")
    with counted() as few:
        staff.get("/admin/people")
    for number in range(190):
        make_person(f"Later {number}")
    with counted() as many:
        page = staff.get("/admin/people?page=2")
    assert len(many) == len(few) <= 5
    assert "50 of 201" in page.text


def test_why_a_seat_ended_is_told(app: Flask, login_as: LogIn) -> None:
    bob, ada, cohort = make_person("Bob"), make_admin(), make_cohort()
    seat(bob, cohort)
    with transaction():
        enrollment = cohort_queries.enrollment(bob.id, cohort.id)
        assert enrollment
        cohort_actions.end_grant(enrollment.grants[0], ada, "moved to the spring cohort")
    page = login_as(ada).get("/admin/people/bob")
    assert "Ended: moved to the spring cohort" in page.text


def test_a_seat_that_a_refund_ended_leads_to_its_order(app: Flask, login_as: LogIn) -> None:
    bob, cohort = make_person("Bob"), make_cohort()
    with transaction():
        reason = cohort_actions.Reason(Source.ORDER, "order:0123456789abcdef")
        grant = cohort_actions.enroll(bob, cohort, reason)
        cohort_actions.end_grant(grant, None, "refund")
    page = login_as(make_admin()).get("/admin/people/bob")
    assert "Ended: the money of its order went back." in page.text
    assert page.has_link("/admin/orders/0123456789abcdef")
