"""Who guides a cohort."""

from lms.accounts.models import User
from lms.cohorts.models import Cohort, CohortMentor
from lms.platform import clock
from lms.platform.db import db
from lms.platform.journal import record


def name_mentor(cohort: Cohort, user: User, by: User | None) -> None:
    """Make a person a mentor of a cohort; twice is once."""
    if db.session.get(CohortMentor, (cohort.id, user.id)) is None:
        db.session.add(CohortMentor(cohort_id=cohort.id, user_id=user.id, created_at=clock.now()))
        record("mentor.named", actor=by, subject=cohort, user_id=user.id)


def relieve_mentor(cohort: Cohort, user: User, by: User) -> None:
    """Make a person a mentor no longer."""
    mentor = db.session.get(CohortMentor, (cohort.id, user.id))
    if mentor is not None:
        db.session.delete(mentor)
        record("mentor.relieved", actor=by, subject=cohort, user_id=user.id)
