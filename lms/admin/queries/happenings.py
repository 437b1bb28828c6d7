"""The journal and the jobs."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, or_, select

from lms.accounts.models import User
from lms.platform import paging
from lms.platform.db import db, locked
from lms.platform.jobs import Job, JobState
from lms.platform.journal import Event
from lms.platform.paging import PER_PAGE, Page


@dataclass(frozen=True, slots=True)
class EventsPage:
    """Some of what happened, the newest first."""

    items: Sequence[Event]
    older: int | None
    """The number to go on before; None at the end."""


def events(name: str, about: User | None, before: int | None) -> EventsPage:
    """What happened before an event (None: now), by a name's beginning and whom it concerns."""
    found = select(Event).order_by(Event.id.desc()).limit(PER_PAGE + 1)
    if name:
        found = found.where(Event.name.startswith(name, autoescape=True))
    if about:
        found = found.where(_concerns(about))
    if before:
        found = found.where(Event.id < before)
    rows = db.session.scalars(found).all()
    more = len(rows) > PER_PAGE
    return EventsPage(rows[:PER_PAGE], rows[PER_PAGE - 1].id if more else None)


def _concerns(person: User) -> ColumnElement[bool]:
    """Done by somebody, done to them, or with them among its facts: seated, named, mentioned."""
    to_them = and_(Event.subject_type == "users", Event.subject_id == str(person.id))
    named = Event.facts["user_id"].as_integer() == person.id
    called = Event.facts["mentioned"].as_string().regexp_match(rf"[\[ ,]{person.id}[\],]")
    return or_(Event.actor_id == person.id, to_them, named, called)


def failed_or_waiting_jobs(number: int) -> Page[Job]:
    """Jobs that are not done: those that gave up first, then by when they are due."""
    failed_first = case((Job.state == JobState.FAILED, 0), else_=1)
    unfinished = select(Job).where(Job.state != JobState.DONE)
    return paging.scalars_page(unfinished.order_by(failed_first, Job.due_at, Job.id), number)


def locked_job(job_id: int) -> Job:
    """One job, kept from the workers; or NotFound."""
    return locked(select(Job).where(Job.id == job_id))
