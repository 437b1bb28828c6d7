"""Checkout, orders, and Stripe's webhook."""

from flask import Blueprint, current_app, flash, request, url_for
from flask_login import current_user, login_required
from sqlalchemy.exc import IntegrityError

from lms.billing import actions, queries, timeline, webhooks
from lms.billing.checkout import purchase
from lms.billing.forms import CheckoutForm
from lms.billing.gateway import (
    BadSignature,
    Gateway,
    GatewayFailed,
    GatewayMissing,
    SessionSeen,
)
from lms.billing.models import Order
from lms.billing.rules import LONGEST_DESCRIPTION, OrderState
from lms.cohorts import access
from lms.cohorts import queries as cohort_queries
from lms.cohorts import rules as cohort_rules
from lms.cohorts.meeting_words import meets
from lms.cohorts.models import Cohort
from lms.content import shelf
from lms.content.course import Course
from lms.platform import clock, i18n, journal, web
from lms.platform.db import transaction
from lms.platform.errors import NotFound, Refused
from lms.platform.i18n import gettext as _
from lms.platform.logs import log
from lms.platform.security import csrf

bp = Blueprint("billing", __name__)


@bp.get("/checkout/<cohort>")
@login_required
def checkout(cohort: str) -> web.Rendered | web.BaseResponse:
    """What I am about to buy, and until when a seat is mine."""
    found = cohort_queries.published_cohort(cohort)
    now = clock.now()
    if cohort_queries.has_seat(current_user.id, found.id, now):
        flash(_("You already have a seat in this cohort."), "note")
        return web.see_other(url_for("learning.course", course=found.course))
    return _checkout_page(found, CheckoutForm())


@bp.post("/checkout/<cohort>")
@login_required
def buy(cohort: str) -> web.Rendered | web.BaseResponse:
    """I want this seat: hold it, and go to pay."""
    found = cohort_queries.published_cohort(cohort)
    course = shelf.course(found.course, i18n.language())
    cost = _price(found, course)
    if cost[0] and not _gateway().is_open:
        return _checkout_page(found, CheckoutForm(), status=503)
    words = f"{course.title}: {found.title}"[:LONGEST_DESCRIPTION]
    before = queries.waiting_order(current_user.id, found.id)
    if before and (answer := _of_what_ran_out(before, found)):
        return answer
    try:
        with transaction():
            order = actions.begin_order(current_user, found, cost, words, clock.now())
    except Refused as refusal:
        return _checkout_page(found, CheckoutForm(), str(refusal), 409)
    if order.state != OrderState.OPEN:
        return web.see_other(url_for(".order", order=order.id))
    return _go_to_pay(order, found)


@bp.get("/checkout/<order>/return")
@login_required
def come_back(order: str) -> web.BaseResponse:
    """Back from the checkout page: Stripe is asked what happened, the address proves nothing."""
    found = queries.order_of(current_user, order)
    if found.session_id and found.state in (OrderState.OPEN, OrderState.PENDING):
        try:
            _see(_gateway().session(found.session_id))
        except GatewayFailed:
            flash(_("The bank has not answered yet. This page will know in a moment."), "note")
    return web.see_other(url_for(".order", order=order))


@bp.get("/orders")
@login_required
def orders() -> web.Rendered:
    """All I have bought."""
    return web.page("billing/orders.html", page=queries.orders_of(current_user, web.page_number()))


@bp.get("/orders/<order>")
@login_required
def order(order: str) -> web.Rendered:
    """One order and all that happened to it."""
    found = queries.order_of(current_user, order)
    return web.page(
        "billing/order.html",
        order=found,
        course=shelf.library().course(found.cohort.course, i18n.language()),
        steps=timeline.story(
            found, journal.history(found), to_buyer=found.buyer_id == current_user.id
        ),
        failed=queries.failed_refunds(found),
        has_seat=cohort_queries.grant_stands(found.seat_reference, clock.now()),
        can_withdraw=found.state == OrderState.OPEN and found.buyer_id == current_user.id,
        form=CheckoutForm(),
    )


@bp.post("/orders/<order>/withdraw")
@login_required
def withdraw(order: str) -> web.BaseResponse:
    """I have changed my mind before paying: the seat is free at once."""
    found = queries.order_of(current_user, order)
    if found.buyer_id != current_user.id:
        raise NotFound
    if found.state == OrderState.OPEN:
        with transaction():
            actions.withdraw(found, current_user)
    closed = found.session_id is None or _close_payment_page(found.session_id)
    if queries.order_of(current_user, order).state == OrderState.LAPSED:
        sure = _("The seat is free again. Nothing was charged.")
        flash(sure if closed else _("The seat is free again."), "done")
    return web.see_other(url_for(".order", order=order))


@bp.post("/webhooks/stripe")
@csrf.exempt
def stripe_webhook() -> tuple[str, int]:
    """Stripe says that something happened; any failure answers 5xx, so that Stripe tries again."""
    gateway = _gateway()
    try:
        event = gateway.verify(request.get_data(), request.headers.get("Stripe-Signature", ""))
    except BadSignature:
        return "bad signature", 400
    if event.livemode != gateway.livemode:
        return "this is the other mode's endpoint", 400
    if queries.event_was_taken(event.id):
        return "known", 200
    try:
        found = webhooks.look_up(gateway, event)
    except GatewayFailed as down:
        log.warning("stripe did not answer", about=event.id, reason=str(down))
        return "try again", 503
    try:
        with transaction():
            webhooks.take(event, found)
    except IntegrityError:  # the same fact is being booked at this very moment
        return "try again", 503
    return "taken", 200


def _gateway() -> Gateway:
    return Gateway(current_app.config["SETTINGS"])


def _price(cohort: Cohort, course: Course) -> tuple[int, str]:
    own = (cohort.price_amount, cohort.price_currency)
    return cohort_rules.price(own, (course.price_amount, course.price_currency))


def _see(session: SessionSeen) -> None:
    with transaction():
        actions.take_session(session)


def _close_payment_page(session_id: str) -> bool:
    """So that nobody pays for a seat given back; money that was quicker still counts.

    False when Stripe does not answer: the page closes by itself within the half hour.
    """
    try:
        _see(_gateway().expire_session(session_id))
    except GatewayMissing:
        return True
    except GatewayFailed as down:
        log.warning("the payment page stays open", about=session_id, reason=str(down))
        return False
    return True


def _checkout_page(
    cohort: Cohort, form: CheckoutForm, problem: str = "", status: int = 200
) -> web.Rendered:
    course = shelf.course(cohort.course, i18n.language())
    amount, currency = _price(cohort, course)
    now = clock.now()
    return web.page(
        "billing/checkout.html",
        status,
        cohort=cohort,
        course=course,
        amount=amount,
        currency=currency,
        is_sold=not amount or _gateway().is_open,
        elsewhere=access.seats_elsewhere(
            cohort_queries.standings(current_user, cohort.course), cohort.id, now
        ),
        waiting=queries.waiting_order(current_user.id, cohort.id),
        taken=cohort_queries.seats_taken([cohort], now)[cohort.id],
        now=now,
        meets=meets(cohort, i18n.own_zone(), now),
        form=form,
        problem=problem,
    )


def _go_to_pay(order: Order, cohort: Cohort) -> web.Rendered | web.BaseResponse:
    """Stripe is asked outside the transaction, so that a slow answer keeps nobody else waiting."""
    if order.session_url:
        return web.see_other(order.session_url)
    try:
        session = _gateway().open_session(purchase(order, i18n.language()))
    except GatewayFailed as down:
        log.warning("no checkout page", order=order.id, reason=str(down))
        return _not_opened(order, cohort)
    with transaction():
        waits = actions.attach_session(order, session)
    if waits:
        return web.see_other(session.url)
    _close_payment_page(session.id)
    return web.see_other(url_for(".order", order=order.id))


def _of_what_ran_out(before: Order, cohort: Cohort) -> web.Rendered | web.BaseResponse | None:
    """What to answer a buyer whose payment page of before has run out; None: they may pay anew.

    They may have paid on it and no webhook told us yet: nobody shall be led to pay twice.
    """
    waits = before.state == OrderState.OPEN and before.session_id and before.expires_at
    if not waits or not before.session_id or waits > clock.now():
        return None
    if not _close_payment_page(before.session_id):
        sorry = _("Stripe has not told us yet whether you have paid. Please try again in a minute.")
        return _checkout_page(cohort, CheckoutForm(), sorry, 503)
    if before.state == OrderState.PAID:
        return web.see_other(url_for(".order", order=before.id))
    return None


def _not_opened(order: Order, cohort: Cohort) -> web.Rendered | web.BaseResponse:
    """The seat is free again, unless another tab of the same person has come through."""
    with transaction():
        given_up = actions.give_up_opening(order)
    if not given_up:
        return web.see_other(url_for(".order", order=order.id))
    sorry = _("The payment page did not open. Nothing was charged. Please try again in a minute.")
    return _checkout_page(cohort, CheckoutForm(), sorry, 503)
