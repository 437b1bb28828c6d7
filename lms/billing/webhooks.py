"""One small handler per kind of event: each looks the thing up again, for an event is only a hint.

Looking up asks Stripe and happens before the transaction; acting writes and happens inside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lms.billing import actions
from lms.billing.gateway import Gateway, VerifiedEvent
from lms.billing.models import StripeEvent
from lms.platform import clock
from lms.platform.db import db


@dataclass(frozen=True, slots=True)
class Handler:
    """How to look up what an event is about, and what to do with each thing found."""

    look_up: Callable[[Gateway, str], list[Any]]
    act: Callable[[Any], None]


def _session(gateway: Gateway, object_id: str) -> list[Any]:
    return [gateway.session(object_id)]


def _refund(gateway: Gateway, object_id: str) -> list[Any]:
    return [gateway.refund_seen(object_id)]


def _refunds_of_charge(gateway: Gateway, object_id: str) -> list[Any]:
    return list(gateway.refunds_of_charge(object_id))


HANDLERS = {
    "checkout.session.completed": Handler(_session, actions.take_session),
    "checkout.session.async_payment_succeeded": Handler(_session, actions.take_session),
    "checkout.session.async_payment_failed": Handler(_session, actions.payment_failed),
    "checkout.session.expired": Handler(_session, actions.take_session),
    "refund.created": Handler(_refund, actions.take_refund),
    "refund.updated": Handler(_refund, actions.take_refund),
    "refund.failed": Handler(_refund, actions.take_refund),
    "charge.refunded": Handler(_refunds_of_charge, actions.take_refund),
}


def look_up(gateway: Gateway, event: VerifiedEvent) -> list[Any]:
    """What an event is about, as Stripe tells it now; nothing for events that do not concern us."""
    handler = HANDLERS.get(event.type)
    return handler.look_up(gateway, event.object_id) if handler else []


def take(event: VerifiedEvent, found: list[Any]) -> None:
    """Remember the event and act on what it is about, all in the caller's transaction.

    Two deliveries at once meet at the event's primary key: the second is rolled back and told
    to come again.
    """
    if db.session.get(StripeEvent, event.id) is not None:
        return
    db.session.add(
        StripeEvent(id=event.id, type=event.type, livemode=event.livemode, created_at=clock.now())
    )
    db.session.flush()
    if handler := HANDLERS.get(event.type):
        for thing in found:
            handler.act(thing)
