"""Staff plan cohorts, change them, move them on, and see who is in them."""

import csv
import io
import re
from collections.abc import Callable
from datetime import time, timedelta

from flask import Flask
from sqlalchemy import select

from lms.cohorts import actions as cohort_actions
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort, Grant
from lms.cohorts.rules import Source
from lms.learning.models import Completion
from lms.platform import clock
from lms.platform.db import db, transaction
from lms.platform.journal import Event
from tests.people import (
    make_admin,
    make_cohort,
    make_mentor,
    make_open_cohort,
    make_person,
    seat,
    yesterday,
)
from tests.queries import counted
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
PLAN = {
    "course": "bread",
    "title": "Biacca",
    "starts_on": "2027-04-05",
    "ends_on": "2027-05-30",
    "time_zone": "Europe/Lisbon",
    "language": "it",
    "meets_on": "3",
    "meets_at": "18:30",
    "meets_minutes": "90",
    "meets": "in the library",
    "seats": "20",
    "price": "240,50",
}


def happened(name: str) -> list[Event]:
    return list(db.session.scalars(select(Event).where(Event.name == name).order_by(Event.id)))


def the(slug: str) -> Cohort:
    return cohort_queries.cohort(slug)


def test_a_cohort_is_planned_and_nobody_sees_it_yet(
    app: Flask, login_as: LogIn, visitor: Visitor
) -> None:
    staff = login_as(make_admin())
    page = staff.post("/admin/cohorts/new", PLAN)
    assert (page.status, page.location) == (303, "/admin/cohorts/biacca")
    cohort = the("biacca")
    assert (cohort.price_amount, cohort.price_currency, cohort.seats) == (24_050, "EUR", 20)
    assert (cohort.state, cohort.time_zone, cohort.language) == ("draft", "Europe/Lisbon", "it")
    assert (cohort.meets_on, cohort.meets_at, cohort.meets_minutes) == (3, time(18, 30), 90)
    assert "Nobody sees it until you open it" in staff.follow(page).text
    assert visitor.get("/cohorts/biacca").status == 404
    assert len(happened("cohort.planned")) == 1


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    app: Flask, login_as: LogIn
) -> None:
    wrong = PLAN | {"price": "1.240", "time_zone": "Moon/Base", "seats": "-1", "title": ""}
    page = login_as(make_admin()).post("/admin/cohorts/new", wrong | {"meets": "Fridays"})
    assert page.status == 422
    assert "4 things to fix" in page.text
    assert "Write an amount such as 240" in page.text
    assert 'value="1.240"' in page.html
    assert 'value="Fridays"' in page.html
    assert db.session.query(Cohort).count() == 0


def test_all_that_is_missing_is_told_at_once_each_at_its_field(login_as: LogIn, app: Flask) -> None:
    page = login_as(make_admin()).post("/admin/cohorts/new", PLAN | {"title": "", "starts_on": ""})
    assert page.status == 422
    assert "2 things to fix" in page.text
    assert re.search(r'(?s)id="starts_on-error".{1,400}A cohort needs a first day\.', page.html)


def test_the_last_day_before_the_first_is_refused(app: Flask, login_as: LogIn) -> None:
    page = login_as(make_admin()).post("/admin/cohorts/new", PLAN | {"ends_on": "2027-04-01"})
    assert page.status == 422
    assert 'id="ends_on-error"' in page.html
    assert "The last day lies before the first." in page.text


def test_an_unknown_currency_is_no_price(app: Flask, login_as: LogIn) -> None:
    page = login_as(make_admin()).post("/admin/cohorts/new", PLAN | {"price": "240 XQZ"})
    assert page.status == 422


def test_a_cohort_is_changed_and_keeps_its_address(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    staff = login_as(make_admin())
    assert 'value="240.00 EUR"' in staff.get("/admin/cohorts/ocra/edit").html
    page = staff.post("/admin/cohorts/ocra/edit", PLAN | {"price": "", "seats": ""})
    assert page.location == "/admin/cohorts/ocra"
    cohort = the("ocra")
    assert (cohort.title, cohort.price_amount, cohort.seats) == ("Biacca", None, None)
    assert "price_amount" in happened("cohort.changed")[0].facts["fields"]


def test_fields_that_nobody_offered_change_nothing(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    login_as(make_admin()).post(
        "/admin/cohorts/ocra/edit", PLAN | {"state": "running", "slug": "x", "course": "y"}
    )
    assert (the("ocra").state, the("ocra").course) == ("open", "bread")


def test_a_cohort_goes_on_one_step_and_back(app: Flask, login_as: LogIn) -> None:
    make_open_cohort()
    staff = login_as(make_admin())
    assert "Nobody takes a seat any more" in staff.get("/admin/cohorts/ocra").text
    staff.post("/admin/cohorts/ocra/state", {"to": "running"})
    assert the("ocra").state == "running"
    page = staff.post("/admin/cohorts/ocra/state", {"to": "draft"})
    assert "That step is not possible from here." in staff.follow(page).text
    staff.post("/admin/cohorts/ocra/state", {"to": "open"})
    assert the("ocra").state == "open"
    assert [e.facts["after"] for e in happened("cohort.moved")] == ["running", "open"]


def test_the_list_is_filtered_by_state(app: Flask, login_as: LogIn) -> None:
    make_cohort()
    make_open_cohort()
    staff = login_as(make_admin())
    assert "Sinopia" in staff.get("/admin/cohorts").text
    text = staff.get("/admin/cohorts?state=open").text
    assert "Ocra" in text
    assert "Sinopia" not in text


def test_the_page_shows_progress_source_and_mentors(app: Flask, login_as: LogIn) -> None:
    cohort, alice = make_cohort(), make_person("Alice")
    seat(alice, cohort, Source.SCHOLARSHIP)
    make_mentor(make_person("Mara"), cohort)
    lesson = app.extensions["library"].course("bread").lessons[0]
    with transaction():
        done = Completion(
            user_id=alice.id, course="bread", lesson_id=lesson.id, lesson_hash=lesson.hash,
            created_at=clock.now(),
        )  # fmt: skip
        db.session.add(done)
    page = login_as(make_admin()).get("/admin/cohorts/sinopia")
    assert 'value="1" aria-label="Alice, lessons finished"' in page.html
    assert "scholarship" in page.text
    assert "Mara" in page.text
    assert "1 of 12 seats taken" in page.text or "of 12" in page.text


def test_members_are_found_by_words_and_those_out_when_asked(app: Flask, login_as: LogIn) -> None:
    cohort = make_cohort()
    seat(make_person("Alice"), cohort)
    gone = clock.now() - timedelta(days=9)
    seat(make_person("Bob"), cohort, starts_at=gone, ends_at=yesterday())
    staff = login_as(make_admin())
    assert "/admin/people/bob" not in staff.get("/admin/cohorts/sinopia").html
    assert "/admin/people/bob" in staff.get("/admin/cohorts/sinopia?who=all").html
    found = staff.get("/admin/cohorts/sinopia?q=ali")
    assert "/admin/people/alice" in found.html
    assert "Nobody of this cohort is called so" in staff.get("/admin/cohorts/sinopia?q=%25").text


def test_a_mentor_is_named_by_handle_or_address_and_relieved(app: Flask, login_as: LogIn) -> None:
    make_cohort()
    make_person("Mara")
    make_person("Ivo")
    staff = login_as(make_admin())
    staff.post("/admin/cohorts/sinopia/mentors", {"who": "@mara"})
    staff.post("/admin/cohorts/sinopia/mentors", {"who": "IVO@example.org"})
    assert [m.name for m in cohort_queries.mentors(the("sinopia").id)] == ["Ivo", "Mara"]
    nobody = staff.post("/admin/cohorts/sinopia/mentors", {"who": "@nobody"})
    assert nobody.status == 422
    assert "Nobody has this handle or address." in nobody.text
    assert "One thing to fix" in nobody.text, "the page opens there, not at its top"
    staff.post("/admin/cohorts/sinopia/mentors/mara/delete")
    assert [m.name for m in cohort_queries.mentors(the("sinopia").id)] == ["Ivo"]


def test_a_grant_is_ended_with_a_reason(app: Flask, login_as: LogIn) -> None:
    cohort, alice = make_cohort(), make_person("Alice")
    seat(alice, cohort)
    grant = db.session.scalars(select(Grant)).one()
    staff, address = login_as(make_admin()), f"/admin/cohorts/sinopia/grants/{grant.id}/end"
    assert staff.post(address, {"reason": ""}).status == 422
    assert staff.post(address, {"reason": "asked to leave"}).status == 303
    assert not cohort_queries.has_seat(alice.id, cohort.id, clock.now())
    assert happened("grant.ended")[0].facts["why"] == "asked to leave"


def test_a_grant_of_another_cohort_is_not_found_here(app: Flask, login_as: LogIn) -> None:
    seat(make_person("Alice"), make_cohort())
    make_open_cohort()
    grant = db.session.scalars(select(Grant)).one()
    staff = login_as(make_admin())
    assert staff.get(f"/admin/cohorts/ocra/grants/{grant.id}/end").status == 404


def test_the_export_calculates_nothing(app: Flask, login_as: LogIn) -> None:
    seat(make_person("=1+1", email="alice@example.org"), make_cohort())
    page = login_as(make_admin()).get("/admin/cohorts/sinopia/members.csv")
    rows = list(csv.DictReader(io.StringIO(page.html.removeprefix("\ufeff"))))
    assert page.response.mimetype == "text/csv"
    assert "attachment" in page.response.headers["Content-Disposition"]
    assert [(row["name"], row["email"]) for row in rows] == [("'=1+1", "alice@example.org")]


def test_sixty_more_members_cost_no_more_queries(app: Flask, login_as: LogIn) -> None:
    cohort, staff = make_cohort(seats=None), login_as(make_admin())
    for number in range(10):
        seat(make_person(f"Early {number}"), cohort)
    staff.get("/admin/cohorts/sinopia")
    with counted() as few:
        staff.get("/admin/cohorts/sinopia")
    for number in range(60):
        seat(make_person(f"Later {number}"), cohort)
    with counted() as many:
        page = staff.get("/admin/cohorts/sinopia")
    assert len(many) == len(few) <= 13
    assert "50 of 70" in page.text


def test_a_seat_that_is_kept_for_a_buyer_is_told(app: Flask, login_as: LogIn) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    until = clock.now() + timedelta(minutes=30)
    with transaction():
        cohort_actions.hold_seat(alice, cohort, "order:x", until)
    page = login_as(make_admin()).get("/admin/cohorts/ocra").text
    assert "One more seat is kept for an order that is not paid yet." in page
