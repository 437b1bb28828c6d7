"""What an order may become, what it costs, and how long a seat is held for a buyer."""

from collections.abc import Mapping
from datetime import timedelta

from lms.billing.models import OrderState

CHECKOUT_LIFE = timedelta(
    minutes=31
)  # Stripe takes 30 minutes at least, counted when it hears of it
PROMISE_LIFE = timedelta(days=14)  # bank debits take up to that long to fail
HOLD_GRACE = timedelta(minutes=4)  # money that arrives at the last second still finds its seat
PAID_STATUSES = frozenset({"paid", "no_payment_required"})  # a 100 % coupon leaves nothing to pay

STRIPE = "stripe"
SALES = "sales"

MOVES = {
    (OrderState.OPEN, "paid"): OrderState.PAID,
    (OrderState.PENDING, "paid"): OrderState.PAID,
    (OrderState.LAPSED, "paid"): OrderState.PAID,
    (OrderState.OPEN, "promised"): OrderState.PENDING,
    (OrderState.LAPSED, "promised"): OrderState.PENDING,
    (OrderState.OPEN, "expired"): OrderState.LAPSED,
    (OrderState.PENDING, "failed"): OrderState.LAPSED,
    (OrderState.OPEN, "failed"): OrderState.LAPSED,
    (OrderState.PAID, "refunded"): OrderState.REFUNDED,
    (OrderState.REFUNDED, "refund failed"): OrderState.PAID,
}


def next_state(state: str, what: str) -> OrderState:
    """A late, repeated or unknown word leaves an order as it was."""
    return MOVES.get((OrderState(state), what), OrderState(state))


def price(
    cohort: tuple[int | None, str | None], course: tuple[int | None, str | None]
) -> tuple[int, str]:
    """(minor units, currency): the cohort's own price, else the course's; neither is free."""
    for amount, currency in (cohort, course):
        if amount is not None:
            return amount, (currency or "EUR").upper()
    return 0, "EUR"


def balances(entries: Mapping[str, int]) -> bool:
    """Whether a booking's entries sum to zero."""
    return sum(entries.values()) == 0


def is_settled(session_status: str, payment_status: str) -> bool:
    """Whether a Checkout Session says that nothing remains to be paid."""
    return session_status == "complete" and payment_status in PAID_STATUSES


def is_promised(session_status: str, payment_status: str) -> bool:
    """Whether the buyer has done their part and the money is on its way."""
    return session_status == "complete" and payment_status == "unpaid"
