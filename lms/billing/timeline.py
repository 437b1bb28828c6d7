"""The story of an order in sentences: what happened, and what is still to come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lms.billing.models import Order
from lms.billing.rules import REFUND_FAILED, RETURNING, NoSeat, OrderState
from lms.cohorts.rules import CohortState
from lms.platform.i18n import format_datetime, lazy_gettext, money
from lms.platform.i18n import gettext as _
from lms.platform.journal import Event

SEAT_TAKEN = frozenset({"order.paid", "order.settled_free"})
RETURNS = frozenset({"refund.returned", "refund.given_elsewhere"})
DONE, NOW, FAILED = "done", "half", "bad"
REASONS = {
    NoSeat.PAID_TWICE: lazy_gettext("This order was already paid."),
    NoSeat.NONE_LEFT: lazy_gettext("No seat was left when the money came."),
    NoSeat.ALREADY_IN: lazy_gettext("The buyer already had a seat in this cohort."),
    NoSeat.AFTER_REFUND: lazy_gettext("It was paid again after it had been given back."),
    NoSeat.CANCELLED: lazy_gettext("The cohort had been cancelled when the money came."),
}
"""What the house says of money that it gives back by itself."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the story."""

    title: str
    at: datetime | None
    text: str = ""
    state: str = DONE


def story(order: Order, events: Sequence[Event], *, to_buyer: bool = True) -> list[Step]:
    """Every step of an order so far, and the one that is being waited for; to its buyer, or of
    them to others.
    """
    told = [_told(order, event, to_buyer) for event in _once(events) if event.name in SENTENCES]
    return [*told, *_waited_for(order)]


def reason(words: str) -> str:
    """Why money goes back: the house's reasons in the reader's language, a person's as written."""
    return str(REASONS[NoSeat(words)]) if words in set(NoSeat) else words


def _once(events: Sequence[Event]) -> Sequence[Event]:
    """Without the word that all is on its way back where the next says that it is there.

    Events of the past do not know that: of them it goes as soon as any of the money is back.
    """
    last = max((n for n, event in enumerate(events) if event.name in RETURNS), default=-1)
    return [
        event
        for n, event in enumerate(events)
        if event.name != "order.refunded" or not event.facts.get("at_once", n < last)
    ]


def _told(order: Order, event: Event, to_buyer: bool) -> Step:
    title, text = SENTENCES[event.name](order, event.facts)
    if event.name in SEAT_TAKEN and not to_buyer:
        text = _("The buyer has the seat.")
    if event.name != "order.refund_failed":
        return Step(title, event.created_at, text)
    if not to_buyer:
        text = f"{text} {event.facts.get('why', '')}".strip()
    return Step(title, event.created_at, text, FAILED)


def _waited_for(order: Order) -> list[Step]:
    if order.state == OrderState.OPEN and order.expires_at:
        until = format_datetime(order.expires_at)
        return [
            Step(
                _("Waiting for the payment"), None, _("The seat is kept until %(t)s.", t=until), NOW
            )
        ]
    if order.state == OrderState.PENDING:
        text = _("Bank debits and transfers take a few days.")
        if order.cohort.state == CohortState.CANCELLED:
            text = _("The cohort is cancelled: what arrives goes back by itself.")
        return [Step(_("The money is on its way"), None, text, NOW)]
    if order.shown_state == RETURNING and order.state == OrderState.REFUNDED:
        text = _("It reaches the card or account in five to ten days.")
        return [Step(_("Waiting for the bank"), None, text, NOW)]
    if order.shown_state == RETURNING:
        text = _("Stripe is being asked to send it. The seat ends with it.")
        return [Step(_("The money is about to go back"), None, text, NOW)]
    if order.shown_state == REFUND_FAILED:
        text = _("Someone will look into it and send it again, or another way.")
        return [Step(_("The money is still with us"), None, text, NOW)]
    return []


def _begun(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    return _("Order begun"), f"{order.description}, {money(order.amount, order.currency)}"


def _lapsed(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    if facts.get("why") == "failed":
        return _("The payment did not come"), _("The bank returned it. The seat is free again.")
    if facts.get("why") == "cancelled":
        return _("The cohort was cancelled"), _("No payment had arrived.")
    return _("Time ran out"), _("No payment had arrived. The seat is free again.")


def _pending(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    if order.state != OrderState.PENDING or order.cohort.state == CohortState.CANCELLED:
        text = ""
    elif facts.get("seat_kept", True):
        text = _("The bank is moving the money. The seat is kept meanwhile.")
    else:
        text = _("The seat was taken meanwhile. If none is free, all of the money goes back.")
    return _("Payment promised"), text


def _overbooked(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    back = _("All of this payment goes back; nothing needs to be done.")
    return _("A payment that buys no seat"), f"{reason(facts.get('why', ''))} {back}".strip()


def _asked(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    given = _amount(order, facts, "amount")
    return _("Refund asked for"), f"{given}. {reason(facts.get('why', ''))}".strip()


def _returned(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    arrives = _("It reaches the card or account in five to ten days.")
    said = f"{_amount(order, facts, 'amount')}. {arrives} {_seat(facts)}"
    return _("Money given back"), said.strip()


def _elsewhere(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    said = [f"{_amount(order, facts, 'amount')}.", _seat(facts), facts["why"]]
    return _("Given back another way"), " ".join(filter(None, said))


def _seat(facts: dict[str, Any]) -> str:
    """Events of the first days say nothing of it: all that went back then ended a seat."""
    return _("The seat has ended.") if facts.get("seat_ended", True) else ""


def _closed(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    return _("All of it is on its way back"), _seat(facts)


def _failed(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    text = _("The bank sent the money back to us.")
    if facts.get("why"):
        text = _("Stripe did not take the refund.")
    return _("The refund failed"), f"{_amount(order, facts, 'amount')}. {text}"


def _amount(order: Order, facts: dict[str, Any], key: str) -> str:
    """Money in its own currency, which events of the past did not name."""
    return money(int(facts.get(key, 0)), facts.get("currency", order.currency))


def _differs(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    paid = _amount(order, facts, "paid")
    return _("Another amount arrived"), _("%(paid)s arrived; the order counts.", paid=paid)


def _fixed(
    title: Callable[[], str], text: Callable[[], str] = str
) -> Callable[[Order, dict[str, Any]], tuple[str, str]]:
    """A sentence without numbers, translated when it is told."""
    return lambda order, facts: (title(), text())


SENTENCES: dict[str, Callable[[Order, dict[str, Any]], tuple[str, str]]] = {
    "order.begun": _begun,
    "order.checkout_opened": _fixed(lambda: _("Payment page opened")),
    "order.pending": _pending,
    "order.stranded": _fixed(
        lambda: _("The cohort was cancelled"),
        lambda: _("When the money arrives, all of it goes back; nothing needs to be done."),
    ),
    "order.paid": _fixed(lambda: _("Paid"), lambda: _("The seat is yours.")),
    "order.settled_free": _fixed(lambda: _("Nothing to pay"), lambda: _("The seat is yours.")),
    "order.amount_differs": _differs,
    "order.overbooked": _overbooked,
    "order.withdrawn": _fixed(
        lambda: _("Withdrawn by the buyer"), lambda: _("The seat is free again.")
    ),
    "order.lapsed": _lapsed,
    "order.refund_asked": _asked,
    "order.refunded": _closed,
    "refund.returned": _returned,
    "order.refund_failed": _failed,
    "refund.given_elsewhere": _elsewhere,
}
