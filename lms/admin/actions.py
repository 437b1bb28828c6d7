"""What staff do that belongs to no other slice."""

from lms.accounts import actions as account_actions
from lms.accounts.models import User
from lms.admin import queries
from lms.billing import actions as billing_actions
from lms.cohorts import actions as cohort_actions
from lms.cohorts.models import Cohort
from lms.platform import clock, jobs
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.jobs import Job, JobState
from lms.platform.journal import record


def end_sessions(user: User, by: User) -> None:
    """Log a person out of every browser."""
    account_actions.end_all_sessions(user, clock.now())
    record("sessions.ended", actor=by, subject=user)


def retry(job: Job, by: User) -> None:
    """Give a job that gave up another chance; Refused for one that has not."""
    if job.state != JobState.FAILED:
        raise Refused(_("This job has not given up: it is tried again by itself."))
    jobs.try_again(job)
    record("job.retried", actor=by, subject=job, job=job.name)


def cancel_cohort(cohort: Cohort, by: User, why: str, *, give_back: bool) -> int:
    """Call a cohort off; with `give_back` all that was paid goes back. For how many orders."""
    cancelled = cohort_actions.cancel(cohort, by, why, gives_back=give_back)
    billing_actions.let_go_all(cancelled)
    return billing_actions.refund_all(cancelled, by, why) if give_back else 0


def delete_cohort(cohort: Cohort, by: User) -> None:
    """Take a cohort away in which nothing has happened; Refused when something has."""
    if queries.has_a_past(cohort):
        raise Refused(_("Something has happened in this cohort: it can be cancelled, not deleted."))
    cohort_actions.delete_cohort(cohort, by)
