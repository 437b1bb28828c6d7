"""Beginning an order, and letting it go."""

from datetime import datetime

from lms.accounts.models import User
from lms.billing import queries, rules
from lms.billing.gateway import SessionSeen
from lms.billing.models import Order
from lms.billing.rules import OrderState
from lms.cohorts import actions as cohort_actions
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort
from lms.cohorts.rules import Source
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.jobs import enqueue
from lms.platform.journal import record


def begin_order(
    buyer: User, cohort: Cohort, price: tuple[int, str], description: str, now: datetime
) -> Order:
    """The person's one waiting order for a cohort: theirs, or a new one with a seat held.

    A free order is settled at once. Refused when they are in already, or no seat is left.
    """
    cohort = cohort_queries.locked_cohort(cohort.id)
    if cohort_queries.has_seat(buyer.id, cohort.id, now):
        raise Refused(_("You already have a seat in this cohort."))
    if waiting := _still_waiting(buyer, cohort, now):
        return waiting
    order = Order(
        buyer_id=buyer.id,
        cohort_id=cohort.id,
        amount=price[0],
        currency=price[1],
        description=description,
        created_at=now,
    )
    db.session.add(order)
    record("order.begun", actor=buyer, subject=order, amount=price[0], currency=price[1])
    if order.amount == 0:
        return _settle_free(order, buyer, cohort, now)
    return _keep_seat(order, buyer, cohort, now)


def attach_session(order: Order, session: SessionSeen) -> bool:
    """Remember the checkout page of an order; False when the order no longer waits for it."""
    order = queries.locked_order(order.id)
    if order.state != OrderState.OPEN:
        return False
    if order.session_id is None:
        order.session_id, order.session_url = session.id, session.url
        order.livemode = session.livemode
        record("order.checkout_opened", actor=None, subject=order)
    return True


def give_up_opening(order: Order) -> bool:
    """No checkout page came: the seat is free again; False when another tab has opened it."""
    order = queries.locked_order(order.id)
    if order.session_id is not None:
        return False
    let_go(order.id)
    return True


def let_go(order_id: str, what: str = "expired") -> None:
    """The checkout page ran out, the promised money did not come, the cohort was called off."""
    order = queries.locked_order(order_id)
    state = rules.next_state(order.state, what)
    if state == order.state:
        return
    order.state = state
    cohort_actions.hand_back_seat(order.seat_reference)
    record("order.lapsed", actor=None, subject=order, why=what)


def let_go_all(cohort: Cohort) -> None:
    """The cohort is called off: whoever was about to pay finds the payment page closed.

    Money that is already on its way is given back when it comes, and its buyer is told so now.
    """
    for order_id in queries.order_ids(cohort, OrderState.OPEN):
        let_go(order_id, "cancelled")
        enqueue("billing.close_page", order_id=order_id)
    for order_id in queries.order_ids(cohort, OrderState.PENDING):
        strand(queries.locked_order(order_id))


def strand(order: Order) -> None:
    """Say to a buyer whose money is on its way that it will buy no seat any more."""
    record("order.stranded", actor=None, subject=order)


def withdraw(order: Order, by: User) -> None:
    """The buyer has changed their mind before paying."""
    order = queries.locked_order(order.id)
    if order.state != OrderState.OPEN:
        raise Refused(_("This order can no longer be withdrawn."))
    order.state = rules.next_state(order.state, "expired")
    cohort_actions.hand_back_seat(order.seat_reference)
    record("order.withdrawn", actor=by, subject=order)


def _still_waiting(buyer: User, cohort: Cohort, now: datetime) -> Order | None:
    waiting = queries.waiting_order(buyer.id, cohort.id)
    if waiting is None or waiting.state == OrderState.PENDING:
        return waiting
    if waiting.expires_at and waiting.expires_at > now:
        return waiting
    let_go(waiting.id)
    return None


def _keep_seat(order: Order, buyer: User, cohort: Cohort, now: datetime) -> Order:
    """Hold a seat a little longer than the checkout page will live."""
    order.expires_at = (now + rules.CHECKOUT_LIFE).replace(microsecond=0)
    until = now + rules.CHECKOUT_LIFE + rules.HOLD_GRACE
    cohort_actions.hold_seat(buyer, cohort, order.seat_reference, until)
    enqueue("billing.look_again", at=until, order_id=order.id)
    return order


def _settle_free(order: Order, buyer: User, cohort: Cohort, now: datetime) -> Order:
    cohort_actions.require_seat(cohort)
    order.state, order.paid_at = OrderState.PAID, now
    reason = cohort_actions.Reason(Source.FREE, order.seat_reference)
    cohort_actions.enroll(buyer, cohort, reason)
    record("order.settled_free", actor=buyer, subject=order)
    return order
