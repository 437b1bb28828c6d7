"""Whom and what the journal's events speak of, found together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from lms.accounts.models import User
from lms.admin.queries.people import names
from lms.billing.models import Order
from lms.cohorts.models import Cohort
from lms.discussion.models import Post, Thread
from lms.platform.db import db
from lms.platform.journal import Event


@dataclass(frozen=True, slots=True)
class Named:
    """What still exists of it, each by its number."""

    people: Mapping[int, User]
    cohorts: Mapping[int, Cohort]
    orders: Mapping[str, Order]
    posts: Mapping[str, Post]
    threads: Mapping[str, Thread]
    deleted_cohorts: Mapping[int, str]
    """What cohorts were called that are gone."""


def named(events: Sequence[Event]) -> Named:
    """The people and things of these events; six statements at most, however many."""
    posts = _found(Post, _subjects(events, "posts"))
    threads = {*_subjects(events, "threads"), *(post.thread_id for post in posts.values())}
    numbers = {int(number) for number in _subjects(events, "cohorts") if number.isdecimal()}
    numbers |= set(_facts(events, "cohort_id"))
    cohorts = _found(Cohort, numbers)
    return Named(
        people=names(person for event in events for person in _people(event)),
        cohorts=cohorts,
        orders=_found(Order, _subjects(events, "orders")),
        posts=posts,
        threads=_found(Thread, threads),
        deleted_cohorts=_titles_then(numbers - cohorts.keys()),
    )


def _titles_then(numbers: Collection[int]) -> dict[int, str]:
    """What deleted cohorts were called, as the journal wrote down when they went."""
    if not numbers:
        return {}
    gone = select(Event).where(
        Event.subject_type == "cohorts",
        Event.subject_id.in_(map(str, numbers)),
        Event.name == "cohort.deleted",
    )
    return {int(e.subject_id): e.facts["title"] for e in db.session.scalars(gone)}


def _people(event: Event) -> Iterator[int | None]:
    yield event.actor_id
    yield event.facts.get("user_id")
    yield from event.facts.get("mentioned", ())
    if event.subject_type == "users" and event.subject_id.isdecimal():
        yield int(event.subject_id)


def _subjects(events: Sequence[Event], kind: str) -> set[str]:
    return {event.subject_id for event in events if event.subject_type == kind}


def _facts(events: Sequence[Event], key: str) -> Iterator[Any]:
    return (event.facts[key] for event in events if event.facts.get(key) is not None)


def _found(model: Any, ids: Collection[Any]) -> dict[Any, Any]:  # noqa: ANN401 - any table with an id
    if not ids:
        return {}
    rows = db.session.scalars(select(model).where(model.id.in_(ids)))
    return {row.id: row for row in rows}
