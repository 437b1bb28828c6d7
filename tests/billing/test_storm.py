"""Stripe tells everything many times, at once and in any order: each payment counts once."""

import json
import random
from concurrent.futures import ThreadPoolExecutor

import stripe
from flask import Flask
from sqlalchemy import func, select

from lms.billing import actions, queries
from lms.billing.gateway import Gateway, Purchase
from lms.billing.models import LedgerEntry, Order, Payment
from lms.billing.rules import OrderState
from lms.cohorts.models import Grant, SeatHold
from lms.platform import clock
from lms.platform.db import db, transaction
from lms.standin.server import Standin
from tests.billing.conftest import SECRET, tell
from tests.people import make_open_cohort, make_person
from tests.visitor import Visitor

ORDERS = 20
DELIVERIES = 200
PARALLEL = 8
TRIES = 12  # what comes at the very same moment is answered 503, and told again


def buy_and_pay(app: Flask, bank: Standin) -> None:
    """Twenty people pay and close the tab; no event has been delivered yet."""
    cohort = make_open_cohort(seats=ORDERS)
    gateway = Gateway(app.config["SETTINGS"])
    for number in range(ORDERS):
        person = make_person(f"Person {number}")
        with transaction():
            order = actions.begin_order(person, cohort, (24_000, "EUR"), "Ocra", clock.now())
        assert order.expires_at
        session = gateway.open_session(
            Purchase(
                order_id=order.id,
                amount=order.amount,
                currency=order.currency,
                description=order.description,
                buyer_email=person.email,
                language="en",
                expires_at=order.expires_at,
                success_url="http://localhost/back",
                cancel_url="http://localhost/",
            )
        )
        with transaction():
            actions.attach_session(order, session)
        bank.pay(session.id, "close_tab")


def deliver(app: Flask, event: dict[str, object]) -> bool:
    """Tell one event, again while the house asks for it; whether it was taken in the end."""
    body = json.dumps(event).encode()
    sender = Visitor(app)
    with app.app_context():
        for _ in range(TRIES):
            signed = stripe.WebhookSignature.generate_signature_header(body.decode(), SECRET)
            status = tell(sender, body, signed)
            if status == 200:
                return True
            assert status == 503
    return False


def test_two_hundred_deliveries_of_twenty_orders(app: Flask, bank: Standin) -> None:
    buy_and_pay(app, bank)
    told = bank.events("checkout.session.completed")
    assert len(told) == ORDERS
    storm = told * (DELIVERIES // ORDERS)
    random.Random(7).shuffle(storm)  # noqa: S311 - the same disorder in every run
    with ThreadPoolExecutor(PARALLEL) as crowd:
        assert all(crowd.map(lambda event: deliver(app, event), storm))
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Payment)) == ORDERS
    assert db.session.scalar(select(func.count()).select_from(Grant)) == ORDERS
    paid = select(func.count()).select_from(Order).where(Order.state == OrderState.PAID)
    assert db.session.scalar(paid) == ORDERS
    assert queries.balance("stripe") == {"EUR": ORDERS * 24_000}
    assert queries.balance("sales") == {"EUR": -ORDERS * 24_000}
    sums = db.session.execute(
        select(LedgerEntry.posting_id, func.sum(LedgerEntry.amount)).group_by(
            LedgerEntry.posting_id
        )
    ).all()
    assert len(sums) == ORDERS
    assert all(total == 0 for _, total in sums)
    live = select(func.count()).select_from(SeatHold).where(SeatHold.ends_at > clock.now())
    assert db.session.scalar(live) == 0
