"""What the database promises to everybody above it."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, StatementError

from lms.cohorts.models import Cohort
from lms.platform import clock, limits
from lms.platform.db import db, transaction
from lms.platform.limits import Tally
from tests.people import make_cohort, make_person


def test_times_come_back_in_utc(app: Flask) -> None:
    rome = timezone(timedelta(hours=2))
    moment = datetime(2026, 7, 1, 12, 0, tzinfo=rome)
    alice = make_person("Bob", email="b@example.org", admin_since=moment)
    db.session.expire_all()
    assert alice.admin_since == moment
    assert alice.admin_since.tzinfo == UTC


def test_a_time_without_a_zone_is_refused(app: Flask) -> None:
    with pytest.raises(StatementError, match="zone"):
        make_person("Alice", admin_since=datetime(2026, 7, 1))  # noqa: DTZ001 - the mistake


def test_foreign_keys_hold(app: Flask) -> None:
    with pytest.raises(IntegrityError), transaction():
        db.session.add(
            Cohort(
                slug="x",
                title="x",
                course="x",
                time_zone="UTC",
                self_paced=True,
                created_at=clock.now(),
                seats=-1,
            )
        )


def test_a_course_has_one_self_paced_cohort(app: Flask) -> None:
    make_cohort("One", self_paced=True)
    with pytest.raises(IntegrityError):
        make_cohort("Two", self_paced=True)


def test_many_writers_lose_no_update(app: Flask) -> None:
    """Read, think, write from eight threads: the counter must have seen each of them."""

    def count_five() -> None:
        with app.app_context():
            for _ in range(5):
                with transaction():
                    limits.count("visits", timedelta(hours=1))

    with transaction():
        limits.count("visits", timedelta(hours=1))
    threads = [threading.Thread(target=count_five) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert db.session.scalars(select(Tally)).one().count == 41
