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
    assert [m.subject for m in mail.kept("amina@example.org")] == ["A seat for you: Ocra"]
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


def test_who_came_in_after_the_first_opening_is_written_to_at_the_second_alone(
    app: Flask, work: Work
) -> None:
    ada, cohort = make_admin(), make_open_cohort()
    with transaction():
        actions.place(Newcomer("Amina Diallo", "amina@example.org", "en"), cohort, ada)
    with transaction():
        actions.move(cohort, "draft", ada)
    with transaction():
        actions.place(Newcomer("Béla Bartos", "bela@example.org", "en"), cohort, ada)
    with transaction():
        actions.move(cohort, "open", ada)
    work()
    assert len(mail.kept("amina@example.org")) == 1
    assert len(mail.kept("bela@example.org")) == 1


def test_another_cohort_is_another_invitation(app: Flask, work: Work) -> None:
    ada, ocra, umber = make_admin(), make_open_cohort(), make_open_cohort("Umber")
    for cohort in (ocra, umber, umber):
        with transaction():
            actions.place(Newcomer("Amina Diallo", "amina@example.org", "en"), cohort, ada)
    work()
    told = sorted(m.subject for m in mail.kept("amina@example.org"))
    assert told == ["A seat for you: Ocra", "A seat for you: Umber"]
