"""Cohorts are planned, changed and filled, on both databases."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from lms.accounts.models import User
from lms.cohorts import actions, queries
from lms.cohorts.actions import Plan
from lms.cohorts.models import Cohort, Grant
from lms.cohorts.queries import Outcome
from lms.cohorts.roster import Newcomer
from lms.platform import clock, mail
from lms.platform.db import db, transaction
from lms.platform.errors import Refused
from tests.people import (
    make_admin,
    make_cohort,
    make_open_cohort,
    make_person,
    make_self_paced_cohort,
    seat,
)

TODAY = clock.now().date()


def plan(title: str = "Biacca", **more: Any) -> Plan:
    values: dict[str, Any] = {"title": title, "time_zone": "Europe/Rome", "starts_on": TODAY}
    return Plan(**(values | more))


def test_two_cohorts_of_one_name_have_two_addresses(app: Flask) -> None:
    ada = make_admin()
    with transaction():
        first, second = (actions.plan_cohort("bread", plan(), ada) for _ in range(2))
    assert (first.slug, second.slug, first.state) == ("biacca", "biacca-2", "draft")


def test_the_last_day_is_not_before_the_first(app: Flask) -> None:
    with pytest.raises(Refused, match="last day"), transaction():
        actions.plan_cohort("bread", plan(ends_on=TODAY - timedelta(days=1)), make_admin())


def test_a_move_decides_on_the_state_that_holds_now(app: Flask) -> None:
    ada, cohort = make_admin(), make_cohort(state="draft")
    unseen = update(Cohort).execution_options(synchronize_session=False)
    with transaction():
        assert cohort.state == "draft"
        db.session.execute(unseen.values(state="finished"))
        with pytest.raises(Refused):
            actions.move(cohort, "open", ada)


def test_seats_that_are_taken_cannot_be_taken_away(app: Flask) -> None:
    ada, cohort = make_admin(), make_cohort(seats=5)
    for name in ("Alice", "Bob"):
        seat(make_person(name), cohort)
    with pytest.raises(Refused, match="2 seats are taken"), transaction():
        actions.change(cohort, plan(seats=1), ada)
    with transaction():
        actions.change(cohort, plan("Ocra", seats=2), ada)
    assert (cohort.title, cohort.slug, cohort.seats) == ("Ocra", "sinopia", 2)


def test_a_course_has_one_cohort_at_its_own_pace(app: Flask) -> None:
    for _ in range(2):
        with transaction():
            actions.open_self_paced("bread", "Self-paced group", clock.now())
    (only,) = db.session.scalars(select(Cohort))
    assert (only.slug, only.state, only.self_paced) == ("bread-own-pace", "open", True)


def test_somebody_unknown_is_invited_and_can_choose_a_password(app: Flask, work: Any) -> None:
    ada, cohort = make_admin(), make_open_cohort()
    newcomer = Newcomer("Amina Diallo", "amina@example.org", "en")
    with transaction():
        outcome = actions.place(newcomer, cohort, ada)
    work()
    amina = db.session.scalars(select(User).where(User.email == "amina@example.org")).one()
    letters = [m for m in mail.kept("amina@example.org") if "/password/reset/" in m.text]
    assert outcome == Outcome.INVITE
    assert queries.has_seat(amina.id, cohort.id, clock.now())
    assert [letter.subject for letter in letters] == ["A seat for you: Ocra"]
    assert amina.language == "en"


def test_an_invitation_speaks_the_language_of_who_is_invited(app: Flask, work: Any) -> None:
    ada, cohort = make_admin(), make_self_paced_cohort()
    with transaction():
        actions.place(Newcomer("Livia", "livia@example.org", "it"), cohort, ada)
    work()
    assert mail.kept("livia@example.org")[0].subject == "Un posto per te: Gruppo a ritmo libero"


def test_a_known_person_gets_no_invitation(app: Flask, work: Any) -> None:
    ada, cohort, bob = make_admin(), make_open_cohort(), make_person("Bob")
    with transaction():
        actions.place(Newcomer("Somebody Else", bob.email), cohort, ada)
    work()
    assert bob.name == "Bob"
    assert not [letter for letter in mail.kept(bob.email) if "/password/reset/" in letter.text]


def test_a_list_sent_twice_brings_everybody_in_once(app: Flask) -> None:
    ada, cohort = make_admin(), make_open_cohort()
    some = [Newcomer(f"P {n}", f"p{n}@example.org") for n in range(5)]
    with transaction():
        first = actions.fill(some, cohort, ada)
    with transaction():
        second = actions.fill(some, cohort, ada)
    assert (first.enrolled, first.invited) == (5, 5)
    assert (second.enrolled, second.already) == (0, 5)
    assert db.session.query(Grant).count() == 5


def test_where_seats_are_missing_nobody_comes_in(app: Flask) -> None:
    ada, cohort = make_admin(), make_open_cohort(seats=2)
    some = [Newcomer(f"P {n}", f"p{n}@example.org") for n in range(3)]
    with pytest.raises(Refused, match="Seats wanted: 3, free: 2"), transaction():
        actions.fill(some, cohort, ada)
    assert db.session.query(Grant).count() == 0
    assert db.session.query(User).count() == 1


def test_staff_sit_beside_the_seats(app: Flask) -> None:
    ada, cohort = make_admin(), make_open_cohort(seats=0)
    with transaction():
        actions.place(Newcomer("Dora", "dora@example.org", source="staff"), cohort, ada)
    assert queries.seats_taken([cohort], clock.now())[cohort.id] == 0


def test_a_finished_cohort_takes_nobody_in(app: Flask) -> None:
    ada, cohort = make_admin(), make_cohort(state="finished")
    with pytest.raises(Refused, match="is over"), transaction():
        actions.place(Newcomer("Dora", "dora@example.org"), cohort, ada)


def test_a_closed_account_stays_out(app: Flask) -> None:
    ada, cohort, bob = make_admin(), make_open_cohort(), make_person("Bob", closed_at=clock.now())
    with pytest.raises(Refused, match="closed"), transaction():
        actions.place(Newcomer("Bob", bob.email), cohort, ada)
