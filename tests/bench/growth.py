"""The same pages in a school a hundred times as large: fifty thousand people and what they did."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Table, insert, select

from lms.accounts.models import User
from lms.cohorts.models import Cohort, Enrollment, Grant
from lms.discussion.models import Post, Thread
from lms.learning.models import Completion
from lms.platform import clock
from lms.platform.db import Base, db, transaction
from tests.bench.school import COURSE

PEOPLE = 50_000
IN_A_COHORT = 200
LESSONS = 30
"""That each has finished: one and a half million completions in all."""
POSTS = 50
"""In each of the threads: one hundred thousand in all."""
THREADS_OF_A_COHORT = 8
AT_ONCE = 50_000
"""Rows that are written in one transaction."""

Rows = Iterator[dict[str, Any]]


def grow(app: Flask) -> None:
    """Fill the school's tables, past its actions: by hand it would take a day."""
    with app.app_context():
        last = db.session.scalars(select(User.id).order_by(User.id.desc())).first() or 0
        home = db.session.scalars(select(Cohort).where(~Cohort.self_paced)).one()
        first = 1 + max(db.session.scalars(select(Cohort.id)))
        cohorts = range(first, first + PEOPLE // IN_A_COHORT)
        people = range(last + 1, last + 1 + PEOPLE)
        for table, rows in (
            (User, _people(people)),
            (Cohort, _cohorts(cohorts, home)),
            (Enrollment, _enrollments(people, cohorts)),
            (Grant, _grants(people)),
            (Completion, _completions(app, people)),
            (Thread, _threads(people, cohorts)),
            (Post, _posts(people, cohorts)),
        ):
            _write(table, rows)
        db.session.remove()


def _write(model: type[Base], rows: Rows) -> None:
    table = model.__table__
    assert isinstance(table, Table)
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            _insert(table, batch)
            batch = []
    if batch:
        _insert(table, batch)


def _insert(table: Table, batch: Sequence[dict[str, Any]]) -> None:
    with transaction():
        db.session.execute(insert(table), batch)


def _people(people: range) -> Rows:
    now = clock.now()
    same = {"language": "en", "time_zone": "Europe/Rome", "created_at": now}
    for n in people:
        named = {"email": f"p{n}@example.org", "name": f"Person {n}", "handle": f"p{n}"}
        yield {"id": n, "email_confirmed_at": now, **named, **same}


def _cohorts(cohorts: range, like: Cohort) -> Rows:
    columns = [c.key for c in Cohort.__table__.columns if c.key not in ("id", "slug", "title")]
    same = {key: getattr(like, key) for key in columns}
    for n in cohorts:
        yield {"id": n, "slug": f"cohort-{n}", "title": f"Cohort {n}", **same}


def _enrollments(people: range, cohorts: range) -> Rows:
    now = clock.now()
    for place, person in enumerate(people):
        cohort = cohorts[place // IN_A_COHORT]
        yield {"id": person + 10_000, "user_id": person, "cohort_id": cohort, "created_at": now}


def _grants(people: range) -> Rows:
    now = clock.now()
    same = {"source": "gift", "starts_at": now, "created_at": now}
    for person in people:
        yield {"id": person + 10_000, "enrollment_id": person + 10_000, **same}


def _completions(app: Flask, people: range) -> Rows:
    now = clock.now()
    lessons = app.extensions["library"].course(COURSE).lessons[:LESSONS]
    facts = [{"lesson_id": x.id, "lesson_hash": x.hash} for x in lessons]
    for person in people:
        for lesson in facts:
            yield {"user_id": person, "course": COURSE, "created_at": now, **lesson}


def _threads(people: range, cohorts: range) -> Rows:
    now = clock.now()
    for place, cohort in enumerate(cohorts):
        author = people[place * IN_A_COHORT]
        who = {"author_id": author, "last_author_id": author, "cohort_id": cohort}
        for n in range(THREADS_OF_A_COHORT):
            named = {"id": f"t{cohort:07}{n:04}", "title": f"Thread {n}"}
            yield {**named, **who, "post_count": POSTS, "last_post_at": now, "created_at": now}


def _posts(people: range, cohorts: range) -> Rows:
    began = clock.now() - timedelta(days=1)
    for place, cohort in enumerate(cohorts):
        for thread in range(THREADS_OF_A_COHORT):
            for n in range(POSTS):
                author = people[place * IN_A_COHORT + n]
                told = {"body": "Yes.", "html": "<p>Yes.</p>", "author_id": author}
                key = {
                    "id": f"p{cohort:06}{thread:03}{n:03}",
                    "thread_id": f"t{cohort:07}{thread:04}",
                }
                yield {**key, **told, "created_at": began + timedelta(minutes=n)}
