"""One seat is sold once, whatever comes late, twice, or from another tab."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.billing import actions, queries
from lms.billing.gateway import Gateway, GatewayDown, Purchase, SessionSeen
from lms.billing.models import Order
from lms.billing.rules import OrderState
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort
from lms.platform import clock
from lms.platform.db import db, transaction
from lms.standin.server import Standin
from tests.billing.conftest import go_to_pay, has_seat
from tests.people import make_open_cohort, make_person
from tests.visitor import Visitor

Login = Callable[[User | str], Visitor]
Work = Callable[[], int]
Open = Callable[[Gateway, Purchase], SessionSeen]


def orders_of(person: User) -> list[Order]:
    """A person's orders, the first one first."""
    mine = select(Order).where(Order.buyer_id == person.id).order_by(Order.created_at)
    return list(db.session.scalars(mine.execution_options(populate_existing=True)))


def run_out(person: User) -> None:
    """The half hour of a person's newest order is over, though nobody has told us."""
    with transaction():
        order = orders_of(person)[-1]
        hold = cohort_queries.hold_for(f"order:{order.id}")
        assert hold
        hold.ends_at = order.expires_at = clock.now() - timedelta(minutes=1)


def taken(cohort: Cohort) -> int:
    """Seats sold and held."""
    return cohort_queries.seats_taken([cohort], clock.now())[cohort.id]


def test_a_promise_that_comes_late_does_not_sell_the_seat_again(
    login_as: Login, bank: Standin, work: Work
) -> None:
    alice, bob, cohort = make_person("Alice"), make_person("Bob"), make_open_cohort(seats=1)
    buyer = login_as(alice)
    session = go_to_pay(buyer, cohort)
    run_out(alice)
    bank.pay(go_to_pay(login_as(bob), cohort))
    bank.deliver()
    bank.pay(session, "later")
    bank.deliver()
    assert taken(cohort) == 1
    [order] = orders_of(alice)
    assert "The seat was taken meanwhile." in buyer.get(f"/orders/{order.id}").text
    bank.arrive(session)
    bank.deliver()
    work()
    bank.deliver()
    assert has_seat(bob, cohort)
    assert not has_seat(alice, cohort)
    assert taken(cohort) == 1
    assert queries.balance("sales") == {"EUR": -24_000}
    assert "No seat was left when the money came." in buyer.get(f"/orders/{order.id}").text


def test_a_late_promise_keeps_a_seat_that_is_still_free(login_as: Login, bank: Standin) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort(seats=1)
    session = go_to_pay(login_as(alice), cohort)
    run_out(alice)
    bank.pay(session, "later")
    bank.deliver()
    assert taken(cohort) == 1
    assert login_as("Bob").post(f"/checkout/{cohort.slug}").status == 409


def test_a_late_promise_beside_a_newer_order_waits_for_its_money(
    login_as: Login, bank: Standin, work: Work
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    buyer = login_as(alice)
    late = go_to_pay(buyer, cohort)
    with transaction():
        actions.let_go(orders_of(alice)[0].id)  # word came that its page had run out
    newer = go_to_pay(buyer, cohort)
    bank.pay(late, "later")
    first, _ = orders_of(alice)
    assert buyer.get(f"/checkout/{first.id}/return").status == 303
    bank.deliver()
    assert [order.state for order in orders_of(alice)] == [OrderState.LAPSED, OrderState.OPEN]
    bank.arrive(late)
    bank.pay(newer, "close_tab")
    bank.deliver()
    work()
    bank.deliver()
    assert has_seat(alice, cohort)
    assert taken(cohort) == 1
    assert queries.balance("sales") == {"EUR": -24_000}


def test_coming_back_many_times_at_once_is_coming_back_once(
    app: Flask, login_as: Login, bank: Standin
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    tabs = [login_as(alice) for _ in range(6)]
    bank.pay(go_to_pay(tabs[0], cohort), "close_tab")
    address = f"/checkout/{orders_of(alice)[0].id}/return"
    db.session.rollback()

    def come_back(tab: Visitor) -> int:
        with app.app_context():
            return tab.get(address).status

    with ThreadPoolExecutor(len(tabs)) as crowd:
        assert set(crowd.map(come_back, tabs)) == {303}
    db.session.rollback()
    assert has_seat(alice, cohort)
    assert queries.balance("stripe") == {"EUR": 24_000}


def test_who_waits_for_a_cohort_keeps_no_order_from_others(
    app: Flask, login_as: Login, bank: Standin
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    session = go_to_pay(login_as(alice), cohort)
    bank.pay(session, "close_tab")
    [order] = orders_of(alice)
    seen = Gateway(app.config["SETTINGS"]).session(session)

    def confirm() -> None:
        with app.app_context(), transaction():
            actions.take_session(seen)

    with ThreadPoolExecutor(1) as stripe:
        with transaction():
            cohort_queries.locked_cohort(cohort.id)
            told = stripe.submit(confirm)
            time.sleep(0.3)  # it stands before the cohort's door now
            mine = select(Order.id).where(Order.id == order.id).with_for_update(nowait=True)
            assert db.session.scalar(mine) == order.id
        told.result()
    db.session.rollback()
    assert has_seat(alice, cohort)


def while_stripe_answers(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Open], Open]) -> None:
    """Let something happen between asking Stripe for a page and its answer."""
    monkeypatch.setattr(Gateway, "open_session", answer(Gateway.open_session))


def test_an_order_withdrawn_while_its_page_opens_is_not_paid(
    login_as: Login, bank: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    opened: list[SessionSeen] = []

    def answer(really_open: Open) -> Open:
        def slowly(gateway: Gateway, purchase: Purchase) -> SessionSeen:
            opened.append(really_open(gateway, purchase))
            with transaction():
                actions.withdraw(orders_of(alice)[0], alice)
            return opened[0]

        return slowly

    while_stripe_answers(monkeypatch, answer)
    page = login_as(alice).post(f"/checkout/{cohort.slug}")
    [order] = orders_of(alice)
    assert page.location == f"/orders/{order.id}"
    assert order.state == OrderState.LAPSED
    assert taken(cohort) == 0
    [ended] = bank.events("checkout.session.expired")
    assert ended["data"]["object"]["id"] == opened[0].id


def test_a_page_that_another_tab_has_opened_stays_open(
    login_as: Login, bank: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()

    def answer(really_open: Open) -> Open:
        def lost(gateway: Gateway, purchase: Purchase) -> SessionSeen:
            session = really_open(gateway, purchase)
            with transaction():
                assert actions.attach_session(orders_of(alice)[0], session)
            raise GatewayDown("the answer to this tab was lost")

        return lost

    while_stripe_answers(monkeypatch, answer)
    page = login_as(alice).post(f"/checkout/{cohort.slug}")
    [order] = orders_of(alice)
    assert page.location == f"/orders/{order.id}"
    assert order.state == OrderState.OPEN
    assert taken(cohort) == 1
