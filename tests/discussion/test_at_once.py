"""The same form sent many times at once."""

from collections.abc import Callable
from threading import Barrier, Thread

from flask import Flask

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.discussion.models import Post
from lms.discussion.models import Thread as Talk
from lms.platform.db import db
from tests.discussion.talk import begin, marks_of, member, posts_of, say, sinopia

AT_ONCE = 6


def together(app: Flask, act: Callable[[], object]) -> list[Exception]:
    """Do the same thing several times at the same moment; what went wrong."""
    start, failures = Barrier(AT_ONCE), list[Exception]()

    def run() -> None:
        with app.app_context():
            start.wait()
            try:
                act()
            except Exception as failure:
                failures.append(failure)
            db.session.remove()

    runners = [Thread(target=run) for _ in range(AT_ONCE)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    db.session.rollback()
    db.session.expire_all()
    return failures


def again(user_id: int) -> User:
    return db.session.get_one(User, user_id)


def test_one_reply_comes_of_many(app: Flask) -> None:
    cohort, alice = sinopia()
    bob_id, thread = member("Bob", cohort).id, begin(alice, cohort)
    db.session.rollback()
    thread_id = thread.id
    failures = together(app, lambda: say(again(bob_id), db.session.get_one(Talk, thread_id)))
    assert failures == []
    kept = db.session.get_one(Talk, thread_id)
    assert (posts_of(kept), kept.post_count) == (["I ask.", "I answer."], 2)
    assert marks_of(again(bob_id)) == 1


def test_one_thread_comes_of_many(app: Flask) -> None:
    cohort, alice = sinopia()
    ids = alice.id, cohort.id
    db.session.rollback()
    failures = together(app, lambda: begin(again(ids[0]), db.session.get_one(Cohort, ids[1])))
    assert failures == []
    assert db.session.query(Talk).count() == db.session.query(Post).count() == 1
