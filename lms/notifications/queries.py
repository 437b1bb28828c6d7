"""What a letter needs to know; the journal says only what happened."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select

from lms.accounts.models import User
from lms.billing import queries as billing
from lms.billing.models import Order, Payment
from lms.billing.rules import OrderState
from lms.cohorts import queries as cohorts
from lms.cohorts.models import Cohort
from lms.cohorts.queries import mentors
from lms.cohorts.rules import CohortState
from lms.discussion.models import Post, Thread
from lms.discussion.queries import may_hear
from lms.learning.models import QuizAttempt
from lms.notifications.models import Delivery
from lms.platform import clock
from lms.platform.db import db, one_or_not_found
from lms.platform.journal import Event

__all__ = ["mentors"]


def event(event_id: int) -> Event:
    """The event with this number."""
    return db.session.get_one(Event, event_id)


def was_told(event: Event, user: User, channel: str) -> bool:
    """Whether this person has heard of this event through this channel."""
    told = select(Delivery.id).where(
        Delivery.event_id == event.id, Delivery.user_id == user.id, Delivery.channel == channel
    )
    return db.session.scalar(told) is not None


def attempt(attempt_id: str) -> QuizAttempt:
    """The answer with this number."""
    return db.session.get_one(QuizAttempt, attempt_id)


def people(ids: Collection[int]) -> Sequence[User]:
    """The people with these numbers."""
    return db.session.scalars(select(User).where(User.id.in_(ids)).order_by(User.id)).all()


def people_inside(cohort: Cohort, ids: Collection[int]) -> Sequence[User]:
    """Those of them who are inside a cohort now."""
    inside = may_hear(cohort, clock.now())
    return db.session.scalars(select(User).where(User.id.in_(ids), inside).order_by(User.id)).all()


def people_of(cohort_id: int, moment: datetime) -> Sequence[User]:
    """Those who were inside a cohort at that moment."""
    inside = cohorts.is_inside(cohort(cohort_id), moment)
    return db.session.scalars(select(User).where(inside).order_by(User.id)).all()


def had_seat(person: User, cohort: Cohort, moment: datetime) -> bool:
    """Whether somebody was a member of a cohort at that moment, not only one who guides it."""
    return cohorts.has_seat(person.id, cohort.id, moment)


def has_paid(person: User, cohort: Cohort, moment: datetime) -> bool:
    """Whether money of theirs for this cohort is here, on its way, or went back after a moment.

    What went back before belongs to a seat of the past, whatever seat they have had since.
    """
    promised = and_(Order.state == OrderState.PENDING, Order.amount > 0)
    paid = select(Order.id).where(
        Order.buyer_id == person.id,
        Order.cohort_id == cohort.id,
        or_(promised, Order.payments.any(Payment.amount > 0)),  # a coupon can leave nothing to pay
        or_(Order.state != OrderState.REFUNDED, Order.refunded_at >= moment),
    )
    return db.session.scalar(paid.limit(1)) is not None


def refund_has_failed(person: User, cohort: Cohort) -> bool:
    """Whether money of theirs for this cohort could not be sent back, and waits for a person."""
    return billing.failed_refund_count(cohort, person) > 0


def is_draft(cohort_id: int) -> bool:
    """Whether nobody but staff and those inside may see a cohort yet."""
    return cohort(cohort_id).state == CohortState.DRAFT


def enrollments_in(cohort_id: str) -> Sequence[int]:
    """The numbers of the events by which people came into a cohort, the oldest first."""
    came = select(Event.id).where(
        Event.subject_type == "cohorts",
        Event.subject_id == cohort_id,
        Event.name == "person.enrolled",
    )
    return db.session.scalars(came.order_by(Event.id)).all()


def standing_post(post_id: str) -> Post | None:
    """A post that was not deleted since."""
    standing = select(Post).where(Post.id == post_id, Post.deleted_at.is_(None))
    return db.session.scalars(standing).one_or_none()


def standing_thread(thread_id: str) -> Thread | None:
    """A thread in which something stands."""
    standing = select(Thread).where(Thread.id == thread_id, Thread.post_count > 0)
    return db.session.scalars(standing).one_or_none()


def order(order_id: str) -> Order:
    """The order with this id."""
    return one_or_not_found(select(Order).where(Order.id == order_id))


def seat_has_ended(order: Order) -> bool:
    """Whether an order once gave a seat that is no longer one."""
    grant = cohorts.grant_for(order.seat_reference)
    return grant is not None and grant.has_ended(clock.now())


def cohort(cohort_id: int) -> Cohort:
    """The cohort with this number."""
    return db.session.get_one(Cohort, cohort_id)
