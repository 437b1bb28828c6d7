"""The story of an order in sentences: what happened, and what is still to come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lms.billing.models import Order, OrderState
from lms.platform.i18n import format_datetime, money
from lms.platform.i18n import gettext as _
from lms.platform.journal import Event

DONE, NOW, TO_COME = "done", "half", ""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the story."""

    title: str
    at: datetime | None
    text: str = ""
    state: str = DONE


def story(order: Order, events: Sequence[Event]) -> list[Step]:
    """Every step of an order so far, and the one that is being waited for."""
    told = [_told(order, event) for event in events if event.name in SENTENCES]
    return [*told, *_waited_for(order)]


def _told(order: Order, event: Event) -> Step:
    title, text = SENTENCES[event.name](order, event.facts)
    return Step(title, event.created_at, text)


def _waited_for(order: Order) -> list[Step]:
    if order.state == OrderState.OPEN and order.expires_at:
        until = format_datetime(order.expires_at)
        return [
            Step(
                _("Waiting for the payment"), None, _("The seat is kept until %(t)s.", t=until), NOW
            )
        ]
    if order.state == OrderState.PENDING:
        text = _("Bank debits and transfers take a few days. The seat is kept meanwhile.")
        return [Step(_("The money is on its way"), None, text, NOW)]
    return []


def _begun(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    return _("Order begun"), f"{order.description}, {money(order.amount, order.currency)}"


def _lapsed(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    if facts.get("why") == "failed":
        return _("The payment did not come"), _("The bank returned it. The seat is free again.")
    return _("Time ran out"), _("Nothing was charged. The seat is free again.")


def _asked(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    given = money(int(facts.get("amount", 0)), order.currency)
    return _("Refund asked for"), f"{given}. {facts.get('why', '')}".strip()


def _differs(order: Order, facts: dict[str, Any]) -> tuple[str, str]:
    paid = money(int(facts.get("paid", 0)), order.currency)
    return _("Another amount arrived"), _("%(paid)s arrived; the order counts.", paid=paid)


def _fixed(
    title: Callable[[], str], text: Callable[[], str] = str
) -> Callable[[Order, dict[str, Any]], tuple[str, str]]:
    """A sentence without numbers, translated when it is told."""
    return lambda order, facts: (title(), text())


SENTENCES: dict[str, Callable[[Order, dict[str, Any]], tuple[str, str]]] = {
    "order.begun": _begun,
    "order.checkout_opened": _fixed(lambda: _("Payment page opened")),
    "order.pending": _fixed(
        lambda: _("Payment promised"), lambda: _("The bank is moving the money.")
    ),
    "order.paid": _fixed(lambda: _("Paid"), lambda: _("The seat is yours.")),
    "order.settled_free": _fixed(lambda: _("Nothing to pay"), lambda: _("The seat is yours.")),
    "order.amount_differs": _differs,
    "order.overbooked": _fixed(
        lambda: _("Paid, but no seat could be given"),
        lambda: _("All of the money goes back; nothing needs to be done."),
    ),
    "order.withdrawn": _fixed(
        lambda: _("Withdrawn by the buyer"),
        lambda: _("Nothing was charged. The seat is free again."),
    ),
    "order.lapsed": _lapsed,
    "order.refund_asked": _asked,
    "order.refunded": _fixed(
        lambda: _("Money given back"),
        lambda: _("It reaches the card or account in five to ten days. The seat has ended."),
    ),
    "order.refund_failed": _fixed(
        lambda: _("The refund failed"),
        lambda: _("The bank sent the money back to us. A person will look at it."),
    ),
}
