"""Giving money back."""

from typing import Any

import pytest
import stripe
from stripe import StripeClient

from lms.standin import Standin
from tests.standin.shop import Webhook, order


@pytest.fixture
def intent(client: StripeClient, standin: Standin) -> str:
    session = client.v1.checkout.sessions.create(order())
    standin.pay(session.id)
    standin.deliver()
    return str(client.v1.checkout.sessions.retrieve(session.id).payment_intent)


def charge_of(client: StripeClient, intent: str) -> Any:
    wishes: Any = {"expand": ["latest_charge.refunds"]}
    found: Any = client.v1.payment_intents.retrieve(intent, wishes)
    return found.latest_charge


def test_a_refund_gives_everything_back(
    client: StripeClient, standin: Standin, webhook: Webhook, intent: str
) -> None:
    webhook.heard.clear()
    refund = client.v1.refunds.create({"payment_intent": intent, "metadata": {"order": "42"}})
    assert (refund.amount, refund.status) == (12_000, "succeeded")
    assert client.v1.refunds.retrieve(refund.id) == refund
    assert charge_of(client, intent).refunded
    standin.deliver()
    assert webhook.types == ["refund.created", "charge.refunded", "refund.updated"]


def test_parts_add_up_and_never_beyond_the_charge(client: StripeClient, intent: str) -> None:
    first = client.v1.refunds.create({"payment_intent": intent, "amount": 5000})
    with pytest.raises(stripe.InvalidRequestError, match=r"greater than unrefunded .*€70\.00"):
        client.v1.refunds.create({"payment_intent": intent, "amount": 7001})
    charge = charge_of(client, intent)
    assert (charge.amount_refunded, charge.refunded) == (5000, False)
    rest = client.v1.refunds.create({"charge": charge.id})
    assert rest.amount == 7000
    assert [r.id for r in charge_of(client, intent).refunds] == [rest.id, first.id]
    assert [r.id for r in client.v1.refunds.list({"payment_intent": intent})] == [rest.id, first.id]
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create({"payment_intent": intent})
    assert refusal.value.code == "charge_already_refunded"


@pytest.mark.parametrize("amount", [0, -5])
def test_nothing_and_less_cannot_be_given_back(
    client: StripeClient, intent: str, amount: int
) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Invalid positive integer"):
        client.v1.refunds.create({"payment_intent": intent, "amount": amount})


def test_money_that_has_not_come_cannot_go_back(client: StripeClient, standin: Standin) -> None:
    session = client.v1.checkout.sessions.create(order())
    standin.pay(session.id, "later")
    intent = str(client.v1.checkout.sessions.retrieve(session.id).payment_intent)
    with pytest.raises(stripe.InvalidRequestError, match="successful charge"):
        client.v1.refunds.create({"payment_intent": intent})
    with pytest.raises(stripe.InvalidRequestError, match="Missing required param"):
        client.v1.refunds.create({})


def test_a_slow_refund_settles(
    client: StripeClient, standin: Standin, webhook: Webhook, intent: str
) -> None:
    webhook.heard.clear()
    standin.slow_refunds()
    refund = client.v1.refunds.create({"payment_intent": intent})
    assert refund.status == "pending"
    standin.settle_refund(refund.id)
    standin.deliver()
    assert client.v1.refunds.retrieve(refund.id).status == "succeeded"
    assert webhook.types == ["refund.created", "charge.refunded", "refund.updated"]


def test_a_slow_refund_fails_and_the_money_is_the_shops_again(
    client: StripeClient, standin: Standin, intent: str
) -> None:
    standin.slow_refunds()
    refund = client.v1.refunds.create({"payment_intent": intent})
    standin.fail_refund(refund.id)
    assert client.v1.refunds.retrieve(refund.id).status == "failed"
    charge = charge_of(client, intent)
    assert (charge.amount_refunded, charge.refunded) == (0, False)
    assert len(standin.events("refund.failed")) == 1


def test_a_refund_from_the_dashboard_is_told_too(standin: Standin, intent: str) -> None:
    standin.refund(intent, 100)
    event = standin.events("charge.refunded")[0]
    assert event["data"]["object"]["amount_refunded"] == 100
