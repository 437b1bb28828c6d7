"""Whoever loses their seat reads of it in their mail, and not only at a closed door."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.accounts.models import User
from lms.cohorts.models import Cohort, Grant
from lms.cohorts.rules import Source
from lms.platform import mail
from lms.platform.db import db
from tests.admin.test_other_pages import pay
from tests.notifications.orders import order_of
from tests.people import make_admin, make_cohort, make_mentor, make_person, seat
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
Work = Callable[[], int]
WHY = "You asked to leave."


def end_seat(staff: Visitor, person: User, cohort: Cohort) -> None:
    """What staff do on a cohort's page."""
    grants = [g for g in db.session.query(Grant) if g.enrollment.user_id == person.id]
    address = f"/admin/cohorts/{cohort.slug}/grants/{grants[0].id}/end"
    assert staff.post(address, {"reason": WHY}).status == 303


def letters_after(login_as: LogIn, work: Work, person: User, cohort: Cohort) -> list[mail.Letter]:
    """What a person finds in their mail after their seat was ended."""
    work()
    before = {letter.id for letter in mail.kept(person.email)}
    end_seat(login_as(make_admin()), person, cohort)
    work()
    return [letter for letter in mail.kept(person.email) if letter.id not in before]


def test_who_was_removed_reads_from_which_cohort_and_why(
    app: Flask, login_as: LogIn, work: Work
) -> None:
    alice, cohort = make_person("Alice"), make_cohort()
    seat(alice, cohort)
    [letter] = letters_after(login_as, work, alice, cohort)
    assert letter.subject == "Your seat has ended: Sinopia"
    for told in (
        WHY,
        "Sinopia",
        "Bread for the neighbourhood",
        "What you have finished and answered is kept",
        "http://localhost/courses/bread/progress",
    ):
        assert told in letter.text
        assert told in letter.html
    assert "/orders" not in letter.text, "a seat that was given has nothing to do with money"
    assert "finished" in login_as(alice).get("/courses/bread/progress").text


def test_who_had_paid_reads_that_this_moves_no_money(
    app: Flask, login_as: LogIn, work: Work
) -> None:
    alice, cohort = make_person("Alice"), make_cohort()
    seat(alice, cohort, Source.ORDER)
    pay(order_of(alice, cohort))
    [letter] = letters_after(login_as, work, alice, cohort)
    assert "gives no money back by itself" in letter.text
    assert "http://localhost/orders" in letter.text


def test_who_had_a_coupon_for_all_of_it_reads_nothing_of_money(
    app: Flask, login_as: LogIn, work: Work
) -> None:
    alice, cohort = make_person("Alice"), make_cohort()
    seat(alice, cohort, Source.ORDER)
    order_of(alice, cohort)
    [letter] = letters_after(login_as, work, alice, cohort)
    assert "/orders" not in letter.text


def test_it_speaks_the_language_of_who_reads(app: Flask, login_as: LogIn, work: Work) -> None:
    alice, cohort = make_person("Alice", language="it"), make_cohort()
    seat(alice, cohort)
    [letter] = letters_after(login_as, work, alice, cohort)
    assert letter.subject == "Il tuo posto è finito: Sinopia"
    assert "resta" in letter.text


def test_who_goes_on_reading_as_a_guide_is_not_told_of_closed_doors(
    app: Flask, login_as: LogIn, work: Work
) -> None:
    mara, cohort = make_person("Mara"), make_cohort()
    seat(mara, cohort)
    make_mentor(mara, cohort)
    [letter] = letters_after(login_as, work, mara, cohort)
    assert "closed" not in letter.text


def test_who_stays_in_for_another_reason_is_not_written_to(
    app: Flask, login_as: LogIn, work: Work
) -> None:
    alice, cohort = make_person("Alice"), make_cohort()
    seat(alice, cohort)
    seat(alice, cohort, Source.GIFT)
    assert letters_after(login_as, work, alice, cohort) == []


@pytest.mark.parametrize(("state", "told"), [("running", "in the mail"), ("draft", "journal")])
def test_staff_know_who_will_read_the_reason(
    app: Flask, login_as: LogIn, state: str, told: str
) -> None:
    alice, cohort = make_person("Alice"), make_cohort(state=state)
    seat(alice, cohort)
    grant = db.session.query(Grant).one()
    page = login_as(make_admin()).get(f"/admin/cohorts/sinopia/grants/{grant.id}/end")
    assert told in page.text


def test_nobody_hears_of_a_draft_that_they_were_never_told_of(
    app: Flask, login_as: LogIn, work: Work
) -> None:
    alice, cohort = make_person("Alice"), make_cohort(state="draft")
    seat(alice, cohort)
    assert letters_after(login_as, work, alice, cohort) == []
