"""Money that is on its way when its cohort is called off, or that never comes."""

from collections.abc import Callable

from flask import Flask

from lms.accounts.models import User
from lms.admin import actions as admin_actions
from lms.cohorts.models import Cohort
from lms.platform import mail
from lms.platform.db import transaction
from lms.standin.server import Standin
from tests.billing.conftest import come_back, go_to_pay, has_seat, ledger_is_balanced, the_order
from tests.people import make_admin, make_open_cohort, make_person
from tests.visitor import Visitor

Login = Callable[[User | str], Visitor]
Work = Callable[[], int]
WHY = "Too few of us to make a circle."


def pays_later(buyer: Visitor, bank: Standin, cohort: Cohort) -> str:
    """Somebody pays by transfer, and comes back from the bank's page; the session."""
    session = go_to_pay(buyer, cohort)
    bank.pay(session, "later")
    assert "on its way" in come_back(buyer).text
    return session


def call_off(cohort: Cohort) -> User:
    """Staff cancel a cohort; who did."""
    ada = make_admin()
    with transaction():
        admin_actions.cancel_cohort(cohort, ada, WHY, give_back=True)
    return ada


def test_a_buyer_by_transfer_hears_at_once_that_the_money_will_come_back(
    login_as: Login, bank: Standin, work: Work
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    buyer = login_as(alice)
    pays_later(buyer, bank, cohort)
    staff = login_as(call_off(cohort))
    work()
    letter = mail.kept("alice@example.org")[0]
    assert letter.subject == "Ocra is cancelled, your money comes back"
    assert WHY in letter.text
    assert "When your payment of 240 € arrives, all of it goes back" in letter.text
    page = buyer.get(f"/orders/{the_order().id}").text
    assert "Ocra was cancelled. When your money arrives, all of it goes back" in page
    assert "we write as soon as it is here" not in page
    assert "The seat is kept meanwhile" not in page
    page = buyer.get("/checkout/ocra").text
    assert "Ocra was cancelled" in page
    assert "When your money arrives, all of it goes back" in page
    assert "free seats" not in page
    assert "Before you pay" not in page
    page = staff.get("/admin/cohorts/ocra").text
    assert "The money of one order is on its way here; it goes back by itself" in page
    assert "What arrives for a cancelled cohort goes back." in staff.get("/admin").text


def test_what_arrives_afterwards_goes_back_and_is_told(
    login_as: Login, bank: Standin, work: Work
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    session = pays_later(login_as(alice), bank, cohort)
    call_off(cohort)
    work()
    bank.arrive(session)
    bank.deliver()
    work()
    bank.deliver()
    work()
    assert the_order().state == "refunded"
    assert not has_seat(alice, cohort)
    assert ledger_is_balanced()
    assert mail.kept("alice@example.org")[0].subject.startswith("Your money is on its way back")


def test_a_promise_made_after_the_cancellation_is_answered_too(
    login_as: Login, bank: Standin, work: Work
) -> None:
    cohort = make_open_cohort()
    session = go_to_pay(login_as("Alice"), cohort)
    bank.pay(session, "later")
    call_off(cohort)
    bank.deliver()
    work()
    assert the_order().state == "pending"
    assert [letter.subject for letter in mail.kept("alice@example.org")] == [
        "Ocra is cancelled, your money comes back"
    ]


def test_a_cancelled_cohort_is_not_offered_to_who_never_paid(
    app: Flask, login_as: Login, bank: Standin
) -> None:
    cohort, buyer = make_open_cohort(), login_as(make_person("Alice"))
    go_to_pay(buyer, cohort)
    call_off(cohort)
    page = buyer.get(f"/orders/{the_order().id}")
    assert "Ocra was cancelled, and no payment for this order has arrived." in page.text
    assert not page.has_link("/checkout/ocra")
    assert "Every seat" not in buyer.get("/checkout/ocra").text
    assert buyer.post("/checkout/ocra").status == 409


def test_money_that_never_comes_is_told_with_a_way_to_try_again(
    login_as: Login, bank: Standin, work: Work
) -> None:
    session = pays_later(login_as("Alice"), bank, make_open_cohort())
    bank.fail(session)
    bank.deliver()
    work()
    letter = mail.kept("alice@example.org")[0]
    assert letter.subject == "Your payment did not arrive: Bread for the neighbourhood: Ocra"
    assert "http://localhost/checkout/ocra" in letter.text


def test_who_only_let_the_page_run_out_gets_no_letter(
    login_as: Login, bank: Standin, work: Work
) -> None:
    bank.expire(go_to_pay(login_as("Alice"), make_open_cohort()))
    bank.deliver()
    work()
    assert the_order().state == "lapsed"
    assert mail.kept("alice@example.org") == []
