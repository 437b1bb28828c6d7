"""A cohort is called off, or taken away, on both databases."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from lms.admin import actions
from lms.billing import actions as billing_actions
from lms.billing.models import Order, Payment, Refund
from lms.cohorts import actions as cohort_actions
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort
from lms.cohorts.rules import Source
from lms.platform import clock, mail
from lms.platform.db import db, transaction
from lms.platform.errors import Refused
from lms.platform.journal import Event
from tests.admin.test_other_pages import make_order, pay
from tests.discussion.talk import begin
from tests.people import (
    make_admin,
    make_cohort,
    make_mentor,
    make_open_cohort,
    make_person,
    make_self_paced_cohort,
    seat,
)
from tests.queries import counted
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
Work = Callable[[], int]
WHY = "Too few of us to make a circle."


def cancel(staff: Visitor, slug: str, **more: str) -> None:
    assert staff.post(f"/admin/cohorts/{slug}/cancel", {"reason": WHY} | more).status == 303


def test_its_members_are_told_why_and_go_on_reading_what_was_said(
    app: Flask, login_as: LogIn, work: Work
) -> None:
    alice, cohort = make_person("Alice"), make_cohort()
    make_mentor(make_person("Mara"), cohort)
    seat(alice, cohort)
    thread = begin(alice, cohort)
    work()
    cancel(login_as(make_admin()), "sinopia")
    work()
    for who in ("alice", "mara"):
        letter = mail.kept(f"{who}@example.org")[0]
        assert letter.subject == "Sinopia is cancelled"
        assert WHY in letter.text
    assert "What you have finished is kept" in mail.kept("alice@example.org")[0].text
    guide = mail.kept("mara@example.org")[0].text
    assert "Its members are written to as well." in guide
    assert "/orders" not in guide
    reader = login_as(alice)
    assert WHY in reader.get("/cohorts/sinopia").text
    page = reader.get(f"/threads/{thread.id}")
    assert (page.status, "This conversation is closed" in page.text) == (200, True)
    assert reader.post(f"/threads/{thread.id}/posts", {"body": "Why?"}).status == 409
    assert "cancelled" in reader.get("/today").text
    assert "was cancelled" in reader.get("/courses/bread").text


def test_its_lessons_close_but_for_the_free_ones(app: Flask, login_as: LogIn) -> None:
    alice, cohort = make_person("Alice"), make_cohort()
    seat(alice, cohort)
    address = "/courses/bread/lessons/flour/water"
    reader = login_as(alice)
    before = reader.get(address)
    with transaction():
        cohort_actions.cancel(cohort, make_admin(), WHY)
    after = reader.get(address)
    assert "Sinopia was cancelled" not in before.text
    assert "Sinopia was cancelled" in after.text
    assert reader.post(f"{address}/completion").status == 404


def test_nobody_comes_in_and_who_was_paying_is_let_go(app: Flask) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    order = make_order(alice, cohort, state="open")
    with transaction():
        cohort_actions.hold_seat(
            alice, cohort, f"order:{order.id}", clock.now().replace(year=clock.now().year + 1)
        )
    with transaction():
        actions.cancel_cohort(cohort, make_admin(), WHY, give_back=False)
    assert db.session.get_one(Order, order.id).state == "lapsed"
    assert cohort_queries.seats_taken([cohort], clock.now())[cohort.id] == 0
    with pytest.raises(Refused), transaction():
        cohort_actions.require_seat(cohort_queries.locked_cohort(cohort.id))
    assert cohort not in cohort_queries.joinable()


def test_all_that_was_paid_goes_back_when_that_is_chosen(app: Flask, login_as: LogIn) -> None:
    cohort = make_open_cohort()
    pay(make_order(make_person("Alice"), cohort))
    make_order(make_person("Bob"), cohort, amount=0)
    staff = login_as(make_admin())
    cancel(staff, "ocra", give_back="y")
    assert "The money of one order goes back." in staff.get("/admin/cohorts/ocra").text
    assert [refund.reason for refund in db.session.query(Refund)] == [WHY]


@pytest.mark.parametrize("orders", [2, 20])
def test_giving_all_back_reads_no_more_however_many_there_are(app: Flask, orders: int) -> None:
    cohort, ada = make_open_cohort(seats=None), make_admin()
    for number in range(orders):
        pay(make_order(make_person(f"P {number}"), cohort))
    with counted() as statements, transaction():
        assert billing_actions.refund_all(cohort, ada, WHY) == orders
    assert sum(told.startswith("SELECT") for told in statements) <= 4


def refunded(order: Order, state: str) -> None:
    """All that was paid for an order was asked back, and stands so."""
    pay(order)
    with transaction():
        back = {"amount": order.amount, "currency": "EUR", "created_at": clock.now()}
        paid = f"pi_{order.id}"
        db.session.add(Refund(order_id=order.id, payment_id=paid, state=state, **back))


def test_a_refund_that_failed_before_is_left_to_a_person(app: Flask, login_as: LogIn) -> None:
    cohort = make_open_cohort()
    refunded(make_order(make_person("Alice"), cohort), "failed")
    staff = login_as(make_admin())
    cancel(staff, "ocra", give_back="y")
    assert "goes back" not in staff.get("/admin/cohorts/ocra").text
    assert [refund.state for refund in db.session.query(Refund)] == ["failed"]


def test_the_question_says_whom_and_what_it_touches(app: Flask, login_as: LogIn) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    pay(make_order(alice, cohort))
    seat(alice, cohort)
    refunded(make_order(make_person("Bob"), cohort), "asked")
    refunded(make_order(make_person("Erin"), cohort), "failed")
    with transaction():
        also = {"amount": 5_000, "currency": "CHF", "created_at": clock.now()}
        first = db.session.query(Order).filter_by(buyer_id=alice.id).one()
        db.session.add(Payment(id="pi_also", order_id=first.id, **also))
    make_order(make_person("Carol"), cohort, state="pending", amount=12_000)
    make_order(make_person("Dora"), cohort, state="open")
    asked = login_as(make_admin()).get("/admin/cohorts/ocra/cancel")
    assert re.search(r'name="give_back"[^>]* checked|checked[^>]* name="give_back"', asked.html)
    page = asked.text
    assert "Members 1 Paid one order, 50 CHF, 240 €" in page
    assert "Refund failed before; not tried again here one order" in page
    assert "On its way; goes back when it comes one order, 120 €" in page
    assert "Payment pages that close one order, 240 €" in page


def test_what_was_paid_twice_goes_back_twice(app: Flask, login_as: LogIn) -> None:
    cohort = make_open_cohort()
    order = make_order(make_person("Alice"), cohort)
    for number in ("pi_1", "pi_2"):
        with transaction():
            paid = {"amount": 24_000, "currency": "EUR", "created_at": clock.now()}
            db.session.add(Payment(id=number, order_id=order.id, **paid))
    staff = login_as(make_admin())
    cancel(staff, "ocra", give_back="y")
    assert "The money of one order goes back." in staff.get("/admin/cohorts/ocra").text
    asked = [(refund.payment_id, refund.amount) for refund in db.session.query(Refund)]
    assert sorted(asked) == [("pi_1", 24_000), ("pi_2", 24_000)]


def test_before_the_money_has_gone_back_every_page_says_what_is_coming(
    app: Flask, login_as: LogIn
) -> None:
    alice, cohort = make_person("Alice"), make_cohort()
    order = make_order(alice, cohort)
    pay(order)
    seat(alice, cohort, Source.ORDER, reference=f"order:{order.id}")
    staff, buyer = login_as(make_admin()), login_as(alice)
    assert "The seat is yours." in buyer.get(f"/orders/{order.id}").text
    cancel(staff, "sinopia", give_back="y")
    page = buyer.get(f"/orders/{order.id}").text
    assert "240 €, refund under way" in page
    assert "Sinopia was cancelled, so your seat opens no lessons." in page
    assert "The money is about to go back" in page
    assert "The seat is yours." not in page
    assert "refund under way" in buyer.get("/orders").text
    today = buyer.get("/today").text
    assert "No lesson waits for you" in today
    assert "You are in no cohort yet" not in today
    page = staff.get("/admin/cohorts/sinopia").text
    assert "no seat opens its lessons any more" in page
    assert "The money of one order is about to go back" in page
    orders = staff.get("/admin/orders")
    assert "refund under way" in orders.text
    assert not orders.has_link(f"/admin/orders/{order.id}/refund")
    page = staff.get("/admin/people/alice").text
    assert "Bread for the neighbourhood, cancelled" in page
    assert "refund under way" in page


def test_a_reason_is_needed_and_it_happens_once(app: Flask, login_as: LogIn) -> None:
    make_cohort()
    staff = login_as(make_admin())
    assert staff.post("/admin/cohorts/sinopia/cancel", {"reason": " "}).status == 422
    cancel(staff, "sinopia")
    assert staff.post("/admin/cohorts/sinopia/cancel", {"reason": WHY}).status == 409
    assert staff.post("/admin/cohorts/sinopia/state", {"to": "open"}).status == 303
    assert cohort_queries.cohort("sinopia").state == "cancelled"
    assert db.session.query(Event).filter_by(name="cohort.cancelled").count() == 1


def test_the_one_at_ones_own_pace_is_not_cancelled(app: Flask) -> None:
    cohort, ada = make_self_paced_cohort(), make_admin()
    with pytest.raises(Refused), transaction():
        cohort_actions.cancel(cohort, ada, WHY)


def test_an_untouched_cohort_can_be_deleted(app: Flask, login_as: LogIn) -> None:
    make_mentor(make_person("Mara"), make_cohort())
    staff = login_as(make_admin())
    assert "Delete it" in staff.get("/admin/cohorts/sinopia").text
    assert staff.post("/admin/cohorts/sinopia/delete").location == "/admin/cohorts"
    assert db.session.query(Cohort).count() == 0
    event = db.session.query(Event).filter_by(name="cohort.deleted").one()
    assert event.facts["title"] == "Sinopia"


@pytest.mark.parametrize("what", ["seat", "order", "thread"])
def test_one_in_which_something_happened_stays(app: Flask, login_as: LogIn, what: str) -> None:
    ada, cohort = make_admin(), make_cohort()
    if what == "seat":
        seat(make_person("Alice"), cohort, ends_at=clock.now())
    elif what == "order":
        make_order(make_person("Alice"), cohort, state="lapsed")
    else:
        begin(ada, cohort)
    staff = login_as(ada)
    assert "Delete it" not in staff.get("/admin/cohorts/sinopia").text
    staff.post("/admin/cohorts/sinopia/delete")
    assert db.session.query(Cohort).count() == 1
