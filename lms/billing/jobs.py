"""Speaking with Stripe when nobody waits for the answer."""

from flask import current_app

from lms.billing import actions
from lms.billing.gateway import Gateway, GatewayMissing, GatewayRefused
from lms.billing.models import Order, Refund
from lms.billing.rules import OrderState, RefundState
from lms.platform.db import db, transaction
from lms.platform.jobs import job


@job("billing.send_refund")
def send_refund(refund_id: str) -> None:
    """Give money back; asked twice it is given once, by the key that Stripe remembers."""
    refund = db.session.get_one(Refund, refund_id)
    if refund.stripe_id or refund.state != RefundState.ASKED:
        return
    gateway = Gateway(current_app.config["SETTINGS"])
    try:
        seen = gateway.refund(refund.payment_id, refund.amount, refund.id)
    except GatewayRefused as refusal:
        known = gateway.refunds_of_payment(refund.payment_id)
        with transaction():
            actions.refuse_refund(refund_id, str(refusal), known)
        return
    with transaction():
        actions.take_refund(seen)


@job("billing.look_again")
def look_again(order_id: str) -> None:
    """When a checkout page must have ended, see how it ended, in case no webhook told us."""
    order = db.session.get_one(Order, order_id)
    if order.state != OrderState.OPEN:
        return
    if order.session_id is None:
        with transaction():
            actions.let_go(order_id)
        return
    try:
        seen = Gateway(current_app.config["SETTINGS"]).expire_session(order.session_id)
    except GatewayMissing:  # nobody can pay there
        with transaction():
            actions.let_go(order_id)
        return
    with transaction():
        actions.take_session(seen)


@job("billing.close_page")
def close_page(order_id: str) -> None:
    """Nobody shall pay any more; money that was quicker is judged as it comes."""
    order = db.session.get_one(Order, order_id)
    if order.session_id is None:
        return
    seen = Gateway(current_app.config["SETTINGS"]).expire_session(order.session_id)
    with transaction():
        actions.take_session(seen)
