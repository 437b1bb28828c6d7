"""What a buyer sees and can do on the checkout page."""

import re
import time
from typing import Any

import pytest
import requests
from stripe import StripeClient

from lms.standin import Standin
from tests.standin.shop import Webhook, look, order, press


@pytest.fixture
def session(client: StripeClient) -> Any:
    return client.v1.checkout.sessions.create(order())


def state(client: StripeClient, session: Any) -> tuple[str | None, str]:
    now = client.v1.checkout.sessions.retrieve(session.id)
    return now.status, now.payment_status


def test_the_page_says_what_is_bought_and_that_nothing_is_charged(session: Any) -> None:
    page = look(session.url).text
    for said in (
        "Stand-in for Stripe: no money moves.",
        "Fresco in five weeks",
        "€120.00",
        "ada@example.com",
        "23 hours left",
        "Back to the shop",
    ):
        assert said in page


def test_the_page_speaks_the_language_of_the_session_or_the_browser(client: StripeClient) -> None:
    auto: Any = client.v1.checkout.sessions.create(order())
    italian: Any = client.v1.checkout.sessions.create(order(locale="it"))
    german: Any = client.v1.checkout.sessions.create(order(locale="de"))
    assert "Paga 120,00\N{NO-BREAK SPACE}€" in look(auto.url, "it-IT,it;q=0.9").text
    assert '<html lang="it">' in look(italian.url, "en").text
    assert '<html lang="en">' in look(german.url, "it").text


def test_the_page_needs_no_script_and_lets_none_run(session: Any) -> None:
    page = look(session.url)
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' http://shop.test" in policy
    assert not re.search(r"<script|<style|style=|onclick", page.text)
    css = look(session.url.split("/pay/")[0] + "/pay.css")
    assert css.headers["Content-Type"].startswith("text/css")


def test_words_of_the_shop_are_only_words(client: StripeClient) -> None:
    params = order()
    params["line_items"][0]["price_data"]["product_data"]["name"] = "<script>alert(1)</script>"
    session = client.v1.checkout.sessions.create(params)
    assert "<script>" not in look(str(session.url)).text


def test_paying_returns_to_the_shop(client: StripeClient, session: Any) -> None:
    answer = press(session, "pay")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"http://shop.test/thanks?session={session.id}"
    assert state(client, session) == ("complete", "paid")
    paid = client.v1.checkout.sessions.retrieve(
        session.id, {"expand": ["payment_intent.latest_charge"]}
    )
    intent: Any = paid.payment_intent
    assert (intent.status, intent.amount_received) == ("succeeded", 12_000)
    assert intent.latest_charge.paid
    assert "€120.00" in look(intent.latest_charge.receipt_url).text


def test_a_payment_carries_what_the_shop_wrote_on_it(client: StripeClient) -> None:
    wishes = {"metadata": {"order": "42"}, "description": "Fresco, October"}
    session = client.v1.checkout.sessions.create(order(payment_intent_data=wishes))
    press(session, "pay")
    paid = client.v1.checkout.sessions.retrieve(session.id)
    intent = client.v1.payment_intents.retrieve(str(paid.payment_intent))
    charge = client.v1.charges.retrieve(str(intent.latest_charge))
    assert (charge.description, charge.metadata["order"]) == ("Fresco, October", "42")
    assert [c.id for c in client.v1.charges.list({"payment_intent": intent.id}).data] == [charge.id]
    assert [p.id for p in client.v1.payment_intents.list().data] == [intent.id]


def test_a_declined_card_can_be_followed_by_another(
    client: StripeClient, session: Any, standin: Standin, webhook: Webhook
) -> None:
    answer = press(session, "decline")
    assert "Your card was declined" in answer.text
    assert 'role="alert"' in answer.text
    assert state(client, session) == ("open", "unpaid")
    assert press(session, "pay").status_code == 303
    standin.deliver()
    assert webhook.types == [
        "payment_intent.payment_failed",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]
    assert len(client.v1.payment_intents.list().data) == 1


def test_delayed_money_arrives(
    client: StripeClient, session: Any, standin: Standin, webhook: Webhook
) -> None:
    assert press(session, "later").headers["Location"].startswith("http://shop.test/thanks")
    assert state(client, session) == ("complete", "unpaid")
    standin.deliver()
    assert webhook.types == ["checkout.session.completed"]
    standin.arrive(session.id)
    standin.deliver()
    assert state(client, session) == ("complete", "paid")
    assert webhook.types[1:] == [
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.async_payment_succeeded",
    ]


def test_delayed_money_fails(
    client: StripeClient, session: Any, standin: Standin, webhook: Webhook
) -> None:
    press(session, "fail_later")
    standin.fail(session.id)
    standin.deliver()
    assert state(client, session) == ("complete", "unpaid")
    assert webhook.types == [
        "checkout.session.completed",
        "payment_intent.payment_failed",
        "checkout.session.async_payment_failed",
    ]


def test_a_closed_tab_has_paid_and_does_not_return(client: StripeClient, session: Any) -> None:
    answer = press(session, "close_tab")
    assert answer.status_code == 200
    assert "You closed the tab" in answer.text
    assert "shop.test" not in answer.text
    assert state(client, session) == ("complete", "paid")


def test_going_back_changes_nothing(client: StripeClient, session: Any) -> None:
    assert press(session, "cancel").headers["Location"] == "http://shop.test/cohort"
    assert state(client, session) == ("open", "unpaid")


def test_nobody_pays_twice(client: StripeClient, session: Any, standin: Standin) -> None:
    press(session, "pay")
    again = press(session, "pay")
    assert (again.status_code, "This payment is complete" in again.text) == (200, True)
    assert "This payment is complete" in look(session.url).text
    assert len(standin.events("checkout.session.completed")) == 1


def test_an_expired_page_says_so(client: StripeClient, session: Any, standin: Standin) -> None:
    client.v1.checkout.sessions.expire(session.id)
    assert "This page has expired" in look(session.url).text
    assert "This page has expired" in press(session, "pay").text
    assert standin.events("charge.succeeded") == []


def test_a_free_order_needs_no_payment_and_makes_a_customer(client: StripeClient) -> None:
    session = client.v1.checkout.sessions.create(order(amount=0))
    assert "Complete the order" in look(str(session.url)).text
    press(session, "pay")
    assert state(client, session) == ("complete", "no_payment_required")
    done = client.v1.checkout.sessions.retrieve(session.id)
    assert done.payment_intent is None
    assert client.v1.customers.retrieve(str(done.customer)).email == "ada@example.com"


def test_who_gave_no_address_is_asked_for_one(client: StripeClient) -> None:
    session: Any = client.v1.checkout.sessions.create(order(customer_email=None))
    assert 'type="email"' in look(session.url).text
    wrong = press(session, "pay", email="nobody")
    assert wrong.status_code == 422
    assert 'aria-describedby="mistake"' in wrong.text
    press(session, "pay", email="grace@example.com")
    done: Any = client.v1.checkout.sessions.retrieve(session.id)
    assert done.customer_details.email == "grace@example.com"


def test_a_customer_is_made_when_asked_for(client: StripeClient) -> None:
    session = client.v1.checkout.sessions.create(order(customer_creation="always"))
    press(session, "pay")
    done = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["customer"]})
    customer: Any = done.customer
    assert customer.email == "ada@example.com"


def test_an_unknown_page_is_not_found(standin: Standin) -> None:
    page = look(f"{standin.url}/pay/cs_test_nothing")
    assert (page.status_code, "That did not work" in page.text) == (404, True)
    assert look(f"{standin.url}/nowhere").status_code == 404


def test_another_site_cannot_press_the_buttons(client: StripeClient, session: Any) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = requests.post(session.url, {"outcome": "pay"}, headers=headers, timeout=5)
    assert answer.status_code == 403
    assert state(client, session) == ("open", "unpaid")


def test_an_unknown_button_is_refused(client: StripeClient, session: Any) -> None:
    assert press(session, "steal").status_code == 400
    assert state(client, session) == ("open", "unpaid")


def test_a_short_time_is_said_in_minutes(client: StripeClient) -> None:
    ends = int(time.time()) + 1800
    session: Any = client.v1.checkout.sessions.create(order(expires_at=ends))
    assert re.search(r"(29|30) minutes left", look(session.url).text)
