"""What states, reasons and faults are called on the staff's pages."""

from lms.cohorts.access import Why
from lms.cohorts.actions import NAME_NEEDED
from lms.cohorts.roster import Fault
from lms.platform.i18n import lazy_gettext as _

STATES = {
    "draft": _("draft"),
    "open": _("open"),
    "running": _("running"),
    "finished": _("finished"),
    "cancelled": _("cancelled"),
}
LANGUAGES = {"": _("not said"), "en": _("English"), "it": _("Italian")}
WEEKDAYS = {
    "": _("no weekly hour"),
    "0": _("Monday"),
    "1": _("Tuesday"),
    "2": _("Wednesday"),
    "3": _("Thursday"),
    "4": _("Friday"),
    "5": _("Saturday"),
    "6": _("Sunday"),
}
SOURCES = {
    "order": _("order"),
    "free": _("free"),
    "gift": _("gift"),
    "team": _("team seat"),
    "scholarship": _("scholarship"),
    "complimentary": _("complimentary"),
    "staff": _("staff"),
}
ORDER_STATES = {
    "open": _("not paid yet"),
    "pending": _("on its way"),
    "paid": _("paid"),
    "returning": _("refund under way"),
    "lapsed": _("not paid"),
    "refunded": _("given back"),
    "refund_failed": _("refund failed"),
}
JOB_STATES = {
    "queued": _("waiting"),
    "running": _("running"),
    "failed": _("failed"),
}
MOVES = {
    ("draft", "open"): (
        _("Open it"),
        _("Everybody sees the cohort and can take a seat, until it runs or is full."),
    ),
    ("open", "draft"): (
        _("Back to draft"),
        _("Only staff and those inside will see it. Nobody can take a seat."),
    ),
    ("open", "running"): (
        _("Start it"),
        _("Nobody takes a seat any more. You can still bring people in."),
    ),
    ("running", "open"): (
        _("Open it again"),
        _("Everybody can take a seat again, as long as there are any."),
    ),
    ("running", "finished"): (
        _("Finish it"),
        _("The conversation closes. What was said, and the lessons, stay open to its members."),
    ),
    ("finished", "running"): (_("Let it go on"), _("The conversation opens again.")),
}
"""(button, what happens) of each step of a cohort."""

WHY = {
    Why.FREE_LESSON: _("Anybody may read the free lessons."),
    Why.STAFF: _("Gets in as staff, without a seat."),
    Why.ENROLLED: _("Gets in: the seat is theirs."),
    Why.NOT_YET: _("Has a seat; the cohort has not begun."),
    Why.SCHEDULED: _("Has a seat; the lesson opens on a date of its own."),
    Why.CANCELLED: _("Has a seat in a cohort that was cancelled: no lesson opens by it."),
    Why.ENDED: _("Cannot get in: every grant has ended."),
    Why.STRANGER: _("Cannot get in: there never was a grant."),
}
FAULTS = {
    Fault.TOO_LARGE: _("The list is larger than 1 MB. Split it."),
    Fault.NOT_UTF8: _("Line %(about)s is not UTF-8 text. Save the list as “CSV UTF-8”."),
    Fault.EMPTY: _("The list names nobody."),
    Fault.TOO_MANY: _("The list has more than %(about)s lines. Split it."),
    Fault.NO_COLUMN: _("The first line has no column “%(about)s”."),
    Fault.UNKNOWN_COLUMN: _(
        "There is no column “%(about)s”: name, email, language, source and reason are known."
    ),
    Fault.TWICE_COLUMN: _("The column “%(about)s” stands twice."),
    Fault.BROKEN: _("The quotation marks do not close."),
    Fault.TOO_LONG: _("There are more cells than columns."),
    Fault.NO_EMAIL: _("The mail address is missing."),
    Fault.NO_NAME: NAME_NEEDED,
    Fault.BAD_NAME: _("“%(about)s” is too long for a name, or is a link."),
    Fault.BAD_EMAIL: _("“%(about)s” is no mail address."),
    Fault.BAD_LANGUAGE: _("“%(about)s” is no language of this site: en or it."),
    Fault.BAD_SOURCE: _(
        "“%(about)s” is no source: complimentary, scholarship, gift, team or staff."
    ),
    Fault.BAD_REASON: _("The reason is longer than 500 characters."),
    Fault.TWIN: _("The same address stands on line %(about)s."),
}


def fault(kind: Fault, about: str) -> str:
    """The sentence for what is wrong with a list or a line of it."""
    return str(FAULTS[kind]).replace("%(about)s", about)
