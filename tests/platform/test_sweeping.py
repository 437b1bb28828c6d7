"""Tables that only grow are swept; what may still be asked for stays."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select, text

from lms.accounts import actions
from lms.accounts.models import UserSession
from lms.platform import clock, health, jobs, sweeping
from lms.platform.db import Base, db, transaction
from lms.platform.health import Beat
from lms.platform.jobs import Job, JobState
from lms.platform.worker import Every
from tests.people import make_person

DAY = timedelta(days=1)


def rows(table: type[Base]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_what_was_done_long_ago_is_dropped_and_what_failed_is_not(app: Flask) -> None:
    with transaction():
        for state in (JobState.DONE, JobState.FAILED):
            jobs.enqueue("tests.nothing").state = state
        for job in db.session.scalars(select(Job)):
            job.due_at = clock.now() - 31 * DAY
        jobs.enqueue("tests.nothing").state = JobState.DONE
    sweeping.sweep()
    states = db.session.scalars(select(Job.state).order_by(Job.id)).all()
    assert states == [JobState.FAILED, JobState.DONE]


def test_sessions_that_ended_long_ago_are_dropped(app: Flask) -> None:
    alice, now = make_person("Alice"), clock.now()
    with transaction():
        actions.begin_session(alice, "ran out", now - 61 * DAY)
        actions.end_session(actions.begin_session(alice, "left", now - 40 * DAY), now - 31 * DAY)
        actions.end_session(actions.begin_session(alice, "left now", now - 2 * DAY), now - DAY)
        actions.begin_session(alice, "here", now)
    sweeping.sweep()
    left = db.session.scalars(select(UserSession.user_agent).order_by(UserSession.user_agent))
    assert left.all() == ["here", "left now"]


def test_workers_of_yesterday_are_forgotten(app: Flask) -> None:
    with transaction():
        health.beat("here")
        health.beat("gone")
        db.session.get_one(Beat, "gone").beat_at -= 2 * DAY
    sweeping.sweep()
    assert rows(Beat) == 1


def test_it_is_done_at_once_and_then_once_in_a_while() -> None:
    done: list[str] = []
    often = Every(timedelta(hours=1), lambda: done.append("once"))
    for _ in range(3):
        often.turn()
    assert done == ["once"]


def test_the_database_knows_how_much_it_holds(app: Flask) -> None:
    """PostgreSQL counts by itself."""
    make_person("Alice")
    sweeping.sweep()
    if db.engine.dialect.name == "sqlite":
        found = db.session.execute(text("SELECT stat FROM sqlite_stat1 WHERE tbl = 'users'")).all()
        assert found
