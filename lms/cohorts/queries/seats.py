"""Who sits where, why, and how many seats are left."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import cast

from sqlalchemy import Select, bindparam, exists, func, or_, select

from lms.accounts.models import User
from lms.cohorts.models import Cohort, Enrollment, Grant, SeatHold
from lms.cohorts.queries.inside import holds_at
from lms.cohorts.rules import Source
from lms.platform.db import db, one_or_not_found
from lms.platform.journal import Event

SEATED = tuple(source for source in Source if source != Source.STAFF)
"""Sources that take a seat."""


def seats_sold_and_held_in(
    cohorts: Iterable[Cohort], now: datetime
) -> Mapping[int, tuple[int, int]]:
    """By cohort: members whose grant holds, and seats held for those who pay; two statements."""
    ids = [c.id for c in cohorts]
    sold, held = (
        {row[0]: row[1] for row in db.session.execute(of(), {"cohorts": ids, "now": now})}
        for of in (_members, _held)
    )
    return {cohort_id: (sold.get(cohort_id, 0), held.get(cohort_id, 0)) for cohort_id in ids}


def seats_sold_and_held(cohort: Cohort, now: datetime) -> tuple[int, int]:
    """The same of one cohort."""
    return seats_sold_and_held_in([cohort], now)[cohort.id]


def seats_taken(cohorts: Iterable[Cohort], now: datetime) -> Mapping[int, int]:
    """By cohort the two together: the seats that nobody else can have; two statements."""
    return {key: sum(both) for key, both in seats_sold_and_held_in(cohorts, now).items()}


@cache
def _members() -> Select[int, int]:
    """By cohort, how many hold a grant that takes a seat; built once."""
    return (
        select(Enrollment.cohort_id, func.count(func.distinct(Enrollment.id)))
        .join(Grant, Grant.enrollment_id == Enrollment.id)
        .where(Enrollment.cohort_id.in_(bindparam("cohorts", expanding=True)))
        .where(Grant.source.in_(SEATED), holds_at(cast(datetime, bindparam("now"))))
        .group_by(Enrollment.cohort_id)
    )


@cache
def _held() -> Select[int, int]:
    """By cohort, how many seats are held for those who pay; built once."""
    return (
        select(SeatHold.cohort_id, func.count(SeatHold.id))
        .where(SeatHold.cohort_id.in_(bindparam("cohorts", expanding=True)))
        .where(SeatHold.ends_at > bindparam("now"))
        .group_by(SeatHold.cohort_id)
    )


def enrollment(user_id: int, cohort_id: int) -> Enrollment | None:
    """A person's enrollment in a cohort, open or not."""
    return db.session.scalars(
        select(Enrollment).where(Enrollment.user_id == user_id, Enrollment.cohort_id == cohort_id)
    ).one_or_none()


def has_seat(user_id: int, cohort_id: int, now: datetime) -> bool:
    """Whether a grant of this person in this cohort holds."""
    return (
        db.session.scalar(
            select(Grant.id)
            .join(Enrollment, Enrollment.id == Grant.enrollment_id)
            .where(Enrollment.user_id == user_id, Enrollment.cohort_id == cohort_id, holds_at(now))
            .limit(1)
        )
        is not None
    )


def lost_by_cancelling(cohort: Cohort, user: User) -> bool:
    """Whether this person had a seat when a cohort was called off; who had left before had none."""
    called_off = select(func.max(Event.created_at)).where(
        Event.subject_type == "cohorts",
        Event.subject_id == str(cohort.id),
        Event.name == "cohort.cancelled",
    )
    moment = db.session.scalar(called_off) if user.id else None
    return moment is not None and has_seat(user.id, cohort.id, moment)


def was_entered(cohort: Cohort) -> bool:
    """Whether anybody ever had a seat in a cohort, or one was held for them."""
    entered = exists().where(Enrollment.cohort_id == cohort.id)
    held = exists().where(SeatHold.cohort_id == cohort.id)
    return bool(db.session.scalar(select(or_(entered, held))))


def grant_for(reference: str) -> Grant | None:
    """The grant that rests on this reason."""
    return db.session.scalars(select(Grant).where(Grant.reference == reference)).one_or_none()


def grant_stands(reference: str, now: datetime) -> bool:
    """Whether the grant that rests on this reason was given and has not ended."""
    found = grant_for(reference)
    return found is not None and not found.has_ended(now)


def hold_for(reference: str) -> SeatHold | None:
    """The seat held for this reason, whether the hold still lives or not."""
    return db.session.scalars(select(SeatHold).where(SeatHold.reference == reference)).one_or_none()


def kept_for(user: User, course: str, now: datetime) -> Sequence[Cohort]:
    """The cohorts of a course in which a seat is held for somebody until they have paid."""
    if not user.id:
        return []
    holds = SeatHold.user_id == user.id, SeatHold.ends_at > now
    found = select(Cohort).where(Cohort.course == course)
    mine = found.where(Cohort.id.in_(select(SeatHold.cohort_id).where(*holds)))
    return db.session.scalars(mine.order_by(Cohort.id)).all()


def grant(cohort: Cohort, grant_id: int) -> Grant:
    """A grant of this cohort, for staff; or NotFound."""
    return one_or_not_found(
        select(Grant)
        .join(Enrollment, Enrollment.id == Grant.enrollment_id)
        .where(Grant.id == grant_id, Enrollment.cohort_id == cohort.id)
    )
