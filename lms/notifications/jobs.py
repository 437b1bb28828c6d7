"""Reading the journal."""

from smtplib import SMTPException

from lms.accounts.models import User
from lms.cohorts.rules import CohortState
from lms.notifications import actions, letters, queries
from lms.notifications.recipients import RECIPIENTS, recipients
from lms.platform import mail
from lms.platform.db import transaction
from lms.platform.jobs import job
from lms.platform.journal import Event

RELAY = "notifications.relay"
MAIL = "mail"
WAITING = "notifications.relay_waiting"
READS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(RECIPIENTS, (RELAY,)),
    "cohort.moved": (WAITING,),
}
"""Which jobs read which event."""


@job(RELAY)
def relay(event_id: int) -> None:
    """Tell those who should know; one whose letter fails does not keep it from the others."""
    failure: Exception | None = None
    for person in recipients(queries.event(event_id)):
        try:
            _tell_by_mail(queries.event(event_id), person)
        except (OSError, SMTPException) as broken:
            failure = broken
    if failure is not None:
        raise failure  # the job comes again, for those who were missed


@job(WAITING)
def relay_waiting(event_id: int) -> None:
    """A draft has opened: those who were brought in meanwhile hear of it now, each once."""
    moved = queries.event(event_id)
    if moved.facts["before"] == CohortState.DRAFT:
        for came_in in queries.enrollments_in(moved.subject_id):
            relay(came_in)


def _tell_by_mail(event: Event, reader: User) -> None:
    """Send a person the letter of an event, unless they have it.

    The letter goes out before the row is written: whoever is cut off in between sends it twice,
    never not at all, and no transaction waits for a mail server.
    """
    if queries.was_told(event, reader, MAIL):
        return
    letter = letters.write(event, reader)
    if letter is None:
        return
    mail.send(letter)
    with transaction():
        actions.note_told(event, reader, MAIL)
