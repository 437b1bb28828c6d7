"""A person buys a seat: each way it can go, as they and the school meet it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.billing import queries
from lms.billing.models import Payment
from lms.billing.rules import OrderState
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Grant
from lms.platform import clock, jobs
from lms.platform.db import db, transaction
from lms.standin.server import Standin
from tests.billing.conftest import come_back, go_to_pay, has_seat, ledger_is_balanced, the_order
from tests.people import make_admin, make_open_cohort, make_person, seat
from tests.visitor import Visitor

Login = Callable[[User | str], Visitor]
Work = Callable[[], int]


def test_the_summary_says_what_and_how_much(login_as: Login, bank: Standin) -> None:
    cohort = make_open_cohort("Ocra")
    page = login_as("Alice").get(f"/checkout/{cohort.slug}")
    assert page.status == 200
    assert "Ocra" in page.text
    assert "240 €" in page.text
    assert "12 free seats of 12" in page.text


def test_a_visitor_is_asked_who_they_are(visitor: Visitor) -> None:
    cohort = make_open_cohort()
    page = visitor.get(f"/checkout/{cohort.slug}")
    assert page.status == 302
    assert (
        f"next=%2Fcheckout%2F{cohort.slug}" in page.location
        or f"next=/checkout/{cohort.slug}" in page.location
    )


def test_paying_and_coming_back_gives_the_seat(login_as: Login, bank: Standin) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    buyer = login_as(alice)
    bank.pay(go_to_pay(buyer, cohort))
    page = come_back(buyer)
    assert "240 €, paid" in page.text
    assert "The seat is yours." in page.text
    assert has_seat(alice, cohort)
    assert queries.balance("sales") == {"EUR": -24_000}
    assert ledger_is_balanced()


def test_closing_the_tab_after_paying_gives_the_seat_by_webhook(
    login_as: Login, bank: Standin
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    bank.pay(go_to_pay(login_as(alice), cohort), "close_tab")
    assert not has_seat(alice, cohort)
    bank.deliver()
    assert has_seat(alice, cohort)


def test_told_many_times_it_is_booked_once(login_as: Login, bank: Standin) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    buyer = login_as(alice)
    bank.repeat(3)
    bank.pay(go_to_pay(buyer, cohort))
    come_back(buyer)
    bank.deliver()
    for event in bank.events():
        bank.redeliver(event["id"])
    bank.deliver()
    assert db.session.query(Payment).count() == 1
    assert db.session.query(Grant).count() == 1
    assert queries.balance("stripe") == {"EUR": 24_000}


def test_opening_the_return_page_without_paying_gives_nothing(
    login_as: Login, bank: Standin
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    buyer = login_as(alice)
    go_to_pay(buyer, cohort)
    page = come_back(buyer)
    assert "No payment has arrived yet" in page.text
    assert not has_seat(alice, cohort)


def test_a_decline_leaves_the_seat_kept_and_the_page_open(login_as: Login, bank: Standin) -> None:
    cohort = make_open_cohort()
    buyer = login_as("Alice")
    session = go_to_pay(buyer, cohort)
    bank.pay(session, "decline")
    bank.deliver()
    assert the_order().state == OrderState.OPEN
    assert go_to_pay(buyer, cohort) == session
    bank.pay(session)
    bank.deliver()
    assert the_order().state == OrderState.PAID


def test_money_that_takes_days_keeps_the_seat_and_opens_nothing_yet(
    login_as: Login, bank: Standin
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    buyer = login_as(alice)
    session = go_to_pay(buyer, cohort)
    bank.pay(session, "later")
    page = come_back(buyer)
    assert "on its way" in page.text
    assert not has_seat(alice, cohort)
    assert cohort_queries.seats_taken([cohort], clock.now())[cohort.id] == 1
    bank.arrive(session)
    bank.deliver()
    assert has_seat(alice, cohort)


def test_promised_money_that_fails_frees_the_seat(login_as: Login, bank: Standin) -> None:
    cohort = make_open_cohort()
    session = go_to_pay(login_as("Alice"), cohort)
    bank.pay(session, "later")
    bank.fail(session)
    bank.deliver()
    assert the_order().state == OrderState.LAPSED
    assert cohort_queries.seats_taken([cohort], clock.now())[cohort.id] == 0


def test_an_expired_page_gives_the_seat_back(login_as: Login, bank: Standin) -> None:
    cohort = make_open_cohort(seats=1)
    session = go_to_pay(login_as("Alice"), cohort)
    assert (
        "The last seat has just been taken."
        in login_as("Bob").post(f"/checkout/{cohort.slug}").text
    )
    bank.expire(session)
    bank.deliver()
    assert the_order().state == OrderState.LAPSED
    assert login_as("Carol").post(f"/checkout/{cohort.slug}").status == 303


def look_again(work: Work) -> None:
    """The time has come at which the house asks how a payment page has ended."""
    with transaction():
        for job in db.session.scalars(
            select(jobs.Job).where(jobs.Job.name == "billing.look_again")
        ):
            job.due_at = clock.now()
    work()


def test_without_any_webhook_the_house_looks_again(
    login_as: Login, bank: Standin, work: Work
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    bank.pay(go_to_pay(login_as(alice), cohort), "close_tab")
    look_again(work)
    assert has_seat(alice, cohort)


def test_the_house_lets_go_of_a_payment_page_that_stripe_does_not_know(
    login_as: Login, bank: Standin, work: Work
) -> None:
    buyer, cohort = login_as(make_person("Alice")), make_open_cohort()
    go_to_pay(buyer, cohort)
    with transaction():
        the_order().session_id = "cs_unknown"
    look_again(work)
    assert "Not paid" in buyer.get(f"/orders/{the_order().id}").text


def test_nobody_is_led_to_pay_twice_when_the_word_of_the_first_is_late(
    login_as: Login, bank: Standin
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    buyer = login_as(alice)
    bank.pay(go_to_pay(buyer, cohort), "close_tab")
    with transaction():
        the_order().expires_at = clock.now() - timedelta(minutes=1)
    bank.stumble(6)
    page = buyer.post(f"/checkout/{cohort.slug}")
    assert page.status == 503
    assert "Stripe has not told us yet whether you have paid." in page.text
    bank.stumble(0)
    page = buyer.post(f"/checkout/{cohort.slug}")
    assert page.location == f"/orders/{the_order().id}"
    assert "The seat is yours." in buyer.follow(page).text


def test_a_payment_page_that_stripe_does_not_know_stands_in_nobodys_way(
    login_as: Login, bank: Standin
) -> None:
    """It was opened with other keys, such as those for tests."""
    buyer, cohort = login_as(make_person("Alice")), make_open_cohort()
    go_to_pay(buyer, cohort)
    with transaction():
        order = the_order()
        order.session_id, order.expires_at = "cs_unknown", clock.now() - timedelta(minutes=1)
    page = buyer.post(f"/checkout/{cohort.slug}")
    assert page.status == 303
    assert "/orders/" not in page.location
    db.session.refresh(order)
    assert order.state == OrderState.LAPSED


def test_a_late_payment_in_a_full_cohort_is_booked_and_given_back(
    login_as: Login, bank: Standin, work: Work
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort(seats=1)
    bank.pay(go_to_pay(login_as(alice), cohort), "close_tab")
    with transaction():
        hold = cohort_queries.hold_for(f"order:{the_order().id}")
        assert hold
        hold.ends_at = clock.now() - timedelta(minutes=1)
    seat(make_person("Bob"), cohort)
    bank.deliver()
    work()
    bank.deliver()
    assert not has_seat(alice, cohort)
    assert db.session.query(Payment).count() == 1
    assert queries.balance("sales") == {"EUR": 0}
    assert the_order().state == OrderState.REFUNDED


def test_a_free_cohort_never_meets_the_bank(login_as: Login, bank: Standin) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort(price_amount=0)
    buyer = login_as(alice)
    assert "Join, it is free" in buyer.get(f"/checkout/{cohort.slug}").text
    page = buyer.follow(buyer.post(f"/checkout/{cohort.slug}"))
    assert "A free seat" in page.text
    assert the_order().expires_at is None
    assert has_seat(alice, cohort)
    assert bank.events() == []


def test_buying_twice_is_refused_kindly(login_as: Login, bank: Standin) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    seat(alice, cohort)
    page = login_as(alice).post(f"/checkout/{cohort.slug}")
    assert page.status == 409
    assert "You already have a seat in this cohort." in page.text


def test_stripe_out_of_reach_takes_no_seat(login_as: Login, bank: Standin) -> None:
    cohort = make_open_cohort()
    buyer = login_as("Alice")
    bank.stop()
    page = buyer.post(f"/checkout/{cohort.slug}")
    assert page.status == 503
    assert "Nothing was charged." in page.text
    assert cohort_queries.seats_taken([cohort], clock.now())[cohort.id] == 0


def test_an_order_is_seen_by_its_buyer_and_by_staff_alone(
    login_as: Login, visitor: Visitor, bank: Standin
) -> None:
    cohort = make_open_cohort()
    buyer = login_as("Alice")
    go_to_pay(buyer, cohort)
    address = f"/orders/{the_order().id}"
    assert buyer.get(address).status == 200
    assert login_as(make_admin()).get(address).status == 200
    assert login_as("Mallory").get(address).status == 404
    assert login_as("Trudy").post(f"{address}/withdraw").status == 404
    assert visitor.get(address).status == 302
    assert "Ocra" in buyer.get("/orders").text


@pytest.mark.parametrize("signature", ["", "t=1,v1=abc", "t=9999999999,v1=" + "0" * 64])
def test_a_forged_event_is_refused(visitor: Visitor, app: Flask, signature: str) -> None:
    page = visitor.post(
        "/webhooks/stripe",
        token=False,
        raw=b'{"id": "evt_1", "object": "event"}',
        headers={"Stripe-Signature": signature},
        content_type="application/json",
    )
    assert page.status == 400
