"""Finding orders, through the person who asks or by Stripe's word."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from lms.accounts.models import User
from lms.billing.models import (
    LedgerEntry,
    Order,
    Payment,
    Posting,
    Refund,
    StripeEvent,
)
from lms.billing.queries.refunds import failed
from lms.billing.rules import REFUND_FAILED, OrderState, RefundState
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort
from lms.platform import paging
from lms.platform.db import db, locked, one_or_not_found
from lms.platform.paging import Page

MOST_COMING = 20
MONEY = (selectinload(Order.payments), selectinload(Order.refunds))
"""What an order is told by, beside its state."""


def order_of(user: User, order_id: str) -> Order:
    """The order, for its buyer and for those who run the school; or NotFound."""
    found = (
        select(Order)
        .where(Order.id == order_id)
        .options(joinedload(Order.cohort), joinedload(Order.buyer))
    )
    return one_or_not_found(found if user.is_admin else found.where(Order.buyer_id == user.id))


def orders_of(user: User, number: int) -> Page[Order]:
    """What a person has bought or begun to buy, newest first, a page at a time."""
    mine = select(Order).where(Order.buyer_id == user.id)
    mine = mine.options(joinedload(Order.cohort), *MONEY)
    return paging.scalars_page(mine.order_by(Order.created_at.desc(), Order.id.desc()), number)


def all_orders(state: str, number: int) -> Page[Order]:
    """Every order, or those in one state, newest first, with buyer and cohort; for staff.

    `REFUND_FAILED` counts as a state here.
    """
    found = select(Order).options(joinedload(Order.cohort), joinedload(Order.buyer), *MONEY)
    if state == REFUND_FAILED:
        found = found.where(Order.id.in_(failed().with_only_columns(Refund.order_id)))
    elif state:
        found = found.where(Order.state == state)
    return paging.scalars_page(found.order_by(Order.created_at.desc(), Order.id.desc()), number)


def waiting_order(buyer_id: int, cohort_id: int) -> Order | None:
    """The one order of a person for a cohort that is open or on its way."""
    return db.session.scalars(
        select(Order).where(
            Order.buyer_id == buyer_id,
            Order.cohort_id == cohort_id,
            Order.state.in_((OrderState.OPEN, OrderState.PENDING)),
        )
    ).one_or_none()


def coming_from(user: User, now: datetime) -> Sequence[Order]:
    """A person's orders whose money is on its way, or still may come, the oldest first.

    Few, as each holds a seat.
    """
    may_come = and_(Order.state == OrderState.OPEN, Order.expires_at > now)
    mine = select(Order).where(Order.buyer_id == user.id)
    mine = mine.where(or_(Order.state == OrderState.PENDING, may_come))
    return db.session.scalars(
        mine.options(joinedload(Order.cohort)).order_by(Order.created_at).limit(MOST_COMING)
    ).all()


def order_ids(cohort: Cohort, state: OrderState) -> Sequence[str]:
    """The ids of the orders for a cohort that are in a state, always in the same order."""
    found = select(Order.id).where(Order.cohort_id == cohort.id, Order.state == state)
    return db.session.scalars(found.order_by(Order.id)).all()


def locked_paid_orders(cohort: Cohort) -> Sequence[Order]:
    """The orders for a cohort whose money is here, the oldest first; kept from other writers.

    With what was paid and given back: four statements, however many there are.
    """
    cohort_queries.locked_cohort(cohort.id)
    paid = select(Order).where(Order.cohort_id == cohort.id, Order.state == OrderState.PAID)
    return db.session.scalars(
        paid.where(Order.amount > 0)
        .order_by(Order.created_at, Order.id)
        .options(*MONEY)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


@dataclass(frozen=True, slots=True)
class Total:
    """Some orders and what they come to."""

    orders: int
    amounts: Mapping[str, int]
    """Minor units by currency."""


def still_ours(cohort: Cohort) -> Total:
    """What was paid for a cohort and has not gone back, nor been promised back; one statement.

    Without the orders whose refund failed, of which each is a decision of its own.
    """
    given = select(func.coalesce(func.sum(Refund.amount), 0)).where(
        Refund.payment_id == Payment.id, Refund.state != RefundState.FAILED
    )
    left = Payment.amount - given.scalar_subquery()
    found = select(Payment.order_id, Payment.currency, left).join(Order).where(left > 0)
    paid = found.where(Order.cohort_id == cohort.id, Order.state == OrderState.PAID)
    paid = paid.where(Order.id.not_in(failed().with_only_columns(Refund.order_id)))
    return _total(paid.order_by(Payment.currency))


def coming(cohort: Cohort) -> Total:
    """What is on its way to us for a cohort; one statement."""
    return _waiting(cohort, OrderState.PENDING)


def begun(cohort: Cohort) -> Total:
    """What those owe who have a payment page open for a cohort; one statement."""
    return _waiting(cohort, OrderState.OPEN)


def _waiting(cohort: Cohort, state: OrderState) -> Total:
    found = select(Order.id, Order.currency, Order.amount)
    found = found.where(Order.cohort_id == cohort.id, Order.state == state)
    return _total(found.order_by(Order.currency))


def _total(found: Select[str, str, int]) -> Total:
    """Add up rows of (order, currency, minor units); an order may have several."""
    orders, amounts = set(), Counter[str]()
    for order_id, currency, amount in db.session.execute(found):
        orders.add(order_id)
        amounts[currency] += amount
    return Total(len(orders), amounts)


def returning_count(cohort: Cohort) -> int:
    """For how many orders of a cohort the money is about to go back."""
    asked = Order.refunds.any(Refund.state == RefundState.ASKED)
    paid = select(func.count()).where(Order.cohort_id == cohort.id, Order.state == OrderState.PAID)
    return db.session.scalar(paid.where(asked)) or 0


def was_bought(cohort: Cohort) -> bool:
    """Whether anybody ever began to buy a seat in a cohort."""
    found = select(Order.id).where(Order.cohort_id == cohort.id).limit(1)
    return db.session.scalar(found) is not None


def locked_order(order_id: str) -> Order:
    """The order, kept from other writers, behind its cohort's lock; or NotFound."""
    cohort_id = one_or_not_found(select(Order.cohort_id).where(Order.id == order_id))
    cohort_queries.locked_cohort(cohort_id)
    return locked(select(Order).where(Order.id == order_id))


def locked_order_and_money(order_id: str) -> Order:
    """The same, with its payments and refunds as they are behind the lock."""
    order = locked_order(order_id)
    db.session.refresh(order, ["payments", "refunds"])
    return order


def locked_refund(refund_id: str) -> Refund:
    """The refund as it is behind its order's lock; or NotFound."""
    locked_order(one_or_not_found(select(Refund.order_id).where(Refund.id == refund_id)))
    return locked(select(Refund).where(Refund.id == refund_id))


def order_exists(order_id: str) -> bool:
    """Whether we made this order."""
    return db.session.scalar(select(Order.id).where(Order.id == order_id)) is not None


def payment(payment_id: str) -> Payment | None:
    """A payment that was booked."""
    return db.session.get(Payment, payment_id)


def event_was_taken(event_id: str) -> bool:
    """Whether this event was acted on before."""
    return db.session.get(StripeEvent, event_id) is not None


def was_booked(reference: str) -> bool:
    """Whether the ledger has a posting for this reason."""
    return db.session.scalar(select(Posting.id).where(Posting.reference == reference)) is not None


def balance(account: str) -> dict[str, int]:
    """Minor units by currency that stand in one account."""
    rows = db.session.execute(
        select(LedgerEntry.currency, func.sum(LedgerEntry.amount))
        .where(LedgerEntry.account == account)
        .group_by(LedgerEntry.currency)
    )
    return {row[0]: int(row[1]) for row in rows}
