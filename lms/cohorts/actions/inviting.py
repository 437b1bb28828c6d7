"""Whoever was brought in and has no password yet is written to: once for each cohort."""

from lms.accounts.models import User
from lms.cohorts import queries, rules
from lms.cohorts.models import Cohort, Enrollment
from lms.platform import clock
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.jobs import enqueue
from lms.platform.journal import record


def invite_waiting(cohort: Cohort) -> None:
    """Nobody sees a draft, so its newcomers are written to when it opens, the first time only."""
    for enrollment in queries.uninvited(cohort, clock.now()):
        write_to(enrollment)


def invite_again(user: User, cohort: Cohort, by: User) -> None:
    """A letter was lost: send another one; Refused where it would lead nowhere."""
    cohort = queries.locked_cohort(cohort.id)
    enrollment = queries.enrollment(user.id, cohort.id)
    if enrollment is None or not queries.has_seat(user.id, cohort.id, clock.now()):
        raise Refused(_("They have no seat in this cohort."))
    if user.password_hash:
        raise Refused(_("They have chosen a password already."))
    if not rules.may_invite(cohort.state):
        raise Refused(_("People are invited to a cohort while it is open or running."))
    record("person.invited", actor=by, subject=user, cohort_id=cohort.id)
    write_to(enrollment)


def write_to(enrollment: Enrollment) -> None:
    """Have the letter sent, and remember that it was."""
    enrollment.invited_at = clock.now()
    enqueue(
        "cohorts.mail_invitation",
        user_id=enrollment.user_id,
        cohort_id=enrollment.cohort_id,
    )
