"""The cohort's own pages, and who may open them."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from lms.cohorts import actions
from lms.cohorts.models import Cohort, Grant
from lms.platform import clock
from lms.platform.db import db, transaction
from tests.people import (
    make_admin,
    make_cohort,
    make_instructor,
    make_mentor,
    make_open_cohort,
    make_person,
    make_self_paced_cohort,
    seat,
    yesterday,
)
from tests.queries import counted
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]


def people_in(cohort: Cohort, many: int) -> None:
    for number in range(many):
        seat(make_person(f"Member {number:03}"), cohort)


def test_a_member_sees_the_week_the_dates_and_the_faces(app: Flask, login_as: LogIn) -> None:
    cohort, alice, mara = make_cohort(), make_person("Alice"), make_person("Mara")
    seat(alice, cohort)
    make_mentor(mara, cohort)
    page = login_as(alice).get("/cohorts/sinopia")
    assert page.status == 200
    assert "Week 2 of 9" in page.text
    assert "@mara" in page.text
    assert page.has_link("/cohorts/sinopia/members")
    assert page.has_link("/cohorts/sinopia/threads")
    assert "/mentor/" not in page.html


def test_before_the_first_day_the_page_counts_down(app: Flask, login_as: LogIn) -> None:
    alice = make_person("Alice")
    seat(alice, make_open_cohort())
    assert "We begin in 21 days" in login_as(alice).get("/cohorts/ocra").text


def test_a_cohort_without_dates_has_no_weeks(app: Flask, login_as: LogIn) -> None:
    alice = make_person("Alice")
    seat(alice, make_self_paced_cohort())
    page = login_as(alice).get("/cohorts/self-paced-group")
    assert "own pace" in page.text
    assert "Week" not in page.text


def test_a_mentor_finds_the_way_to_how_people_are_doing(app: Flask, login_as: LogIn) -> None:
    mara = make_person("Mara")
    make_mentor(mara, make_cohort())
    page = login_as(mara).get("/cohorts/sinopia")
    assert page.has_link("/mentor/sinopia")
    assert page.html.count('href="/cohorts/sinopia/threads"') == 1, "the tabs say it already"


def test_strangers_are_led_to_the_course(app: Flask, visitor: Visitor, login_as: LogIn) -> None:
    make_cohort()
    for stranger in (visitor, login_as("Carol")):
        page = stranger.get("/cohorts/sinopia")
        assert (page.status, page.location) == (303, "/courses/bread#page.buy")


def test_who_lost_their_seat_reads_that_the_cohort_was_cancelled_and_why(
    app: Flask, visitor: Visitor, login_as: LogIn
) -> None:
    cohort, alice, told = make_cohort(), make_person("Alice"), "“Sinopia” was cancelled. Rats."
    bob = make_person("Bob")
    seat(bob, cohort, ends_at=yesterday())
    seat(alice, cohort)
    with transaction():
        actions.cancel(cohort, make_admin(), "Rats.")
    with transaction():
        hers = db.session.scalars(select(Grant).where(Grant.ends_at.is_(None))).one()
        actions.end_grant(hers, None, "refund")
    reader = login_as(alice)
    page = reader.get("/cohorts/sinopia")
    assert page.location == "/courses/bread", "the top of the page, where it is said"
    assert told in reader.follow(page).text
    for stranger in (visitor, login_as("Carol"), login_as(bob)):
        assert "was cancelled" not in stranger.follow(stranger.get("/cohorts/sinopia")).text


def test_nobody_outside_learns_of_a_draft(app: Flask, visitor: Visitor, login_as: LogIn) -> None:
    make_cohort(state="draft")
    assert visitor.get("/cohorts/sinopia").status == 404
    assert login_as("Carol").get("/cohorts/sinopia").status == 404
    assert login_as(make_admin()).get("/cohorts/sinopia").status == 200


def test_whose_grant_has_ended_is_outside(app: Flask, login_as: LogIn) -> None:
    cohort, alice = make_cohort(), make_person("Alice")
    seat(alice, cohort, starts_at=clock.now() - timedelta(days=9), ends_at=yesterday())
    assert login_as(alice).get("/cohorts/sinopia").status == 303
    assert login_as(alice).get("/cohorts/sinopia/members").status == 404


def test_people_stand_with_name_handle_and_role(app: Flask, login_as: LogIn) -> None:
    cohort, alice, mara, ivo = (
        make_cohort(), make_person("Alice"), make_person("Mara"), make_person("Ivo"),
    )  # fmt: skip
    seat(alice, cohort)
    make_mentor(mara, cohort)
    make_instructor(ivo)
    text = login_as(alice).get("/cohorts/sinopia/members").text
    assert "@alice" in text
    assert "Mara @mara mentor" in text
    assert "Ivo @ivo instructor" in text
    assert text.index("Mara") < text.index("@alice")


def test_strangers_see_no_people(app: Flask, visitor: Visitor, login_as: LogIn) -> None:
    make_cohort()
    assert login_as("Carol").get("/cohorts/sinopia/members").status == 404
    assert visitor.get("/cohorts/sinopia/members").status == 302


def test_two_hundred_members_cost_no_more_queries_than_ten(app: Flask, login_as: LogIn) -> None:
    cohort, ada = make_cohort(seats=None), make_admin()
    people_in(cohort, 10)
    reader = login_as(ada)
    for address in ("/cohorts/sinopia", "/cohorts/sinopia/members"):
        reader.get(address)
    with counted() as few:
        reader.get("/cohorts/sinopia/members")
    with counted() as few_home:
        reader.get("/cohorts/sinopia")
    for number in range(60):
        seat(make_person(f"Later {number}"), cohort)
    with counted() as many:
        page = reader.get("/cohorts/sinopia/members")
    with counted() as many_home:
        reader.get("/cohorts/sinopia")
    assert len(many) == len(few) <= 10
    assert len(many_home) == len(few_home) <= 10
    assert "50 of 70" in page.text
