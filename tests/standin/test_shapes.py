"""Our objects have Stripe's keys: those of its published fixtures, where these are at hand."""

import json
from pathlib import Path
from typing import Any

import stripe
from stripe import StripeClient

from lms.standin import Standin
from lms.standin.shapes import PREFIXES
from tests.standin.shop import order

FIXTURES = Path(__file__).parents[3] / "shared" / "stripe" / "fixtures3.json"
FREE = {"metadata", "payment_method_options", "data", "last_payment_error", "fraud_details", "tip"}
"""Objects whose keys differ from case to case."""


def published() -> dict[str, Any]:
    """Stripe's resources by name; those of ours when the fixtures are not here."""
    if not FIXTURES.exists():
        return {shape["object"]: shape for shape in PREFIXES.values()}
    resources: dict[str, Any] = json.loads(FIXTURES.read_text())["resources"]
    return resources


def differences(ours: Any, theirs: Any, path: str) -> list[str]:
    """Where the keys differ; null stands for any object."""
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return []
    found = [f"{path}.{key}" for key in ours.keys() ^ theirs.keys()]
    for key in (ours.keys() & theirs.keys()) - FREE:
        found += differences(ours[key], theirs[key], f"{path}.{key}")
    return found


def test_new_objects_have_the_published_keys() -> None:
    theirs = published()
    for shape in PREFIXES.values():
        name = shape["object"]
        assert differences(shape, theirs[name], name) == []


def test_objects_of_a_paid_and_refunded_order_still_have_them(
    client: StripeClient, standin: Standin
) -> None:
    session = client.v1.checkout.sessions.create(order(customer_creation="always"))
    standin.pay(session.id)
    intent = str(client.v1.checkout.sessions.retrieve(session.id).payment_intent)
    client.v1.refunds.create({"payment_intent": intent, "amount": 500})
    theirs = published()
    for event in standin.events():
        thing = event["data"]["object"]
        assert differences(event, theirs["event"], "event") == []
        assert differences(thing, theirs[thing["object"]], thing["object"]) == []


def test_events_carry_the_version_of_the_pinned_package(standin: Standin) -> None:
    assert PREFIXES["evt"]["api_version"] == stripe.api_version
    assert not PREFIXES["evt"]["livemode"]
