"""Money that goes back is told: how much, in which currency, and why."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.billing import actions, queries
from lms.billing.gateway import Gateway, RefundSeen, SessionSeen
from lms.billing.models import Order, Refund
from lms.billing.rules import OrderState
from lms.platform import mail
from lms.platform.db import db, transaction
from lms.platform.i18n import gettext as _
from lms.platform.i18n import speaking
from lms.standin.server import Standin
from tests.billing.conftest import go_to_pay, has_seat, ledger_is_balanced
from tests.people import make_admin, make_open_cohort, make_person
from tests.visitor import Visitor

Login = Callable[[User | str], Visitor]
Work = Callable[[], int]
PRICE = 24_000


@pytest.fixture
def paid(app: Flask, login_as: Login, bank: Standin) -> SessionSeen:
    """What Stripe says of the page on which Alice has just paid 240 EUR; we have not heard yet."""
    session = go_to_pay(login_as(make_person("Alice")), make_open_cohort())
    bank.pay(session, "close_tab")
    return Gateway(app.config["SETTINGS"]).session(session)


def take(*seen: SessionSeen) -> Order:
    """Hear of these payments; Alice's order after it."""
    for session in seen:
        with transaction():
            actions.take_session(session)
    return db.session.scalars(select(Order)).one()


def hear(payment: SessionSeen, status: str, our_id: str = "") -> Refund:
    """Stripe's word about the return of a whole payment."""
    seen = RefundSeen("re_1", payment.payment_id, payment.amount, payment.currency, status, our_id)
    with transaction():
        actions.take_refund(seen)
    return db.session.scalars(select(Refund)).one()


def story(login_as: Login, order: Order) -> str:
    return login_as(order.buyer).get(f"/orders/{order.id}").text


def test_the_second_of_two_payments_goes_back_with_a_word(
    login_as: Login, paid: SessionSeen, work: Work
) -> None:
    second = replace(paid, payment_id="pi_second")
    order = take(paid, second)
    asked = db.session.scalars(select(Refund)).one()
    hear(second, "succeeded", asked.id)
    work()
    told = story(login_as, order)
    assert "A payment that buys no seat" in told
    assert "This order was already paid." in told
    assert "240 €. It reaches the card or account" in told
    assert "The seat has ended." not in told
    assert has_seat(order.buyer, order.cohort)
    assert queries.balance("sales") == {"EUR": -PRICE}
    [letter] = [x for x in mail.kept("alice@example.org") if "on its way back" in x.subject]
    assert "240 € for “Bread for the neighbourhood: Ocra” is on its way back" in letter.text
    assert "This order was already paid." in letter.text
    assert "The seat that belonged to this order" not in letter.text


def test_a_whole_refund_is_told_in_one_letter(
    login_as: Login, paid: SessionSeen, work: Work
) -> None:
    order = take(paid)
    hear(paid, "pending")
    assert not has_seat(order.buyer, order.cohort)
    assert "All of it is on its way back" in story(login_as, order)
    hear(paid, "succeeded")
    work()
    told = story(login_as, order)
    assert told.count("The seat has ended.") == 1
    assert "Money given back" in told
    assert "All of it is on its way back" in told, "what was told stays told"
    [letter] = [x for x in mail.kept("alice@example.org") if "on its way back" in x.subject]
    assert "The seat that belonged to this order has ended." in letter.text


def test_money_that_is_back_at_once_is_told_once(login_as: Login, paid: SessionSeen) -> None:
    order = take(paid)
    hear(paid, "succeeded")
    told = story(login_as, order)
    assert told.count("The seat has ended.") == 1
    assert "Money given back" in told
    assert "All of it is on its way back" not in told
    journal = login_as(make_admin()).get("/admin/audit").text
    assert journal.count("it has ended") == 1


def test_a_refund_that_fails_is_told_to_its_buyer(
    login_as: Login, paid: SessionSeen, work: Work
) -> None:
    order = take(paid)
    hear(paid, "succeeded")
    hear(paid, "failed")
    work()
    page = login_as(order.buyer).get(f"/orders/{order.id}").text
    assert "240 €, a refund failed" in page
    assert "We have not been able to send 240 € back to you yet." in page
    assert "The seat is yours." not in page.split("The story of this order")[0]
    assert "refund failed" in login_as(order.buyer).get("/orders").text
    [letter] = [x for x in mail.kept("alice@example.org") if "not gone back yet" in x.subject]
    assert "240 € for “Bread for the neighbourhood: Ocra”" in letter.text


def test_the_houses_reasons_are_told_in_the_readers_language(
    login_as: Login, paid: SessionSeen
) -> None:
    order = take(paid, replace(paid, payment_id="pi_second"))
    with transaction():
        order.buyer.language = "it"
    told = story(login_as, order)
    assert "paid twice" not in told
    with speaking("it"):
        assert _("This order was already paid.") in told


def test_money_is_booked_in_its_own_currency(login_as: Login, paid: SessionSeen) -> None:
    francs = replace(paid, amount=26_000, currency="CHF")
    order = take(francs)
    assert queries.balance("stripe") == {"CHF": 26_000}
    with transaction():
        actions.ask_refund(order, None, "")
    told = story(login_as, order)
    assert "260 CHF arrived" in told
    assert "260 CHF." in told
    asked = db.session.scalars(select(Refund)).one()
    hear(francs, "succeeded", asked.id)
    assert queries.balance("stripe") == {"CHF": 0}
    assert ledger_is_balanced()


def test_a_stale_word_moves_no_refund_back(login_as: Login, paid: SessionSeen) -> None:
    order = take(paid)
    assert hear(paid, "succeeded").state == "succeeded"
    assert hear(paid, "pending").state == "succeeded"
    assert queries.balance("sales") == {"EUR": 0}
    assert hear(paid, "failed").state == "failed"
    for late in ("pending", "succeeded", "failed"):
        assert hear(paid, late).state == "failed"
    assert queries.balance("sales") == {"EUR": -PRICE}
    assert order.state == OrderState.PAID
    assert story(login_as, order).count("The refund failed") == 1
