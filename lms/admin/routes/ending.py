"""A cohort is called off, or taken away."""

from zoneinfo import ZoneInfo

from flask import flash, url_for
from flask_login import current_user

from lms.admin import actions
from lms.admin.forms import CancelForm
from lms.admin.routes.blueprint import bp
from lms.admin.routes.cohorts import Answer
from lms.billing import queries as billing
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort
from lms.platform import clock, web
from lms.platform.db import transaction
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.i18n import ngettext


@bp.route("/admin/cohorts/<cohort>/cancel", methods=("GET", "POST"))
def cancel_cohort(cohort: str) -> Answer:
    """Call a cohort off and tell its members why; there is no way back."""
    found, form = cohort_queries.cohort(cohort), CancelForm()
    if not form.validate_on_submit():
        if not form.is_submitted():  # before the start everybody gets all back, as the terms say
            today = clock.now().astimezone(ZoneInfo(found.time_zone)).date()
            form.give_back.data = found.starts_on is not None and today < found.starts_on
        return _cancel_page(found, form, 422 if form.is_submitted() else 200)
    try:
        with transaction():
            again, give_back = cohort_queries.cohort(cohort), bool(form.give_back.data)
            why = form.reason.data
            orders = actions.cancel_cohort(again, current_user, why, give_back=give_back)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _cancel_page(found, form, 409)
    flash(_("The cohort is cancelled. Its members are told by mail."), "done")
    if orders:
        flash(
            ngettext(
                "The money of one order goes back.",
                "The money of %(num)d orders goes back.",
                orders,
            ),
            "done",
        )
    return web.see_other(url_for(".cohort", cohort=cohort))


def _cancel_page(cohort: Cohort, form: CancelForm, status: int) -> web.Rendered:
    """The question, beside whom and what it touches."""
    return web.page(
        "admin/cancel.html",
        status,
        form=form,
        cohort=cohort,
        members=cohort_queries.member_count(cohort, clock.now()),
        paid=billing.still_ours(cohort),
        failed=billing.failed_refund_count(cohort),
        coming=billing.coming(cohort),
        begun=billing.begun(cohort),
    )


@bp.post("/admin/cohorts/<cohort>/delete")
def delete_cohort(cohort: str) -> Answer:
    """Take away a cohort in which nothing has happened."""
    try:
        with transaction():
            actions.delete_cohort(cohort_queries.cohort(cohort), current_user)
    except Refused as refusal:
        flash(str(refusal), "error")
        return web.see_other(url_for(".cohort", cohort=cohort))
    flash(_("The cohort is deleted."), "done")
    return web.see_other(url_for(".cohorts"))
