"""A cohort is called off, or taken away as if it had never been planned."""

from sqlalchemy import delete, update

from lms.accounts.models import User
from lms.cohorts import queries, rules
from lms.cohorts.models import Cohort, CohortMentor, SeatHold
from lms.cohorts.rules import CohortState
from lms.platform import clock
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.journal import record


def cancel(cohort: Cohort, by: User, why: str, *, gives_back: bool = False) -> Cohort:
    """Call a cohort off for good: nobody comes in, held seats are let go, its members are told.

    `gives_back`: who calls it off gives all the money back, which the letters then say.
    """
    cohort = queries.locked_cohort(cohort.id)
    if not rules.may_cancel(cohort.state, cohort.self_paced):
        raise Refused(_("Only a cohort with dates that is not over can be cancelled."))
    before, cohort.state, cohort.cancelled_because = cohort.state, CohortState.CANCELLED, why
    now = clock.now()
    db.session.execute(
        update(SeatHold)
        .where(SeatHold.cohort_id == cohort.id, SeatHold.ends_at > now)
        .values(ends_at=now)
    )
    facts = {"gives_back": True} if gives_back else {}
    record("cohort.cancelled", actor=by, subject=cohort, before=before, why=why, **facts)
    return cohort


def delete_cohort(cohort: Cohort, by: User) -> None:
    """Take away a cohort that was planned by mistake; Refused when anybody was ever in it.

    What the floors above keep of it (orders, threads) is the caller's to ask for.
    """
    cohort = queries.locked_cohort(cohort.id)
    if queries.was_entered(cohort):
        raise Refused(_("People have been in this cohort: it can be cancelled, not deleted."))
    facts = {"title": cohort.title, "slug": cohort.slug, "course": cohort.course}
    record("cohort.deleted", actor=by, subject=cohort, **facts)
    db.session.execute(delete(CohortMentor).where(CohortMentor.cohort_id == cohort.id))
    db.session.execute(delete(Cohort).where(Cohort.id == cohort.id))
