"""What an order and a refund may become, and how long a seat is held for a buyer."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

CHECKOUT_LIFE = timedelta(minutes=31)  # Stripe takes 30 at least, counted when it hears of it
PROMISE_LIFE = timedelta(days=14)  # bank debits take up to that long to fail
HOLD_GRACE = timedelta(minutes=4)  # money that arrives at the last second still finds its seat
PAID_STATUSES = frozenset({"paid", "no_payment_required"})  # a 100 % coupon leaves nothing to pay

LONGEST_DESCRIPTION = 300
RETURNING = "returning"
"""What an order is called from when its money is asked back until it is there."""

REFUND_FAILED = "refund_failed"
"""What a paid order is called whose refund failed, until the money goes another way."""

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


class Returned(Protocol):
    """What is known of a refund."""

    @property
    def payment_id(self) -> str:
        """Of which payment it is."""

    @property
    def amount(self) -> int:
        """Minor units."""

    @property
    def state(self) -> str:
        """One of `RefundState`."""

    @property
    def created_at(self) -> datetime:
        """When it was asked for."""


R = TypeVar("R", bound=Returned)


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


def shown_state(state: str, paid: Mapping[str, int], refunds: Iterable[Returned]) -> str:
    """What people are told of an order: its state, or what becomes of its money.

    `paid` has minor units by payment.
    """
    known = list(refunds)
    under_way = UNDER_WAY.get(state, frozenset())
    if any(refund.state in under_way for refund in known):
        return RETURNING
    return REFUND_FAILED if state == OrderState.PAID and still_failed(paid, known) else state


def left(
    paid: Mapping[str, int],
    refunds: Iterable[Returned],
    without: Set[str] = frozenset({RefundState.FAILED}),
) -> Counter[str]:
    """Minor units by payment that were not given back, nor promised; below zero: too many were.

    `without` names the states of refunds that do not count.
    """
    rest = Counter(paid)
    for one in refunds:
        rest[one.payment_id] -= 0 if one.state in without else one.amount
    return rest


def is_all_back(paid: Mapping[str, int], refunds: Iterable[Returned]) -> bool:
    """Whether Stripe has taken, or somebody has given, all of it back: a promise is no return."""
    waits = frozenset({RefundState.ASKED, RefundState.FAILED})
    return all(rest <= 0 for rest in left(paid, refunds, waits).values())


def still_failed(paid: Mapping[str, int], refunds: Iterable[R]) -> list[R]:
    """The refunds whose money is here again, the newest first; `paid` is minor units by payment.

    One that was repeated is known by its amount: Stripe does not say what a refund begun in its
    dashboard is for. Together they are never more than what is left of their payment: a second
    try that failed, too, is about the same money as the first.
    """
    newest = sorted(refunds, key=lambda one: one.created_at, reverse=True)
    rest, found, newer = left(paid, newest), list[R](), set[tuple[str, int]]()
    for one in newest:
        if one.state != RefundState.FAILED:
            newer.add((one.payment_id, one.amount))
        elif (one.payment_id, one.amount) not in newer and one.amount <= rest[one.payment_id]:
            rest[one.payment_id] -= one.amount
            found.append(one)
    return found


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
