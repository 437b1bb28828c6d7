"""A stand-in for Stripe beside the school, and a buyer's hand on its buttons."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.billing.models import LedgerEntry, Order
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort
from lms.platform import clock
from lms.platform.db import db
from lms.standin.server import Standin
from lms.standin.settings import Settings as StandinSettings
from tests.visitor import Page, Visitor

SECRET = "whsec_tests"


@pytest.fixture
def bank(app: Flask, tmp_path: Path) -> Iterator[Standin]:
    """The stand-in; `bank.deliver()` sends its events to this school, here and now."""
    stripe = Visitor(app)

    def post(body: bytes, signature: str) -> int:
        return tell(stripe, body, signature)

    settings = StandinSettings(state=tmp_path / "standin.db", secret=SECRET, send=post)
    before = app.config["SETTINGS"]
    with Standin(settings) as running:
        running.pause()  # a test says when events arrive
        app.config["SETTINGS"] = replace(before, stripe_api_base=running.address)
        yield running
    app.config["SETTINGS"] = before


def tell(stripe: Visitor, body: bytes, signature: str) -> int:
    """Deliver one event as Stripe does; the status of the answer."""
    headers = {"Stripe-Signature": signature}
    return stripe.post(
        "/webhooks/stripe", token=False, raw=body, headers=headers, content_type="application/json"
    ).status


def go_to_pay(buyer: Visitor, cohort: Cohort) -> str:
    """Press the button of the summary; the session that the payment page belongs to."""
    page = buyer.post(f"/checkout/{cohort.slug}")
    assert page.status == 303, page.text
    return page.location.rsplit("/", 1)[-1]


def come_back(buyer: Visitor) -> Page:
    """The bank's page sends the buyer to ours."""
    return buyer.follow(buyer.get(f"/checkout/{the_order().id}/return?session_id=forged"))


def the_order() -> Order:
    """The only one there is."""
    return db.session.scalars(select(Order)).one()


def has_seat(person: User, cohort: Cohort) -> bool:
    """Whether a person is in a cohort now."""
    return cohort_queries.has_seat(person.id, cohort.id, clock.now())


def ledger_is_balanced() -> bool:
    """Whether every posting's entries sum to zero."""
    sums: dict[int, int] = {}
    for entry in db.session.scalars(select(LedgerEntry)):
        sums[entry.posting_id] = sums.get(entry.posting_id, 0) + entry.amount
    return all(total == 0 for total in sums.values())
