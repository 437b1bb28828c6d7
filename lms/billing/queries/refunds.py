"""Finding money that went back, or that should have gone."""

from collections.abc import Sequence

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from lms.billing import rules
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
    """The refunds of an order whose money is here again, the newest first."""
    if order.state != OrderState.PAID:
        return []
    paid = {payment.id: payment.amount for payment in order.payments}
    return rules.still_failed(paid, refunds_of(order))


def open_amount(payment: Payment) -> int:
    """Minor units of a payment that were not given back, nor promised."""
    going = (r for r in payment.order.refunds if r.payment_id == payment.id)
    return max(0, payment.amount - sum(r.amount for r in going if r.state != RefundState.FAILED))


def can_be_given_back(order: Order) -> bool:
    """Whether anything of what was paid is here and not promised back."""
    return any(map(open_amount, order.payments))


def failed() -> Select[Refund]:
    """What `rules.still_failed` finds, of every order; where several failed, at least one."""
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
