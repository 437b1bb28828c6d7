"""What a person comes back to."""

import re
from collections.abc import Callable
from datetime import UTC, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from lms.billing.models import Refund
from lms.platform import clock
from lms.platform.db import db, transaction
from lms.platform.jobs import JobState
from tests import people
from tests.admin.test_other_pages import make_job, make_order, pay
from tests.queries import counted
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
COURSE = "/courses/bread"


def test_a_visitor_is_asked_to_sign_in(visitor: Visitor) -> None:
    assert "/login" in visitor.get("/today").location


def test_whoever_has_no_cohort_is_shown_the_courses(login_as: LogIn) -> None:
    page = login_as("Carol").get("/today")
    assert "You are in no cohort yet" in page.text
    assert page.has_link("/courses")


def test_who_runs_the_school_without_a_cohort_is_led_to_what_needs_them(login_as: LogIn) -> None:
    ada = people.make_admin()
    browser = login_as(ada)
    page = browser.get("/today")
    assert "Go to the administration" in page.text
    assert "Your lessons and your cohort will stand here" not in page.text
    people.seat(ada, people.make_cohort())
    assert "Go to the administration" not in browser.get("/today").text
    assert "Go to the administration" not in login_as("Carol").get("/today").text


@pytest.mark.parametrize(("hour", "told"), [(1, "Hello, Carol."), (23, "Good evening, Carol.")])
def test_the_greeting_fits_the_hour(
    login_as: LogIn, monkeypatch: pytest.MonkeyPatch, hour: int, told: str
) -> None:
    browser = login_as("Carol")
    here = clock.now().astimezone(ZoneInfo("Europe/Rome")).replace(hour=hour)
    monkeypatch.setattr(clock, "now", lambda: here.astimezone(UTC))
    assert told in browser.get("/today").text


def test_a_member_goes_on_where_they_stopped(login_as: LogIn, app: Flask) -> None:
    alice = people.make_person("Alice Rossi")
    people.seat(alice, people.make_cohort())
    browser = login_as(alice)
    browser.post(f"{COURSE}/lessons/flour/reading-the-bag/completion")
    page = browser.get("/today")
    assert ", Alice." in page.text
    assert "Water by weight" in page.text
    assert "1 of 4 lessons" in page.text
    assert "week 2 of 9" in page.text
    assert page.has_link(f"{COURSE}/lessons/flour/water")
    assert page.has_link("/cohorts/sinopia")


def test_money_on_its_way_is_told_with_its_order(login_as: LogIn, app: Flask) -> None:
    nora = people.make_person("Nora")
    for cohort, state in (
        (people.make_open_cohort(), "pending"),
        (people.make_open_cohort("Terra", state="cancelled"), "pending"),
        (people.make_open_cohort("Biacca"), "lapsed"),
    ):
        make_order(nora, cohort, state=state)
    soon = clock.now() + timedelta(minutes=20)
    make_order(nora, people.make_open_cohort("Sabbia"), state="open", expires_at=soon)
    make_order(nora, people.make_open_cohort("Fango"), state="open", expires_at=people.yesterday())
    make_order(
        people.make_person("Somebody else"), people.make_open_cohort("Umbra"), state="pending"
    )
    page = login_as(nora).get("/today")
    assert "Your payment of 240 € for Bread for the neighbourhood: Ocra is on its way." in page.text
    assert "Terra was cancelled. When your money arrives, all of it goes back" in page.text
    assert "Biacca" not in page.text
    assert "Umbra" not in page.text
    assert "Your seat for Bread for the neighbourhood: Sabbia is kept until" in page.text
    assert "If you have paid, we write as soon as the money is here." in page.text
    assert "Fango" not in page.text
    assert page.text.count("See the order") == 2
    assert page.has_link("/checkout/sabbia"), "what is kept can be paid"


def test_a_kept_seat_is_told_by_the_readers_clock(login_as: LogIn, app: Flask) -> None:
    nora = people.make_person("Nora", time_zone="Asia/Tokyo")
    until = clock.now() + timedelta(minutes=20)
    make_order(nora, people.make_open_cohort(), state="open", expires_at=until)
    assert f"{until.astimezone(ZoneInfo('Asia/Tokyo')):%H:%M}" in login_as(nora).get("/today").text


def test_before_the_beginning_the_day_is_told(login_as: LogIn, app: Flask) -> None:
    nora = people.make_person("Nora")
    people.seat(nora, people.make_open_cohort())
    page = login_as(nora).get("/today")
    assert "It begins on" in page.text
    assert "Resume" not in page.text


def test_after_the_last_grant_nothing_is_left_to_resume(login_as: LogIn, app: Flask) -> None:
    ugo = people.make_person("Ugo")
    people.seat(ugo, people.make_cohort(), ends_at=people.yesterday())
    page = login_as(ugo).get("/today")
    assert "You are in no cohort yet" in page.text
    assert "Sinopia" not in page.text


def test_that_ones_cohort_was_cancelled_is_told_when_the_seat_is_gone(
    login_as: LogIn, app: Flask
) -> None:
    ugo = people.make_person("Ugo")
    people.seat(ugo, people.make_cohort(state="cancelled"), ends_at=people.yesterday())
    page = login_as(ugo).get("/today")
    assert "The cohort “Sinopia” was cancelled." in page.text
    assert "You are in no cohort yet" not in page.text


def test_a_mentor_sees_the_cohort_they_guide(login_as: LogIn, app: Flask) -> None:
    mina = people.make_person("Mina")
    people.make_mentor(mina, people.make_cohort())
    assert "Sinopia" in login_as(mina).get("/today").text


def test_the_hour_of_the_next_meeting_is_told(login_as: LogIn, app: Flask) -> None:
    alice = people.make_person("Alice")
    hour: dict[str, Any] = {"meets_on": 3, "meets_at": time(18, 30), "meets_minutes": 90}
    people.seat(alice, people.make_cohort(meets="In the library.", **hour))
    people.seat(alice, people.make_cohort("Biacca"))
    people.seat(alice, people.make_cohort("Cinabro", state="finished", **hour))
    text = login_as(alice).get("/today").text
    assert len(re.findall(r"Meets (today|now|next on)", text)) == 1
    assert "20:00. In the library." in text


def test_what_others_finished_is_told_kindly(login_as: LogIn, app: Flask) -> None:
    cohort = people.make_cohort()
    alice, bob, zoe = (people.make_person(name) for name in ("Alice", "Bob", "Zoe"))
    people.seat(alice, cohort)
    people.seat(bob, cohort)
    people.seat(zoe, people.make_cohort("Cinabro"))
    for person in (bob, zoe):
        login_as(person).post(f"{COURSE}/lessons/flour/water/completion")
    page = login_as(alice).get("/today")
    assert "Just finished by others" in page.text
    assert "Bob Water by weight" in page.text
    assert "Zoe" not in page.text


def test_new_conversations_stand_there(login_as: LogIn, app: Flask) -> None:
    cohort = people.make_cohort()
    alice, bob = people.make_person("Alice"), people.make_person("Bob")
    people.seat(alice, cohort)
    people.seat(bob, cohort)
    login_as(bob).post(
        "/cohorts/sinopia/threads", {"title": "How hot is hot?", "body": "My oven lies."}
    )
    page = login_as(alice).get("/today")
    assert "How hot is hot?" in page.text
    assert "one conversation that is new to you" in page.text


def test_today_asks_the_same_however_much_there_is(login_as: LogIn, app: Flask) -> None:
    alice = people.make_person("Alice")
    people.seat(alice, people.make_cohort())
    browser = login_as(alice)

    def statements() -> int:
        with counted() as asked:
            assert browser.get("/today").status == 200
        return len(asked)

    before = statements()
    for title in ("Biacca", "Cinabro"):
        cohort, friend = people.make_cohort(title), people.make_person(f"Friend of {title}")
        people.seat(alice, cohort)
        people.seat(friend, cohort)
        login_as(friend).post(f"{COURSE}/lessons/flour/water/completion")
    assert statements() == before <= 8


def test_whoever_runs_the_school_is_told_first_of_what_has_failed(
    login_as: LogIn, app: Flask
) -> None:
    make_job()
    order = make_order(people.make_person("Nora"), people.make_cohort())
    pay(order)
    failed = {"payment_id": f"pi_{order.id}", "amount": 24_000, "currency": "EUR"}
    with transaction():
        refund = Refund(order_id=order.id, state="failed", created_at=clock.now(), **failed)
        db.session.add(refund)
    ada = login_as(people.make_admin())
    page = ada.get("/today")
    assert "One job has given up." in page.text
    assert "One refund has failed." in page.text
    assert page.html.index("has given up") < page.html.index("You are in no cohort")
    assert page.has_link("/admin/jobs")
    assert page.has_link("/admin/orders?state=refund_failed")
    assert "has given up" not in login_as("Alice").get("/today").text
    later = clock.now() + timedelta(seconds=1)
    with transaction():
        again = Refund(order_id=order.id, state="asked", created_at=later, **failed)
        db.session.add(again)
    assert "refund has failed" not in ada.get("/today").text, "it is on its way again"
    with transaction():
        again.state = "failed"
        db.session.add(again)
    assert "One refund has failed." in ada.get("/today").text
    with transaction():
        order.state = "refunded"
        db.session.add(order)
    assert "refund has failed" not in ada.get("/today").text, "it went back another time"
    assert "One refund has failed" not in ada.get("/admin").text


def test_while_nothing_has_failed_an_admin_reads_nothing_of_it(login_as: LogIn, app: Flask) -> None:
    make_job(JobState.QUEUED)
    page = login_as(people.make_admin()).get("/today")
    assert "failed" not in page.text
    assert "given up" not in page.text
