"""Finding money that went back, or that should have gone."""

from collections.abc import Sequence

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from lms.accounts.models import User
from lms.billing import rules
from lms.billing.models import Order, Payment, Refund
from lms.billing.rules import OrderState, RefundState
from lms.cohorts.models import Cohort
from lms.platform.db import db


def refund_of(stripe_id: str, our_id: str) -> Refund | None:
    """A refund by Stripe's id, or by the one we gave it when asking, as it is in the database."""
    known = select(Refund).where(Refund.stripe_id == stripe_id)
    known = known.execution_options(populate_existing=True)
    if found := db.session.scalars(known).one_or_none():
        return found
    return db.session.get(Refund, our_id, populate_existing=True) if our_id else None


def failed_refund_count(cohort: Cohort | None = None, buyer: User | None = None) -> int:
    """Of how many orders (for a cohort, of a buyer) money came back to us and did not go again."""
    orders = failed().with_only_columns(func.count(func.distinct(Refund.order_id)))
    if cohort is not None:
        orders = orders.where(Order.cohort_id == cohort.id)
    if buyer is not None:
        orders = orders.where(Order.buyer_id == buyer.id)
    return db.session.scalar(orders) or 0


def failed_refunds(order: Order) -> Sequence[Refund]:
    """The refunds of an order whose money is here again, the newest first."""
    if order.state != OrderState.PAID:
        return []
    return rules.still_failed(order.paid, order.refunds)


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
        .where(~went_again, Payment.amount - back.scalar_subquery() >= Refund.amount)
    )
