"""Events reach the webhook, signed; and every way in which they may not."""

import dataclasses
from typing import Any

import pytest
from stripe import StripeClient

from lms.standin import Settings, Standin
from tests.standin.conftest import Clock, client_of
from tests.standin.shop import SECRET, Webhook, order, soon

PAID = ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


def sell(standin: Standin, outcome: str = "pay", **more: Any) -> Any:
    session = client_of(standin).v1.checkout.sessions.create(order(**more))
    standin.pay(session.id, outcome)
    return session


def test_the_thread_delivers_by_itself(standin: Standin, webhook: Webhook) -> None:
    standin.resume()
    session = sell(standin)
    assert soon(lambda: webhook.types == PAID)
    completed = webhook.heard[2].data.object
    assert completed["id"] == session.id
    assert completed["payment_status"] == "paid"
    assert soon(lambda: {d["state"] for d in standin.deliveries()} == {"taken"})


def test_a_paused_queue_waits(standin: Standin, webhook: Webhook) -> None:
    sell(standin)
    standin.tick()
    assert webhook.types == []
    assert standin.deliver() == 3
    assert standin.deliver() == 0
    assert webhook.types == PAID


def test_each_event_can_come_several_times(standin: Standin, webhook: Webhook) -> None:
    standin.repeat(3)
    sell(standin)
    assert standin.deliver() == 9
    assert len({event.id for event in webhook.heard}) == 3


def test_events_can_come_in_any_order(standin: Standin, webhook: Webhook) -> None:
    standin.shuffle()
    for _ in range(10):
        sell(standin)
    standin.deliver()
    told = [event["id"] for event in standin.events()]
    heard = [event.id for event in webhook.heard]
    assert sorted(heard) == sorted(told)
    assert heard != told


def test_lost_events_are_found_by_asking(
    standin: Standin, client: StripeClient, webhook: Webhook
) -> None:
    standin.drop(2)
    sell(standin)
    standin.deliver()
    assert webhook.types == PAID[2:]
    lost = client.v1.events.list({"delivery_success": False})
    assert [event.type for event in lost.data] == PAID[1::-1]
    got = client.v1.events.list({"delivery_success": True})
    assert [event.type for event in got.data] == PAID[2:]


def test_an_event_can_be_held_back(standin: Standin, clock: Clock, webhook: Webhook) -> None:
    standin.delay(3600)
    sell(standin)
    standin.resume()
    standin.tick()
    assert webhook.types == []
    assert client_of(standin).v1.events.list().data[0].pending_webhooks == 1


def test_a_failing_webhook_is_tried_again_and_then_given_up(
    standin: Standin, webhook: Webhook
) -> None:
    webhook.answers = [500, 503]
    sell(standin, amount=0)
    standin.resume()
    assert soon(lambda: webhook.types == ["checkout.session.completed"])
    assert soon(lambda: standin.deliveries()[0]["state"] == "taken")
    assert standin.deliveries()[0]["attempts"] == 3
    webhook.answers = [500, 500, 302]
    sell(standin, amount=0)
    assert soon(lambda: standin.deliveries()[1]["state"] == "given_up")
    assert standin.deliveries()[1]["answer"] == "302"


def test_an_event_can_be_sent_again(standin: Standin, webhook: Webhook) -> None:
    sell(standin, amount=0)
    standin.deliver()
    standin.redeliver(standin.events()[0]["id"])
    standin.deliver()
    assert webhook.types == ["checkout.session.completed"] * 2


def test_a_webhook_that_is_not_up_yet_is_waited_for(settings: Settings, webhook: Webhook) -> None:
    webhook.close()
    with Standin(dataclasses.replace(settings, retries=(60,))) as standin:
        sell(standin, amount=0)
        assert soon(lambda: standin.deliveries()[0]["attempts"] == 1)
        assert standin.deliveries()[0]["state"] == "waiting"
        assert "refused" in standin.deliveries()[0]["answer"]


def test_without_a_webhook_events_are_only_listed(settings: Settings) -> None:
    with Standin(dataclasses.replace(settings, webhook=None)) as standin:
        sell(standin)
        assert standin.deliveries() == []
        assert len(client_of(standin).v1.events.list().data) == 3


def test_events_can_be_handed_to_a_function(settings: Settings) -> None:
    signatures: list[str] = []

    def take(body: bytes, signature: str) -> int:
        signatures.append(signature)
        return 200

    with Standin(dataclasses.replace(settings, webhook=None, send=take)) as standin:
        standin.pause()
        sell(standin)
        assert standin.deliver() == 3
    assert all(signature.startswith("t=") for signature in signatures)


def test_a_fault_of_such_a_function_is_not_hidden(settings: Settings) -> None:
    def stumble(body: bytes, signature: str) -> int:
        raise ZeroDivisionError

    with Standin(dataclasses.replace(settings, send=stumble)) as standin:
        standin.pause()
        sell(standin)
        with pytest.raises(ZeroDivisionError):
            standin.deliver()
        assert standin.deliveries()[0]["state"] == "waiting"


def test_sessions_end_and_money_arrives_by_the_clock(settings: Settings, clock: Clock) -> None:
    changed = dataclasses.replace(settings, clock=clock, arrives_after=100.0)
    with Standin(changed) as standin:
        standin.pause()
        client = client_of(standin)
        forgotten = client.v1.checkout.sessions.create(order(expires_at=int(clock()) + 1800))
        slow, broken = sell(standin, "later"), sell(standin, "fail_later")
        clock.now += 101
        standin.tick()
        assert client.v1.checkout.sessions.retrieve(slow.id).payment_status == "paid"
        assert client.v1.checkout.sessions.retrieve(broken.id).payment_status == "unpaid"
        assert len(standin.events("checkout.session.async_payment_failed")) == 1
        clock.now += 1800
        standin.tick()
        assert client.v1.checkout.sessions.retrieve(forgotten.id).status == "expired"
        assert len(standin.events("checkout.session.expired")) == 1


def test_everything_is_there_after_a_restart(settings: Settings, webhook: Webhook) -> None:
    with Standin(settings) as standin:
        standin.pause()
        waiting, paid = sell(standin, "later"), sell(standin)
    with Standin(settings) as standin:
        assert client_of(standin).v1.checkout.sessions.retrieve(paid.id).payment_status == "paid"
        assert webhook.types == []
        standin.arrive(waiting.id)
        assert standin.deliver() == 7
        open_one = client_of(standin).v1.checkout.sessions.create(order())
        assert str(open_one.url).startswith(standin.url)


def test_catching_up_reads_the_missed_events_oldest_first(
    standin: Standin, client: StripeClient
) -> None:
    sell(standin)
    seen = client.v1.events.list().data[0].id
    for _ in range(4):
        sell(standin)
    missed = client.v1.events.list({"ending_before": seen, "limit": 5})
    told = [event["id"] for event in standin.events()]
    assert [event.id for event in missed.auto_paging_iter()] == told[3:]


def test_events_are_found_by_type(standin: Standin, client: StripeClient) -> None:
    sell(standin)
    kinds: list[Any] = [
        ({"type": "charge.*"}, PAID[:1]),
        ({"types": PAID[1:]}, PAID[:0:-1]),
    ]
    for wish, found in kinds:
        assert [event.type for event in client.v1.events.list(wish).data] == found
    first = client.v1.events.list().data[0]
    assert client.v1.events.retrieve(first.id).data.object["status"] == "complete"
    assert SECRET not in str(first)
