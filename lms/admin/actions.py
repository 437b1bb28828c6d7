"""What staff do that belongs to no other slice."""

from lms.accounts import actions as account_actions
from lms.accounts.models import User
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
