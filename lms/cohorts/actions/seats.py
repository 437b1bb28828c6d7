"""Coming into a cohort and leaving it; every seat is counted behind the cohort's lock."""

from dataclasses import dataclass
from datetime import datetime

from lms.accounts.models import User
from lms.cohorts import queries, rules
from lms.cohorts.models import Cohort, Enrollment, Grant, SeatHold
from lms.platform import clock
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.journal import record


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a grant is given: its source, what it rests on, and words for a person."""

    source: str
    reference: str | None = None
    """Unique: the same reason never gives two grants."""
    words: str = ""
    given_by: User | None = None


def hold_seat(user: User, cohort: Cohort, reference: str, ends_at: datetime) -> SeatHold:
    """Keep a seat for somebody who goes to pay; Refused when none is left."""
    cohort = queries.locked_cohort(cohort.id)
    require_seat(cohort)
    hold = SeatHold(
        cohort_id=cohort.id,
        user_id=user.id,
        reference=reference,
        ends_at=ends_at,
        created_at=clock.now(),
    )
    db.session.add(hold)
    db.session.flush()
    return hold


def require_seat(cohort: Cohort) -> None:
    """Refused unless people may come in and a seat is free; the cohort must be locked."""
    if not rules.may_join(cohort.state, cohort.self_paced):
        raise Refused(_("This cohort no longer takes people in."))
    if not seat_is_free(cohort):
        raise Refused(_("The last seat has just been taken."))


def seat_is_free(cohort: Cohort) -> bool:
    """Whether one more person fits; the cohort must be locked."""
    taken = queries.seats_taken([cohort], clock.now())[cohort.id]
    return not rules.is_full(cohort.seats, taken)


def hand_back_seat(reference: str) -> None:
    """End a hold now, if it still lives."""
    hold = queries.hold_for(reference)
    now = clock.now()
    if hold and hold.ends_at > now:
        hold.ends_at = now
        db.session.flush()


def enroll(user: User, cohort: Cohort, reason: Reason) -> Grant:
    """Open a cohort to a person for one reason; the same reason again gives the same grant.

    Seats are the caller's business (`require_seat`, `seat_is_free`): money that has arrived is
    answered differently from a form.
    """
    if reason.reference and (already := queries.grant_for(reason.reference)):
        return already
    now = clock.now()
    grant = Grant(
        enrollment=_enrollment(user, cohort, now),
        source=reason.source,
        reference=reason.reference,
        reason=reason.words,
        given_by_id=reason.given_by.id if reason.given_by else None,
        starts_at=now,
        created_at=now,
    )
    db.session.add(grant)
    record(
        "person.enrolled",
        actor=reason.given_by or user,
        subject=cohort,
        user_id=user.id,
        source=reason.source,
    )
    return grant


def _enrollment(user: User, cohort: Cohort, now: datetime) -> Enrollment:
    """The one row of a person in a cohort, new when they were never in it."""
    enrollment = queries.enrollment(user.id, cohort.id)
    if enrollment is None:
        enrollment = Enrollment(user_id=user.id, cohort_id=cohort.id, created_at=now)
        db.session.add(enrollment)
    return enrollment


def end_grant(grant: Grant, by: User | None, why: str) -> bool:
    """Close one reason; the person stays in if another holds. False when it had ended before."""
    now = clock.now()
    if grant.has_ended(now):
        return False
    grant.ends_at, grant.ended_because = now, why
    enrollment = grant.enrollment
    record(
        "grant.ended",
        actor=by,
        subject=enrollment.cohort,
        user_id=enrollment.user_id,
        source=grant.source,
        state=enrollment.cohort.state,
        why=why,
    )
    return True
