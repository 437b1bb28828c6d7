"""Finding money that went back, or that should have gone."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from lms.billing.models import Order, Payment, Refund
from lms.billing.rules import OrderState, RefundState
from lms.platform.db import db


def refund_of(stripe_id: str, our_id: str) -> Refund | None:
    """A refund by Stripe's id, or by the one we gave it when asking."""
    if known := db.session.scalars(
        select(Refund).where(Refund.stripe_id == stripe_id)
    ).one_or_none():
        return known
    return db.session.get(Refund, our_id) if our_id else None


def refunds_of(order: Order) -> Sequence[Refund]:
    """What was given back for an order, or is on its way back."""
    return db.session.scalars(
        select(Refund).where(Refund.order_id == order.id).order_by(Refund.created_at)
    ).all()


def failed_refund_count() -> int:
    """Of how many orders money came back to us and did not go again since."""
    orders = failed().with_only_columns(func.count(func.distinct(Refund.order_id)))
    return db.session.scalar(orders) or 0


def failed_refunds(order: Order) -> Sequence[Refund]:
    """The refunds of an order whose money is here again, the newest first.

    Together they are never more than what is left of their payment: a second try that failed,
    too, is about the same money as the first.
    """
    newest = failed().where(Order.id == order.id)
    left = {payment.id: payment.amount for payment in order.payments}
    for refund in refunds_of(order):
        if refund.state != RefundState.FAILED:
            left[refund.payment_id] -= refund.amount
    told: dict[str, int] = defaultdict(int)
    found = []
    for refund in db.session.scalars(newest.order_by(Refund.created_at.desc(), Refund.id.desc())):
        if told[refund.payment_id] + refund.amount <= left[refund.payment_id]:
            told[refund.payment_id] += refund.amount
            found.append(refund)
    return found


def failed() -> Select[Refund]:
    """Failed refunds of paid orders of which something is left, and which did not go again.

    One that was repeated is known by its amount: Stripe does not say what a refund begun in its
    dashboard is for.
    """
    again, given = aliased(Refund), aliased(Refund)
    went_again = exists().where(
        again.payment_id == Refund.payment_id,
        again.amount == Refund.amount,
        again.created_at > Refund.created_at,
        again.state != RefundState.FAILED,
    )
    back = select(func.coalesce(func.sum(given.amount), 0)).where(
        given.payment_id == Refund.payment_id, given.state != RefundState.FAILED
    )
    return (
        select(Refund)
        .join(Order, Refund.order_id == Order.id)
        .join(Payment, Refund.payment_id == Payment.id)
        .where(Order.state == OrderState.PAID, Refund.state == RefundState.FAILED)
        .where(~went_again, Payment.amount > back.scalar_subquery())
    )
