"""The blueprint of the staff's pages; its door stands before every one of them."""

from flask import Blueprint, request

from lms.accounts import rules
from lms.accounts.guard import admin_required
from lms.admin import journal_words, words
from lms.admin.prices import course_price

bp = Blueprint("admin", __name__)


@bp.before_request
@admin_required
def only_for_those_who_run_the_school() -> None:
    """Visitors are asked to log in; to anybody else there is nothing here."""


def asked(name: str) -> str:
    """What was typed into the address under this name: one line, nothing invisible."""
    return rules.tidy_name(request.args.get(name, ""))


@bp.context_processor
def in_words() -> dict[str, object]:
    """What things are called."""
    return {"words": words, "called": journal_words, "course_price": course_price}
