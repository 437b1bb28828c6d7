"""The journal and the jobs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, select, union

from lms.accounts.models import User
from lms.billing.models import Order
from lms.platform import paging
from lms.platform.db import db, locked
from lms.platform.jobs import Job, JobState
from lms.platform.journal import Event, EventPerson
from lms.platform.paging import PER_PAGE, Page


@dataclass(frozen=True, slots=True)
class EventsPage:
    """Some of what happened, the newest first."""

    items: Sequence[Event]
    older: int | None
    """The number to go on before; None at the end."""


def events(name: str, names: Sequence[str], about: User | None, before: int | None) -> EventsPage:
    """What happened before an event (None: now), by its name and whom it concerns.

    `names` are the events that are meant by `name`; where it means none that is known, those in
    whose name it stands.
    """

    def newest(found: Select[Any]) -> Select[Any]:
        if names:
            found = found.where(Event.name.in_(names))
        elif name:
            found = found.where(Event.name.icontains(name, autoescape=True))
        if before:
            found = found.where(Event.id < before)
        return found.order_by(Event.id.desc()).limit(PER_PAGE + 1)

    found = newest(select(Event))
    if about:
        ways = (newest(select(Event.id).where(way)).subquery() for way in _concerning(about))
        found = found.where(Event.id.in_(union(*(select(way.c.id) for way in ways))))
    rows = db.session.scalars(found).all()
    more = len(rows) > PER_PAGE
    return EventsPage(rows[:PER_PAGE], rows[PER_PAGE - 1].id if more else None)


def _concerning(person: User) -> tuple[ColumnElement[bool], ...]:
    """Done by somebody, done to them or to an order of theirs, or with them among its facts; each
    has its own index."""
    to_them = and_(Event.subject_type == "users", Event.subject_id == str(person.id))
    orders = select(Order.id).where(Order.buyer_id == person.id)
    to_theirs = and_(Event.subject_type == "orders", Event.subject_id.in_(orders))
    named = select(EventPerson.event_id).where(EventPerson.user_id == person.id)
    return Event.actor_id == person.id, to_them, to_theirs, Event.id.in_(named)


def failed_or_waiting_jobs(number: int) -> Page[Job]:
    """Jobs that are not done: those that gave up first, then by when they are due."""
    failed_first = case((Job.state == JobState.FAILED, 0), else_=1)
    unfinished = select(Job).where(Job.state != JobState.DONE)
    return paging.scalars_page(unfinished.order_by(failed_first, Job.due_at, Job.id), number)


def locked_job(job_id: int) -> Job:
    """One job, kept from the workers; or NotFound."""
    return locked(select(Job).where(Job.id == job_id))
