"""Money that goes back."""

from collections.abc import Sequence
from typing import Any

from lms.accounts.models import User
from lms.billing import ledger, queries, rules
from lms.billing.gateway import RefundSeen
from lms.billing.models import Order, Payment, Refund
from lms.billing.rules import OrderState, RefundState
from lms.cohorts import actions as cohort_actions
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort
from lms.platform import clock
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.jobs import enqueue
from lms.platform.journal import record


def ask_refund(order: Order, by: User | None, reason: str) -> Refund:
    """Promise to give back all that was paid last for an order; a job asks Stripe for it."""
    order = queries.locked_order_and_money(order.id)
    left = rules.left(order.paid, order.refunds)
    payment = next((p for p in reversed(order.payments) if left[p.id] > 0), None)
    if payment is None:
        raise Refused(_("Nothing remains to be given back for this order."))
    return _promise(order, payment, by, reason)


def refund_all(cohort: Cohort, by: User, reason: str) -> int:
    """Promise to give back all that was paid for a cohort; for how many orders.

    Where a refund has failed before, a person decides: the money may be on another way already.
    """
    asked = 0
    for order in queries.locked_paid_orders(cohort):
        if rules.still_failed(order.paid, order.refunds):
            continue
        left = rules.left(order.paid, order.refunds)
        payments = [payment for payment in order.payments if left[payment.id] > 0]
        for payment in payments:
            _promise(order, payment, by, reason)
        asked += bool(payments)
    return asked


def give_back_elsewhere(order: Order, by: User, how: str) -> Sequence[Refund]:
    """Write down that what Stripe could not give back went another way, such as in cash.

    The money left another account than Stripe's, where it still is. Refused when no refund of
    the order has failed, or the money went again since.
    """
    order = queries.locked_order_and_money(order.id)
    failed = queries.failed_refunds(order)
    if not failed:
        raise Refused(_("Nothing remains to be given back for this order."))
    return [_elsewhere(order, one, by, how) for one in failed]


def take_refund(seen: RefundSeen) -> None:
    """Act on what Stripe says of a refund now, whether begun here or in its dashboard."""
    payment = queries.payment(seen.payment_id)
    if payment is None:
        return  # not ours
    order = queries.locked_order(payment.order_id)
    refund = queries.refund_of(seen.id, seen.our_id) or _begun_elsewhere(payment, seen)
    refund.stripe_id = seen.id
    before, refund.state = refund.state, rules.next_refund_state(refund.state, seen.status)
    if refund.state == before:
        return
    if refund.state == RefundState.FAILED:
        _undo(order, refund)
        return
    is_there = refund.state == RefundState.SUCCEEDED
    ended = _close_if_all_is_back(order, at_once=is_there)
    if is_there:
        _book(order, refund)
        facts = {"why": refund.reason, "seat_ended": _seat(order, ended), **_money(refund)}
        record("refund.returned", actor=None, subject=order, **facts)


def refuse_refund(refund_id: str, why: str, seen: Sequence[RefundSeen]) -> None:
    """Stripe will not give this money back: it is told as failed, in Stripe's words.

    `seen` are all of its payment's refunds that Stripe knows. What went back by one of them has
    not failed; where they leave a part, that part is asked for.
    """
    for other in seen:
        take_refund(other)
    refund = queries.locked_refund(refund_id)
    if refund.state != RefundState.ASKED:
        return
    refund.state = RefundState.FAILED
    order = queries.locked_order_and_money(refund.order_id)
    left = rules.left(order.paid, order.refunds)[refund.payment_id]
    if left >= refund.amount:
        _undo(order, refund, why)
    elif left > 0:
        by = db.session.get(User, refund.asked_by_id) if refund.asked_by_id else None
        _promise(order, db.session.get_one(Payment, refund.payment_id), by, refund.reason)
    else:
        _close_if_all_is_back(order, at_once=False)


def _promise(order: Order, payment: Payment, by: User | None, reason: str) -> Refund:
    refund = Refund(
        order_id=order.id,
        payment_id=payment.id,
        amount=rules.left(order.paid, order.refunds)[payment.id],
        currency=payment.currency,
        reason=reason,
        asked_by_id=by.id if by else None,
        created_at=clock.now(),
    )
    db.session.add(refund)
    record("order.refund_asked", actor=by, subject=order, why=reason, **_money(refund))
    enqueue("billing.send_refund", refund_id=refund.id)
    return refund


def _elsewhere(order: Order, failed: Refund, by: User, how: str) -> Refund:
    refund = Refund(
        order_id=order.id,
        payment_id=failed.payment_id,
        amount=failed.amount,
        currency=failed.currency,
        state=RefundState.SUCCEEDED,
        reason=how,
        asked_by_id=by.id,
        created_at=clock.now(),
    )
    db.session.add(refund)
    db.session.flush()
    entries = {rules.SALES: refund.amount, rules.ELSEWHERE: -refund.amount}
    ledger.book(order, f"refund-elsewhere:{refund.id}", entries, refund.currency)
    ended = _close_if_all_is_back(order, at_once=True)
    facts = {"why": how, "seat_ended": _seat(order, ended), **_money(refund)}
    record("refund.given_elsewhere", actor=by, subject=order, **facts)
    return refund


def _begun_elsewhere(payment: Payment, seen: RefundSeen) -> Refund:
    refund = Refund(
        order_id=payment.order_id,
        payment_id=payment.id,
        amount=seen.amount,
        currency=seen.currency,
        reason="",
        created_at=clock.now(),
    )
    db.session.add(refund)
    db.session.flush()
    return refund


def _book(order: Order, refund: Refund) -> None:
    entries = {rules.SALES: refund.amount, rules.STRIPE: -refund.amount}
    ledger.book(order, f"refund:{refund.stripe_id}", entries, refund.currency)


def _close_if_all_is_back(order: Order, *, at_once: bool) -> bool:
    """When all the money is back or on its way, the seat it paid for ends; other grants stay.

    Whether a seat has ended by it. `at_once`: the money is there, so that the event of its return
    tells of the seat; else this one does, which has the fact `seat_ended` then.
    """
    db.session.refresh(order, ["payments", "refunds"])
    if order.state != OrderState.PAID or not rules.is_all_back(order.paid, order.refunds):
        return False
    order.state, order.refunded_at = rules.next_state(order.state, "refunded"), clock.now()
    grant = cohort_queries.grant_for(order.seat_reference)
    ended = grant is not None and cohort_actions.end_grant(grant, None, "refund")
    facts = {} if at_once else {"seat_ended": _seat(order, ended)}
    record("order.refunded", actor=None, subject=order, at_once=at_once, **facts)
    return ended


def _seat(order: Order, ended: bool) -> bool | None:
    """What an event says of the seat: it has ended, or it stays; None where none was left."""
    if ended:
        return True
    stays = cohort_queries.grant_stands(order.seat_reference, clock.now())
    return False if stays else None


def _money(refund: Refund) -> dict[str, Any]:
    return {"amount": refund.amount, "currency": refund.currency}


def _undo(order: Order, refund: Refund, why: str = "") -> None:
    """A refund that fails later puts the money back here; the seat is a person's decision.

    `why`: what Stripe said that refused it from the first.
    """
    if refund.stripe_id and queries.was_booked(f"refund:{refund.stripe_id}"):
        entries = {rules.SALES: -refund.amount, rules.STRIPE: refund.amount}
        ledger.book(order, f"refund-failed:{refund.stripe_id}", entries, refund.currency)
    order.state = rules.next_state(order.state, "refund failed")
    record("order.refund_failed", actor=None, subject=order, why=why, **_money(refund))
