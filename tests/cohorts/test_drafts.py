"""Nobody sees a draft, so nobody is written to before it opens."""

from collections.abc import Callable

from flask import Flask

from lms.cohorts import actions
from lms.cohorts.roster import Newcomer
from lms.platform import mail
from lms.platform.db import transaction
from tests.people import PASSWORD, make_admin, make_open_cohort, make_person, seat

Work = Callable[[], int]


def test_those_of_a_draft_hear_of_it_when_it_opens_and_once(app: Flask, work: Work) -> None:
    ada, bob, cohort = (
        make_admin(),
        make_person("Bob", password=PASSWORD),
        make_open_cohort(state="draft"),
    )
    with transaction():
        actions.place(Newcomer("Amina Diallo", "amina@example.org", "en"), cohort, ada)
    seat(bob, cohort)
    work()
    assert not mail.kept("amina@example.org")
    assert not mail.kept("bob@example.org")
    for to in ("open", "draft", "open"):
        with transaction():
            actions.move(cohort, to, ada)
        work()
    assert "A seat for you in Ocra" in {m.subject for m in mail.kept("amina@example.org")}
    assert [m.subject for m in mail.kept("bob@example.org")] == [
        "You have a seat in Bread for the neighbourhood"
    ]


def test_who_was_taken_out_again_hears_nothing(app: Flask, work: Work) -> None:
    ada, cohort = make_admin(), make_open_cohort(state="draft")
    with transaction():
        actions.place(Newcomer("Amina Diallo", "amina@example.org", "en"), cohort, ada)
    grant = cohort.enrollments[0].grants[0]
    with transaction():
        actions.end_grant(grant, ada, "a slip")
    with transaction():
        actions.move(cohort, "open", ada)
    work()
    assert not mail.kept("amina@example.org")
