"""Money that arrives: it is a fact, booked once, and never refused."""

from lms.billing import ledger, queries, rules
from lms.billing.actions.buying import let_go, strand
from lms.billing.actions.refunding import ask_refund
from lms.billing.gateway import SessionSeen
from lms.billing.models import Order, Payment
from lms.billing.rules import NoSeat, OrderState
from lms.cohorts import actions as cohort_actions
from lms.cohorts import queries as cohort_queries
from lms.cohorts.rules import CohortState, Source
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
        facts = {"paid": session.amount, "currency": session.currency}
        record("order.amount_differs", actor=None, subject=order, **facts)
    refusal = _why_no_seat(order)
    if refusal:
        _return(order, refusal)
        return
    _give_seat(order)
    record("order.paid", actor=order.buyer, subject=order)


def await_payment(session: SessionSeen) -> None:
    """The buyer has done their part; the seat is kept until the money comes or fails.

    A late promise beside another order of theirs for the same seat changes nothing yet: should
    the money come, it is judged then.
    """
    order = queries.locked_order(session.order_id)
    state = rules.next_state(order.state, "promised")
    other = queries.waiting_order(order.buyer_id, order.cohort_id)
    if state == order.state or other not in (None, order):
        return
    order.state = state
    record("order.pending", actor=order.buyer, subject=order, seat_kept=_keep_seat(order))
    if order.cohort.state == CohortState.CANCELLED:
        strand(order)


def payment_failed(session: SessionSeen) -> None:
    """Promised money did not come."""
    if session.order_id and queries.order_exists(session.order_id):
        let_go(session.order_id, "failed")


def _keep_seat(order: Order) -> bool:
    """Hold the seat for promised money; False when it went to somebody else meanwhile."""
    hold, now = cohort_queries.hold_for(order.seat_reference), clock.now()
    if order.cohort.state == CohortState.CANCELLED:
        return False
    if hold and (hold.ends_at > now or cohort_actions.seat_is_free(order.cohort)):
        hold.ends_at = now + rules.PROMISE_LIFE
        return True
    return False


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
    ledger.book(order, f"payment:{session.payment_id}", entries, session.currency)


def _why_no_seat(order: Order) -> NoSeat | None:
    """Why this money buys no seat; None when it does: by the hold, or because one is free."""
    now = clock.now()
    if order.state != OrderState.PAID:
        return NoSeat.AFTER_REFUND
    if cohort_queries.grant_for(order.seat_reference):
        return NoSeat.PAID_TWICE
    if cohort_queries.has_seat(order.buyer_id, order.cohort_id, now):
        return NoSeat.ALREADY_IN
    if order.cohort.state == CohortState.CANCELLED:
        return NoSeat.CANCELLED
    hold = cohort_queries.hold_for(order.seat_reference)
    if (hold and hold.ends_at > now) or cohort_actions.seat_is_free(order.cohort):
        return None
    return NoSeat.NONE_LEFT


def _return(order: Order, why: NoSeat) -> None:
    """Give the money back, and the seat too if one is still held for it."""
    cohort_actions.hand_back_seat(order.seat_reference)
    record("order.overbooked", actor=None, subject=order, why=why)
    ask_refund(order, None, why)


def _give_seat(order: Order) -> None:
    cohort_actions.hand_back_seat(order.seat_reference)
    reason = cohort_actions.Reason(Source.ORDER, order.seat_reference)
    cohort_actions.enroll(order.buyer, order.cohort, reason)
