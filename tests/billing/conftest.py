"""A stand-in for Stripe beside the school, and a buyer's hand on its buttons."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from lms.standin.server import Standin
from lms.standin.settings import Settings as StandinSettings
from tests.visitor import Visitor

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
