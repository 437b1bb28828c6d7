"""A Stripe that is slow, fails, or loses its answers."""

import time

import pytest
import stripe
from stripe import StripeClient

from lms.standin import Standin
from tests.standin.shop import order


def test_a_failed_request_did_nothing(client: StripeClient, standin: Standin) -> None:
    standin.stumble(1)
    with pytest.raises(stripe.APIError, match="went wrong"):
        client.v1.checkout.sessions.create(order())
    assert client.v1.checkout.sessions.list().data == []


def test_a_lost_answer_is_given_again_for_the_same_key(
    client: StripeClient, standin: Standin
) -> None:
    standin.lose_answers(1)
    with pytest.raises(stripe.APIError):
        client.v1.checkout.sessions.create(order(), {"idempotency_key": "order-42"})
    session = client.v1.checkout.sessions.create(order(), {"idempotency_key": "order-42"})
    assert [s.id for s in client.v1.checkout.sessions.list().data] == [session.id]


def test_a_client_that_tries_again_notices_nothing(standin: Standin) -> None:
    client = StripeClient(
        "sk_test_standin", base_addresses={"api": standin.address}, max_network_retries=2
    )
    standin.stumble(1)
    assert client.v1.checkout.sessions.create(order()).status == "open"


def test_answers_can_be_slow(client: StripeClient, standin: Standin) -> None:
    standin.stall(0.3)
    began = time.monotonic()
    client.v1.events.list()
    assert time.monotonic() - began >= 0.3
