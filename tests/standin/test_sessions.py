"""Checkout sessions through the real client."""

import time
from typing import Any

import pytest
import stripe
from stripe import StripeClient

from lms.standin import Standin
from tests.standin.shop import order


def open_session(client: StripeClient, **more: Any) -> Any:
    return client.v1.checkout.sessions.create(order(**more))


def refused(client: StripeClient, **more: Any) -> stripe.InvalidRequestError:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        open_session(client, **more)
    assert client.v1.checkout.sessions.list().data == []
    return refusal.value


def test_a_session_comes_back_as_it_was_asked_for(client: StripeClient) -> None:
    session = open_session(client, client_reference_id="order-42", locale="it")
    again: Any = client.v1.checkout.sessions.retrieve(session.id)
    assert again == session
    assert (again.amount_total, again.currency, again.locale) == (12_000, "eur", "it")
    assert (again.status, again.payment_status) == ("open", "unpaid")
    assert again.client_reference_id == "order-42"
    assert again.metadata["order"] == "42"
    assert again.customer_details.email == "ada@example.com"
    assert session.id.startswith("cs_test_")
    assert not session.livemode
    assert 23.9 * 3600 < session.expires_at - time.time() <= 24 * 3600


def test_line_items_are_listed_in_their_order(client: StripeClient) -> None:
    lines = order()["line_items"] * 3
    for number, line in enumerate(lines):
        product = {"name": f"Part {number}"}
        lines[number] = {
            "quantity": 2,
            "price_data": {**line["price_data"], "product_data": product},
        }
    session = client.v1.checkout.sessions.create(order(line_items=lines, expand=["line_items"]))
    assert session.amount_total == 72_000
    assert session.line_items
    assert [item.description for item in session.line_items] == ["Part 0", "Part 1", "Part 2"]
    first = client.v1.checkout.sessions.line_items.list(session.id, {"limit": 2})
    assert [item.description for item in first.data] == ["Part 0", "Part 1"]
    assert [item.quantity for item in first.auto_paging_iter()] == [2, 2, 2]


def test_sessions_are_listed_newest_first_and_filtered(
    client: StripeClient, standin: Standin
) -> None:
    ids = [open_session(client).id for _ in range(5)]
    standin.pay(ids[1])
    listed = client.v1.checkout.sessions.list({"limit": 2})
    assert [s.id for s in listed.data] == ids[:2:-1]
    assert [s.id for s in listed.auto_paging_iter()] == ids[::-1]
    newer = client.v1.checkout.sessions.list({"ending_before": ids[2], "limit": 1})
    assert [s.id for s in newer.data] == [ids[3]]
    assert [s.id for s in newer.auto_paging_iter()] == ids[3:]
    complete = client.v1.checkout.sessions.list({"status": "complete"})
    assert [s.id for s in complete.data] == [ids[1]]
    by_intent: Any = {"payment_intent": str(complete.data[0].payment_intent)}
    assert [s.id for s in client.v1.checkout.sessions.list(by_intent).data] == [ids[1]]
    assert client.v1.checkout.sessions.list({"created": {"gt": int(time.time()) + 9}}).data == []


def test_an_open_session_can_be_expired_once(client: StripeClient) -> None:
    session = open_session(client)
    expired = client.v1.checkout.sessions.expire(session.id)
    assert (expired.status, expired.url) == ("expired", None)
    with pytest.raises(stripe.InvalidRequestError, match="has a status of `expired`"):
        client.v1.checkout.sessions.expire(session.id)


def test_what_does_not_exist_is_404(client: StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="No such") as refusal:
        client.v1.checkout.sessions.retrieve("cs_test_nothing")
    assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")
    with pytest.raises(stripe.InvalidRequestError, match="stand-in does not do this"):
        client.v1.subscriptions.list()


def test_an_unknown_key_is_refused_by_its_name(client: StripeClient) -> None:
    assert refused(client, colour="red").code == "parameter_unknown"
    line = {"quantity": 1, "price_data": {"currency": "eur", "unit_amount": 100, "prize": "1"}}
    refusal = refused(client, line_items=[line])
    assert (refusal.code, refusal.param) == (
        "parameter_unknown",
        "line_items[0][price_data][prize]",
    )


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"mode": None}, "mode"),
        ({"line_items": None}, "line_items"),
        ({"success_url": None}, "success_url"),
        ({"line_items": [{"quantity": 1}]}, "line_items[0][price_data]"),
        (
            {"line_items": [{"price_data": {"unit_amount": 100}}]},
            "line_items[0][price_data][currency]",
        ),
    ],
)
def test_what_is_required_is_missed(
    client: StripeClient, change: dict[str, Any], param: str
) -> None:
    refusal = refused(client, **change)
    assert (refusal.code, refusal.param) == ("parameter_missing", param)


def offer(currency: str, amount: Any) -> dict[str, Any]:
    price = {"currency": currency, "unit_amount": amount, "product_data": {"name": "Fresco"}}
    return {"line_items": [{"quantity": 1, "price_data": price}]}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"expires_at": int(time.time()) + 1700}, "at least 30 minutes"),
        ({"expires_at": int(time.time()) + 25 * 3600}, "less than 24 hours"),
        ({"expires_at": "tomorrow"}, "Invalid integer: tomorrow"),
        (offer("eur", 49), "at least €0.50"),
        (offer("jpy", 49), "at least ¥50"),
        (offer("eur", "12.50"), "Invalid integer"),
        (offer("eur", -100), "non-negative"),
        (offer("eur", 100_000_000), "no more than €999,999.99"),
        (offer("euro", 5000), "Invalid currency"),
        (offer("kwd", 5005), "multiples of 10"),
        ({"mode": "barter"}, "must be one of payment, setup, subscription"),
        ({"mode": "subscription"}, "does not do this yet"),
        ({"discounts": [{"coupon": "half"}]}, "does not do this yet"),
        ({"success_url": "shop.test/thanks"}, "Not a valid URL"),
        ({"customer_email": "ada"}, "Invalid email address"),
        ({"customer_email": ""}, "empty string"),
        ({"client_reference_id": "x" * 201}, "at most 200 characters"),
        ({"metadata": {"order": "x" * 501}}, "values up to 500"),
        ({"metadata": {str(n): "x" for n in range(51)}}, "up to 50 keys"),
        ({"metadata": "order"}, "Invalid object"),
        ({"line_items": "fresco"}, "Invalid array"),
        ({"allow_promotion_codes": "perhaps"}, "Invalid boolean"),
        ({"customer": "cus_nobody", "customer_email": None}, "No such customer"),
        ({"expand": ["soul"]}, "cannot be expanded"),
    ],
)
def test_what_stripe_refuses_is_refused(
    client: StripeClient, change: dict[str, Any], sentence: str
) -> None:
    refusal = refused(client, **change)
    assert refusal.http_status == 400
    assert sentence in str(refusal.user_message)


def test_half_an_hour_and_a_day_are_allowed(client: StripeClient) -> None:
    for ahead in (1800, 24 * 3600):
        session = open_session(client, expires_at=int(time.time()) + ahead)
        assert session.status == "open"


def test_a_session_for_a_known_customer_takes_the_address_from_there(client: StripeClient) -> None:
    ada = client.v1.customers.create({"email": "ada@example.com", "metadata": {"member": "7"}})
    kept: Any = client.v1.customers.retrieve(ada.id)
    assert kept.metadata["member"] == "7"
    session = open_session(client, customer=ada.id, customer_email=None)
    assert session.customer == ada.id
    assert session.customer_details.email == "ada@example.com"
