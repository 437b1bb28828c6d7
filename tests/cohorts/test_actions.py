"""Seats and grants, on both databases."""

from datetime import timedelta

import pytest
from flask import Flask

from lms.cohorts import actions, queries
from lms.cohorts.actions import Reason
from lms.cohorts.models import Enrollment, Grant
from lms.cohorts.rules import Source
from lms.platform import clock
from lms.platform.db import db, transaction
from lms.platform.errors import Refused
from tests.people import make_cohort, make_open_cohort, make_person, seat


def test_a_reason_gives_one_grant(app: Flask) -> None:
    alice, cohort = make_person("Alice"), make_cohort()
    for _ in range(2):
        with transaction():
            actions.enroll(alice, cohort, Reason(Source.ORDER, "order:1"))
    assert db.session.query(Grant).count() == 1
    assert db.session.query(Enrollment).count() == 1


def test_ending_one_of_two_reasons_keeps_the_seat(app: Flask) -> None:
    alice, cohort = make_person("Alice"), make_cohort()
    with transaction():
        first = actions.enroll(alice, cohort, Reason(Source.ORDER, "order:1"))
        actions.enroll(alice, cohort, Reason(Source.GIFT, "gift:1"))
    with transaction():
        actions.end_grant(first, None, "refund")
    assert queries.has_seat(alice.id, cohort.id, clock.now())


def test_a_hold_takes_the_last_seat_until_it_is_handed_back(app: Flask) -> None:
    cohort = make_open_cohort(seats=1)
    later = clock.now() + timedelta(minutes=30)
    bob, carol = make_person("Bob"), make_person("Carol")
    with transaction():
        actions.hold_seat(bob, cohort, "order:1", later)
    with pytest.raises(Refused, match="last seat"), transaction():
        actions.hold_seat(carol, cohort, "order:2", later)
    with transaction():
        actions.hand_back_seat("order:1")
    with transaction():
        actions.hold_seat(carol, cohort, "order:2", later)
    assert queries.seats_taken([cohort], clock.now())[cohort.id] == 1


def test_staff_take_no_seat(app: Flask) -> None:
    cohort = make_cohort(seats=1)
    seat(make_person("Dora"), cohort, Source.STAFF)
    assert queries.seats_taken([cohort], clock.now())[cohort.id] == 0
