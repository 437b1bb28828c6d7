"""Who hears of what: the table, row by row."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.cohorts.rules import Source
from lms.discussion.models import Thread
from lms.notifications.recipients import RECIPIENTS, recipients
from lms.platform import clock
from lms.platform.db import db, transaction
from lms.platform.journal import Event, record
from tests.discussion.talk import begin, member, say, sinopia, take_back
from tests.notifications.orders import order_of
from tests.people import make_admin, make_instructor, make_mentor, make_person, seat


def last(name: str) -> Event:
    """The newest event of this name."""
    return db.session.query(Event).filter_by(name=name).order_by(Event.id.desc()).first() or Event()


def names(event: Event) -> list[str]:
    return sorted(person.name for person in recipients(event))


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    """Sinopia: Alice and Bob learn, Mia and Milo mentor, Ines teaches, Carol is not in it."""
    cohort, _alice = sinopia()
    member("Bob", cohort), make_person("Carol")
    for name in ("Mia", "Milo"):
        make_mentor(make_person(name), cohort)
    make_instructor(make_person("Ines"))
    make_admin("Ada")
    return cohort


def person(name: str) -> User:
    return db.session.query(User).filter_by(name=name).one()


@pytest.mark.parametrize(
    ("author", "body", "heard_by"),
    [
        ("Alice", "I ask.", ["Mia", "Milo"]),
        ("Alice", "@bob and @alice and @carol", ["Bob", "Mia", "Milo"]),
        ("Mia", "Welcome.", ["Milo"]),
        ("Mia", "Welcome, @alice @mia @ines @ada", ["Ada", "Alice", "Ines", "Milo"]),
    ],
)
def test_a_thread_is_told_to_mentors_and_to_those_called(
    cohort: Cohort, author: str, body: str, heard_by: list[str]
) -> None:
    begin(person(author), cohort, body=body)
    assert names(last("thread.created")) == heard_by


@pytest.mark.parametrize(
    ("author", "body", "heard_by"),
    [
        ("Bob", "I answer.", ["Alice"]),
        ("Bob", "I answer @alice.", ["Alice"]),
        ("Bob", "I answer, @mia and @carol.", ["Alice", "Mia"]),
        ("Alice", "I answer myself.", []),
        ("Alice", "I answer @bob and @alice.", ["Bob"]),
        ("Bob", "`@mia`", ["Alice"]),
    ],
)
def test_a_reply_is_told_to_who_asked_and_to_those_called(
    cohort: Cohort, author: str, body: str, heard_by: list[str]
) -> None:
    thread = begin(person("Alice"), cohort)
    say(person(author), thread, body)
    assert names(last("post.created")) == heard_by


def leave(cohort: Cohort) -> None:
    with transaction():
        for enrollment in cohort.enrollments:
            if enrollment.user_id == person("Alice").id:
                enrollment.grants[0].ends_at = clock.now()


def close_account(_cohort: Cohort) -> None:
    with transaction():
        person("Alice").closed_at = clock.now()


@pytest.mark.parametrize("goes", [leave, close_account])
def test_whoever_has_gone_hears_nothing(cohort: Cohort, goes: Callable[[Cohort], None]) -> None:
    thread = begin(person("Alice"), cohort)
    say(person("Bob"), thread, "@alice?")
    goes(cohort)
    assert names(last("post.created")) == []


def test_what_was_taken_back_is_not_told(cohort: Cohort) -> None:
    thread = begin(person("Alice"), cohort)
    take_back(person("Bob"), say(person("Bob"), thread))
    assert names(last("post.created")) == []
    take_back(person("Alice"), db.session.get_one(Thread, thread.id).posts[0])
    assert names(last("thread.created")) == []


@pytest.mark.parametrize("name", ["order.paid", "refund.returned"])
def test_money_is_told_to_the_buyer_even_when_they_did_it(cohort: Cohort, name: str) -> None:
    order = order_of(person("Bob"), cohort)
    with transaction():
        record(name, actor=person("Bob"), subject=order)
    assert names(last(name)) == ["Bob"]


@pytest.mark.parametrize(
    ("source", "heard_by"),
    [(Source.GIFT, ["Carol"]), (Source.FREE, ["Carol"]), (Source.ORDER, [])],
)
def test_a_seat_is_told_unless_a_receipt_tells_it(
    cohort: Cohort, source: Source, heard_by: list[str]
) -> None:
    seat(person("Carol"), cohort, source)
    assert names(last("person.enrolled")) == heard_by


def test_nobody_hears_of_the_rest(cohort: Cohort) -> None:
    assert "post.deleted" not in RECIPIENTS
    with transaction():
        record("post.deleted", actor=None, subject=cohort)
    assert recipients(last("post.deleted")) == []
