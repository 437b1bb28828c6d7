"""The blueprint of the staff's pages; its door stands before every one of them."""

from flask import Blueprint, request, url_for

from lms.accounts import rules
from lms.accounts.guard import admin_required
from lms.admin import journal_words, words
from lms.platform.i18n import gettext as _

bp = Blueprint("admin", __name__)


@bp.before_request
@admin_required
def only_for_those_who_run_the_school() -> None:
    """Visitors are asked to log in; to anybody else there is nothing here."""


def asked(name: str) -> str:
    """What was typed into the address under this name: one line, nothing invisible."""
    return rules.tidy_name(request.args.get(name, ""))


@bp.context_processor
def places() -> dict[str, object]:
    """The second row of places, and what things are called."""
    nav = [
        (_("Overview"), url_for("admin.index")),
        (_("Cohorts"), url_for("admin.cohorts")),
        (_("People"), url_for("admin.people")),
        (_("Orders"), url_for("admin.orders")),
        (_("Jobs"), url_for("admin.jobs")),
        (_("Journal"), url_for("admin.audit")),
        (_("Courses"), url_for("teaching.index")),
    ]
    return {
        "staff_nav": nav,
        "staff_label": _("Administration"),
        "words": words,
        "called": journal_words,
    }
