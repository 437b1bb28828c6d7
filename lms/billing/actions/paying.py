"""Money that arrives: it is a fact, booked once, and never refused."""

from lms.billing import ledger, queries, rules
from lms.billing.actions.buying import let_go, seat_reference
from lms.billing.actions.refunding import ask_refund
from lms.billing.gateway import SessionSeen
from lms.billing.models import Order, OrderState, Payment
from lms.cohorts import actions as cohort_actions
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Source
from lms.platform import clock
from lms.platform.db import db
from lms.platform.journal import record


def take_session(session: SessionSeen) -> None:
    """Act on what Stripe says of a checkout page now; the same word twice changes nothing."""
    if not session.order_id or not queries.order_exists(session.order_id):
        return  # a Stripe account may be shared: not ours
    if rules.is_settled(session.status, session.payment_status):
        confirm_payment(session)
    elif rules.is_promised(session.status, session.payment_status):
        await_payment(session)
    elif session.status == "expired":
        let_go(session.order_id)


def confirm_payment(session: SessionSeen) -> None:
    """Book the money, and give the seat; if there is none left, give the money back."""
    order = queries.locked_order(session.order_id)
    if queries.payment(session.payment_id) is not None:
        return
    _book(order, session)
    order.state = rules.next_state(order.state, "paid")
    order.paid_at = order.paid_at or clock.now()
    if session.amount != order.amount or session.currency != order.currency:
        record("order.amount_differs", actor=None, subject=order, paid=session.amount)
    refusal = _why_no_seat(order)
    if refusal:
        record("order.overbooked", actor=None, subject=order, why=refusal)
        ask_refund(order, None, refusal)
        return
    _give_seat(order)
    record("order.paid", actor=order.buyer, subject=order)


def await_payment(session: SessionSeen) -> None:
    """The buyer has done their part; the seat is kept until the money comes or fails."""
    order = queries.locked_order(session.order_id)
    state = rules.next_state(order.state, "promised")
    if state == order.state:
        return
    order.state = state
    if hold := cohort_queries.hold_for(seat_reference(order)):
        hold.ends_at = clock.now() + rules.PROMISE_LIFE
    record("order.pending", actor=order.buyer, subject=order)


def payment_failed(session: SessionSeen) -> None:
    """Promised money did not come."""
    if session.order_id and queries.order_exists(session.order_id):
        let_go(session.order_id, "failed")


def _book(order: Order, session: SessionSeen) -> None:
    db.session.add(
        Payment(
            id=session.payment_id,
            order_id=order.id,
            amount=session.amount,
            currency=session.currency,
            receipt_url=session.receipt_url,
            created_at=clock.now(),
        )
    )
    entries = {rules.STRIPE: session.amount, rules.SALES: -session.amount}
    ledger.book(order, f"payment:{session.payment_id}", entries)


def _why_no_seat(order: Order) -> str:
    """Why this money buys no seat; empty when it does: by the hold, or because one is free."""
    cohort = cohort_queries.locked_cohort(order.cohort_id)
    now = clock.now()
    if order.state != OrderState.PAID:
        return "paid again after a refund"
    if cohort_queries.grant_for(seat_reference(order)):
        return "paid twice"
    if cohort_queries.has_seat(order.buyer_id, cohort.id, now):
        return "already in this cohort"
    hold = cohort_queries.hold_for(seat_reference(order))
    if (hold and hold.ends_at > now) or cohort_actions.seat_is_free(cohort):
        return ""
    return "no seat was left"


def _give_seat(order: Order) -> None:
    reference = seat_reference(order)
    cohort_actions.hand_back_seat(reference)
    cohort_actions.enroll(order.buyer, order.cohort, cohort_actions.Reason(Source.ORDER, reference))
