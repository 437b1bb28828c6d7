"""Orders, and money that goes back."""

from flask import flash, url_for
from flask_login import current_user

from lms.admin.forms import ElsewhereForm, ReasonForm
from lms.admin.routes.blueprint import asked, bp
from lms.admin.routes.cohorts import Answer
from lms.billing import actions as billing_actions
from lms.billing import queries as billing
from lms.billing import timeline
from lms.billing.models import Order
from lms.platform import i18n, journal, web
from lms.platform.db import transaction
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _


@bp.get("/admin/orders")
def orders() -> web.Rendered:
    """Every order, or those in one state, or whose refund failed."""
    state = asked("state")
    page = billing.all_orders(state, web.page_number())
    return web.page("admin/orders.html", page=page, state=state)


@bp.get("/admin/orders/<order>")
def order(order: str) -> web.Rendered:
    """One order: whose it is, and all that happened to it."""
    found = billing.order_of(current_user, order)
    return web.page(
        "admin/order.html",
        order=found,
        steps=timeline.story(found, journal.history(found), to_buyer=False),
        failed=billing.failed_refunds(found),
    )


@bp.route("/admin/orders/<order>/refund", methods=("GET", "POST"))
def refund(order: str) -> Answer:
    """Give back what was paid for an order; the seat that it paid for ends with it."""
    found = billing.order_of(current_user, order)
    if not found.can_be_given_back:
        raise Refused(_("Nothing remains to be given back for this order."))
    form = ReasonForm()
    if not form.validate_on_submit():
        return _refund_page(found, form, 422 if form.is_submitted() else 200)
    try:
        with transaction():
            asked = billing_actions.ask_refund(found, current_user, form.reason.data)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _refund_page(found, form, 409)
    amount = i18n.money(asked.amount, asked.currency)
    said = _(
        "Stripe is asked to send %(amount)s back to %(name)s. Load this page again in a moment: it "
        "tells how that went.",
        amount=amount,
        name=found.buyer.name,
    )
    flash(said, "done")
    return web.see_other(url_for(".order", order=order))


@bp.route("/admin/orders/<order>/elsewhere", methods=("GET", "POST"))
def elsewhere(order: str) -> Answer:
    """Say how money went back that Stripe could not give back."""
    found = billing.order_of(current_user, order)
    if not billing.failed_refunds(found):
        raise Refused(_("Nothing remains to be given back for this order."))
    form = ElsewhereForm()
    if not form.validate_on_submit():
        return _elsewhere_page(found, form, 422 if form.is_submitted() else 200)
    try:
        with transaction():
            billing_actions.give_back_elsewhere(found, current_user, form.reason.data)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _elsewhere_page(found, form, 409)
    flash(_("Written down. Nobody is told any more that the refund failed."), "done")
    return web.see_other(url_for(".order", order=order))


def _elsewhere_page(order: Order, form: ReasonForm, status: int) -> web.Rendered:
    failed = billing.failed_refunds(order)
    return web.page("admin/elsewhere.html", status, order=order, failed=failed, form=form)


def _refund_page(order: object, form: ReasonForm, status: int) -> web.Rendered:
    return web.page("admin/refund.html", status, order=order, form=form)
