"""What the facts of the journal are called, and what their values mean."""

from lms.platform.i18n import lazy_gettext as _

LABELS = {
    "after": _("After"),
    "amount": _("Amount"),
    "before": _("Before"),
    "cohort_id": _("Cohort"),
    "course": _("Course"),
    "fields": _("Changed"),
    "findings": _("Findings"),
    "gives_back": _("Money"),
    "mentioned": _("Calls"),
    "paid": _("Arrived"),
    "points": _("Points"),
    "renamed": _("Lessons renamed"),
    "restores": _("Goes back to"),
    "right": _("Answer"),
    "role": _("Role"),
    "seat_ended": _("Seat"),
    "seat_kept": _("Seat"),
    "source": _("Source"),
    "state": _("State"),
    "ticked": _("Ticked"),
    "user_id": _("Person"),
    "why": _("Reason"),
}
FIELDS = {
    "title": _("Name"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "time_zone": _("Time zone"),
    "language": _("Language"),
    "meets_on": _("Meets on"),
    "meets_at": _("At"),
    "meets_minutes": _("Minutes"),
    "meets": _("More about it"),
    "seats": _("Seats"),
    "price_amount": _("Price"),
    "price_currency": _("Price"),
}
"""What staff decide about a cohort."""
ROLES = {"admin": _("runs the school"), "instructor": _("teaches")}
YES_OR_NO = {
    "gives_back": (_("what was paid goes back"), _("each order is decided by itself")),
    "seat_ended": (_("it has ended"), _("it stays")),
    "seat_kept": (_("kept meanwhile"), _("not kept: it went to somebody else")),
    "right": (_("it is right"), _("it is not right")),
}
LAPSED = {
    "failed": _("the bank returned the payment"),
    "cancelled": _("the cohort was cancelled"),
    "expired": _("time ran out"),
}
"""Why an order was not paid."""
REFUNDED = _("the money of its order went back")
SEAT_ENDED = {
    "refund": _("A seat ended: refunded"),
    "by hand": _("A seat ended: by hand"),
}
NEWEST = _("the newest revision")
WAITS = _("waits for a person to read it")
