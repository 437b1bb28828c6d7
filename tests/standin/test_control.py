"""The control page: buttons for what banks, calendars and bad lines do."""

from typing import Any

import pytest
import requests
from stripe import InvalidRequestError, StripeClient

from lms.standin import Standin
from tests.standin.shop import Webhook, look, order


def push(standin: Standin, path: str, **fields: Any) -> requests.Response:
    return requests.post(f"{standin.url}/control{path}", fields, timeout=5)


def test_the_page_lists_sessions_and_lets_money_arrive(
    client: StripeClient, standin: Standin
) -> None:
    session = client.v1.checkout.sessions.create(order())
    standin.pay(session.id, "later")
    page = look(f"{standin.url}/").text  # leads there
    assert "Fresco in five weeks" in page
    assert "Let the delayed payment arrive now" in page
    answer = push(standin, f"/sessions/{session.id}", deed="arrive")
    assert "complete, paid" in answer.text
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_a_session_can_be_expired_there(client: StripeClient, standin: Standin) -> None:
    session = client.v1.checkout.sessions.create(order())
    push(standin, f"/sessions/{session.id}", deed="expire")
    assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    again = push(standin, f"/sessions/{session.id}", deed="expire")
    assert (again.status_code, "has a status of" in again.text) == (400, True)


def test_switches_stay_as_they_are_set(
    client: StripeClient, standin: Standin, webhook: Webhook
) -> None:
    page = push(standin, "/switches", pause="1", repeat="2", drop="1", slow_refunds="1").text
    assert 'name="pause" value="1" checked' in page
    assert 'name="shuffle" value="1" checked' not in page
    session = client.v1.checkout.sessions.create(order())
    standin.pay(session.id)
    assert "checkout.session.completed" in push(standin, "/deliveries").text
    assert len(webhook.heard) == 5
    assert push(standin, "/switches", repeat="1000").status_code == 400


def test_refunds_are_settled_there(client: StripeClient, standin: Standin) -> None:
    standin.slow_refunds()
    session = client.v1.checkout.sessions.create(order())
    standin.pay(session.id)
    intent = str(client.v1.checkout.sessions.retrieve(session.id).payment_intent)
    refund = client.v1.refunds.create({"payment_intent": intent})
    assert "Settle" in look(f"{standin.url}/control/").text
    push(standin, f"/refunds/{refund.id}", deed="settle")
    assert client.v1.refunds.retrieve(refund.id).status == "succeeded"
    assert push(standin, f"/refunds/{refund.id}", deed="burn").status_code == 400


def test_refunds_can_be_refused_there(client: StripeClient, standin: Standin) -> None:
    session = client.v1.checkout.sessions.create(order())
    standin.pay(session.id)
    intent = str(client.v1.checkout.sessions.retrieve(session.id).payment_intent)
    assert 'name="disputed" value="1" checked' in push(standin, "/switches", disputed="1").text
    with pytest.raises(InvalidRequestError, match="charged back") as refusal:
        client.v1.refunds.create({"payment_intent": intent})
    assert refusal.value.code == "charge_disputed"


def test_an_event_is_sent_again_from_there(
    client: StripeClient, standin: Standin, webhook: Webhook
) -> None:
    session = client.v1.checkout.sessions.create(order(amount=0))
    standin.pay(session.id)
    push(standin, f"/events/{standin.events()[0]['id']}/delivery")
    push(standin, "/deliveries")
    assert webhook.types == ["checkout.session.completed"] * 2
