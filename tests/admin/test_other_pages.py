"""The overview, orders, jobs and the journal."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.admin.queries import needs
from lms.billing.models import Order, Payment, Refund
from lms.billing.rules import OrderState
from lms.cohorts.models import Cohort
from lms.platform import clock
from lms.platform.db import db, transaction
from lms.platform.jobs import Job, JobState
from lms.platform.journal import Event, record
from tests.people import make_admin, make_cohort, make_open_cohort, make_person, seat
from tests.queries import counted
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]


def make_order(buyer: User, cohort: Cohort, **fields: Any) -> Order:
    values: dict[str, Any] = {
        "state": OrderState.PAID, "amount": 24_000, "currency": "EUR",
        "description": f"Bread: {cohort.title}", "created_at": clock.now(),
    }  # fmt: skip
    order = Order(buyer_id=buyer.id, cohort_id=cohort.id, **(values | fields))
    with transaction():
        db.session.add(order)
    return order


def pay(order: Order) -> None:
    with transaction():
        payment = Payment(
            id=f"pi_{order.id}", order_id=order.id, amount=order.amount, currency=order.currency,
            created_at=clock.now(),
        )  # fmt: skip
        db.session.add(payment)


def make_job(state: JobState = JobState.FAILED, **fields: Any) -> Job:
    now = clock.now()
    values: dict[str, Any] = {"arguments": {}, "attempts": 8, "error": "OSError: no server"}
    job = Job(name="tests.post", state=state, due_at=now, created_at=now, **(values | fields))
    with transaction():
        db.session.add(job)
    return job


def test_a_quiet_day_says_so(app: Flask, login_as: LogIn) -> None:
    assert "Nothing needs you today" in login_as(make_admin()).get("/admin").text


def test_the_overview_counts_what_waits(app: Flask, login_as: LogIn) -> None:
    cohort = make_open_cohort(seats=1)
    alice = make_person("Alice")
    make_job()
    make_order(alice, cohort, state=OrderState.PENDING)
    for name in ("Bob", "Carol"):
        seat(make_person(name), cohort)
    text = login_as(make_admin()).get("/admin").text
    assert "One job has given up" in text
    assert "One order waits for its money" in text
    assert "one person more than seats" in text
    assert "Beginning soon" in text


@pytest.mark.parametrize(
    ("zone", "starts_on", "shown"),
    [
        ("Pacific/Auckland", date(2027, 3, 1), False),  # there it is the 2nd already
        ("Pacific/Auckland", date(2027, 3, 2), True),
        ("Pacific/Auckland", date(2027, 3, 23), True),
        ("America/New_York", date(2027, 3, 1), True),
        ("America/New_York", date(2027, 3, 23), False),
    ],
)
def test_a_cohort_begins_soon_by_its_own_calendar(
    app: Flask, zone: str, starts_on: date, shown: bool
) -> None:
    cohort = make_open_cohort(starts_on=starts_on, ends_on=None, time_zone=zone)
    found = needs(datetime(2027, 3, 1, 12, tzinfo=UTC)).beginning
    assert [c.id for c in found] == ([cohort.id] if shown else [])


def test_orders_are_filtered_by_state(app: Flask, login_as: LogIn) -> None:
    alice, bob, cohort = make_person("Alice"), make_person("Bob"), make_cohort()
    make_order(alice, cohort)
    make_order(bob, cohort, state=OrderState.LAPSED)
    page = login_as(make_admin()).get("/admin/orders?state=paid")
    assert "/admin/people/alice" in page.html
    assert "/admin/people/bob" not in page.html


def test_money_goes_back_with_a_reason_once(app: Flask, login_as: LogIn) -> None:
    order = make_order(make_person("Alice"), make_cohort())
    pay(order)
    staff, address = login_as(make_admin()), f"/admin/orders/{order.id}/refund"
    assert "240" in staff.get(address).text
    assert staff.post(address, {"reason": " "}).status == 422
    page = staff.post(address, {"reason": "moved away"})
    assert (page.status, page.location) == (303, f"/admin/orders/{order.id}")
    then = staff.follow(page)
    assert (
        "Stripe is asked to send 240 € back to Alice. Load this page again in a moment" in then.text
    )
    assert "moved away" in then.text
    assert "Administration" in then.html, "the staff's own page, with the way to the others"
    assert "The seat is yours" not in then.text
    again = staff.post(address, {"reason": "moved away"})
    assert again.status == 409
    assert "Nothing remains to be given back" in again.text
    (refund,) = db.session.scalars(select(Refund))
    assert (refund.amount, refund.reason) == (24_000, "moved away")


def test_a_job_that_gave_up_is_tried_again(app: Flask, login_as: LogIn) -> None:
    job = make_job()
    staff = login_as(make_admin())
    assert "OSError: no server" in staff.get("/admin/jobs").text
    staff.post(f"/admin/jobs/{job.id}/retry")
    db.session.refresh(job)
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)
    page = staff.post(f"/admin/jobs/{job.id}/retry")
    assert "has not given up" in staff.follow(page).text
    assert staff.post("/admin/jobs/9999/retry").status == 404


def test_the_journal_is_filtered_and_goes_back_in_time(app: Flask, login_as: LogIn) -> None:
    ada, alice = make_admin(), make_person("Alice")
    with transaction():
        for number in range(60):
            record("bread.baked", actor=alice, subject=alice, loaf=number)
    staff = login_as(ada)
    page = staff.get("/admin/audit?name=bread.&person=alice")
    assert "loaf: 59" in page.text
    assert "loaf: 9," not in page.text
    older = db.session.scalars(
        select(Event.id)
        .where(Event.name == "bread.baked")
        .order_by(Event.id.desc())
        .offset(49)
        .limit(1)
    ).one()
    assert f"before={older}" in page.html
    second = staff.get(f"/admin/audit?name=bread.&person=alice&before={older}")
    assert "loaf: 9" in second.text
    assert "Earlier" not in second.text
    assert "Nobody is called “nobody”." in staff.get("/admin/audit?person=nobody").text
    assert "Nothing of this kind" in staff.get("/admin/audit?name=none").text


def test_the_journal_finds_a_person_among_the_facts(login_as: LogIn) -> None:
    alice, bob, cohort = make_person("Alice"), make_person("Bob"), make_cohort()
    with transaction():
        record("bread.baked", actor=bob, subject=cohort, mentioned=[alice.id * 10, alice.id])
        record("bread.given", actor=bob, subject=cohort, user_id=alice.id)
        record("bread.eaten", actor=bob, subject=cohort, mentioned=[alice.id * 10 + 1], user_id=0)
    page = login_as(make_admin()).get("/admin/audit?name=bread.&person=alice")
    assert "bread.baked" in page.text
    assert "bread.given" in page.text
    assert "bread.eaten" not in page.text


@pytest.mark.parametrize(
    "address", ["/admin/orders", "/admin/jobs", "/admin/audit", "/admin/cohorts"]
)
def test_long_lists_cost_no_more_queries(app: Flask, login_as: LogIn, address: str) -> None:
    staff, cohort = login_as(make_admin()), make_cohort()

    def fill(numbers: range) -> None:
        for number in numbers:
            person = make_person(f"Person {number}")
            make_order(person, cohort)
            make_job()
            make_cohort(f"Cohort {person.id}")

    fill(range(10))
    staff.get(address)
    with counted() as few:
        staff.get(address)
    fill(range(10, 70))
    with counted() as many:
        page = staff.get(address)
    assert page.status == 200
    assert len(many) == len(few) <= 10
