"""Jobs are promises: kept once, tried again, found again, and never gone without a word."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.platform import clock, jobs
from lms.platform.db import db, transaction
from lms.platform.jobs import Job, JobState

Work = Callable[[], int]


@pytest.fixture
def done() -> Iterator[list[str]]:
    """What the job `tests.note` has written down."""
    notes: list[str] = []

    def note(word: str) -> None:
        if word == "bad":
            raise OSError("the line is dead")
        notes.append(word)

    jobs.ACTS["tests.note"] = note
    yield notes
    del jobs.ACTS["tests.note"]


def promise(word: str) -> Job:
    with transaction():
        return jobs.enqueue("tests.note", word=word)


def promise_and_fail() -> None:
    with transaction():
        jobs.enqueue("tests.note", word="hello")
        raise ValueError("no")


def promise_and_fail_in_a_savepoint() -> None:
    with transaction():
        jobs.enqueue("tests.note", word="hello")
        db.session.begin_nested()
        raise ValueError("no")


def the_job() -> Job:
    db.session.rollback()
    return db.session.scalars(select(Job)).one()


def make_due() -> None:
    with transaction():
        for job in db.session.scalars(select(Job)):
            job.due_at = clock.now() - timedelta(seconds=1)


def test_a_promise_is_kept_once(app: Flask, work: Work, done: list[str]) -> None:
    promise("hello")
    assert work() == 1
    assert work() == 0
    assert done == ["hello"]
    assert the_job().state == JobState.DONE


def test_a_change_that_fails_promises_nothing(app: Flask, work: Work, done: list[str]) -> None:
    with pytest.raises(ValueError, match="no"):
        promise_and_fail()
    assert work() == 0
    assert done == []


def test_a_failure_waits_longer_each_time_and_ends_visibly(
    app: Flask, work: Work, done: list[str]
) -> None:
    promise("bad")
    waits = []
    for _ in range(jobs.MOST_ATTEMPTS):
        make_due()
        work()
        waits.append(the_job().due_at - clock.now())
    assert waits == sorted(waits)
    assert the_job().state == JobState.FAILED
    assert "the line is dead" in the_job().error
    assert jobs.failed_count() == 1


def test_a_person_may_have_a_failed_job_tried_again(
    app: Flask, work: Work, done: list[str]
) -> None:
    promise("bad")
    for _ in range(jobs.MOST_ATTEMPTS):
        make_due()
        work()
    with transaction():
        failed = the_job_inside()
        failed.arguments = {"word": "good"}
        jobs.try_again(failed)
    work()
    assert done == ["good"]


def the_job_inside() -> Job:
    return db.session.scalars(select(Job)).one()


def test_a_job_in_hand_is_not_taken_twice(app: Flask, work: Work, done: list[str]) -> None:
    job = promise("hello")
    with transaction():
        running = db.session.get_one(Job, job.id)
        running.state, running.due_at = JobState.RUNNING, clock.now() + jobs.LEASE
    assert jobs.carry_out(job.id) is False
    assert done == []


def test_a_dead_workers_job_is_found_again(app: Flask, work: Work, done: list[str]) -> None:
    job = promise("hello")
    with transaction():
        db.session.get_one(Job, job.id).state = JobState.RUNNING
    make_due()
    work()
    assert done == ["hello"]


def test_the_queue_is_told_after_the_commit_and_not_before(app: Flask, done: list[str]) -> None:
    told: list[int] = []
    jobs.poke[:] = [told.append]
    try:
        with transaction():
            job = jobs.enqueue("tests.note", word="hello")
            assert told == []
        assert told == [job.id]
    finally:
        jobs.poke[:] = []


def test_a_job_that_kills_its_workers_ends_visibly(app: Flask, work: Work, done: list[str]) -> None:
    job = promise("hello")
    with transaction():
        lost = db.session.get_one(Job, job.id)
        lost.state, lost.attempts = JobState.RUNNING, jobs.MOST_ATTEMPTS
    make_due()
    work()
    assert done == []
    assert (the_job().state, the_job().error) == (JobState.FAILED, "its worker died")


@pytest.fixture
def told() -> Iterator[list[int]]:
    """The jobs of which the queue was told."""
    heard: list[int] = []
    jobs.poke[:] = [heard.append]
    yield heard
    jobs.poke[:] = []


def test_a_promise_in_a_savepoint_is_told_once_and_after_the_commit(
    app: Flask, done: list[str], told: list[int]
) -> None:
    with transaction():
        with db.session.begin_nested():
            job = jobs.enqueue("tests.note", word="hello")
        assert told == []
    assert told == [job.id]


def test_a_savepoint_rolled_back_forgets_no_earlier_promise(
    app: Flask, done: list[str], told: list[int]
) -> None:
    with transaction():
        job = jobs.enqueue("tests.note", word="hello")
        savepoint = db.session.begin_nested()
        savepoint.rollback()
    assert told == [job.id]


def test_a_change_that_fails_inside_a_savepoint_tells_nothing(
    app: Flask, done: list[str], told: list[int]
) -> None:
    with pytest.raises(ValueError, match="no"):
        promise_and_fail_in_a_savepoint()
    promise("good")
    assert len(told) == 1


def test_an_error_tells_no_secret(app: Flask, work: Work) -> None:
    def fall(address: str) -> None:
        raise ValueError(f"cannot be reached: {address}")

    jobs.ACTS["tests.fall"] = fall
    with transaction():
        jobs.enqueue("tests.fall", address="http://localhost/password/reset/a.secret.token now")
    work()
    del jobs.ACTS["tests.fall"]
    assert "/password/reset/… now" in the_job().error
    assert "secret" not in the_job().error


def test_a_job_of_an_unknown_name_fails_visibly(app: Flask, work: Work) -> None:
    with transaction():
        jobs.enqueue("tests.nobody")
    work()
    assert "tests.nobody" in the_job().error
