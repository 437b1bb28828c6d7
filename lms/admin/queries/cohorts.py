"""Whether a cohort has left a trace on any floor."""

from sqlalchemy import select

from lms.billing import queries as billing
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort
from lms.discussion.models import Thread
from lms.platform.db import db


def has_a_past(cohort: Cohort) -> bool:
    """Whether anybody was ever in it, wanted to buy a seat, or said something."""
    if cohort_queries.was_entered(cohort) or billing.was_bought(cohort):
        return True
    said = select(Thread.id).where(Thread.cohort_id == cohort.id).limit(1)
    return db.session.scalar(said) is not None
