"""What an order and a refund may become, and how long a seat is held for a buyer."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum

CHECKOUT_LIFE = timedelta(minutes=31)  # Stripe takes 30 at least, counted when it hears of it
PROMISE_LIFE = timedelta(days=14)  # bank debits take up to that long to fail
HOLD_GRACE = timedelta(minutes=4)  # money that arrives at the last second still finds its seat
PAID_STATUSES = frozenset({"paid", "no_payment_required"})  # a 100 % coupon leaves nothing to pay

LONGEST_DESCRIPTION = 300
RETURNING = "returning"
"""What an order is called from when its money is asked back until it is there."""

REFUND_FAILED = "refund_failed"
"""What staff look for: paid orders whose refund failed, so that the money is here again."""

STRIPE = "stripe"
SALES = "sales"
ELSEWHERE = "elsewhere"
"""Money that Stripe never saw: cash, or a transfer from another account."""


class OrderState(StrEnum):
    """Where an order stands."""

    OPEN = "open"
    """Begun; a seat is held for as long as the checkout page lives."""
    PENDING = "pending"
    """The buyer has done their part; the money is on its way (bank debits, transfers)."""
    PAID = "paid"
    LAPSED = "lapsed"
    """The checkout page ran out, or the delayed payment failed; may still be paid late."""
    REFUNDED = "refunded"


class RefundState(StrEnum):
    """Where the return of money stands, in the order in which it goes."""

    ASKED = "asked"
    """Stripe has not heard of it yet."""
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    """Also after it succeeded: a bank may send money back days later."""


class NoSeat(StrEnum):
    """Why money that arrived buys no seat and is given back by the house itself."""

    PAID_TWICE = "paid twice"
    NONE_LEFT = "no seat was left"
    ALREADY_IN = "already in this cohort"
    AFTER_REFUND = "paid again after a refund"
    CANCELLED = "the cohort was cancelled"


MOVES = {
    (OrderState.OPEN, "paid"): OrderState.PAID,
    (OrderState.PENDING, "paid"): OrderState.PAID,
    (OrderState.LAPSED, "paid"): OrderState.PAID,
    (OrderState.OPEN, "promised"): OrderState.PENDING,
    (OrderState.LAPSED, "promised"): OrderState.PENDING,
    (OrderState.OPEN, "expired"): OrderState.LAPSED,
    (OrderState.PENDING, "failed"): OrderState.LAPSED,
    (OrderState.OPEN, "failed"): OrderState.LAPSED,
    (OrderState.OPEN, "cancelled"): OrderState.LAPSED,
    (OrderState.PAID, "refunded"): OrderState.REFUNDED,
    (OrderState.REFUNDED, "refund failed"): OrderState.PAID,
}
UNDER_WAY: Mapping[str, frozenset[str]] = {
    OrderState.PAID: frozenset({RefundState.ASKED}),
    OrderState.REFUNDED: frozenset({RefundState.ASKED, RefundState.PENDING}),
}
"""By the state of an order, those of its refunds that are not there yet."""
REFUND_STATES = {
    "succeeded": RefundState.SUCCEEDED,
    "failed": RefundState.FAILED,
    "canceled": RefundState.FAILED,
}
"""By Stripe's word; every other word is pending."""


def next_state(state: str, what: str) -> OrderState:
    """A late, repeated or unknown word leaves an order as it was."""
    return MOVES.get((OrderState(state), what), OrderState(state))


def shown_state(state: str, refunds: Iterable[str]) -> str:
    """What people are told of an order: its state, or that its money is going back."""
    under_way = UNDER_WAY.get(state, frozenset())
    return RETURNING if any(refund in under_way for refund in refunds) else state


def next_refund_state(before: str, seen: str) -> RefundState:
    """Where a refund stands after Stripe's word `seen`: never back, for a word may come late."""
    way = list(RefundState)
    return max(RefundState(before), REFUND_STATES.get(seen, RefundState.PENDING), key=way.index)


def balances(entries: Mapping[str, int]) -> bool:
    """Whether a booking's entries sum to zero."""
    return sum(entries.values()) == 0


def is_settled(session_status: str, payment_status: str) -> bool:
    """Whether a Checkout Session says that nothing remains to be paid."""
    return session_status == "complete" and payment_status in PAID_STATUSES


def is_promised(session_status: str, payment_status: str) -> bool:
    """Whether the buyer has done their part and the money is on its way."""
    return session_status == "complete" and payment_status == "unpaid"
