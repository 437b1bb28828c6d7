"""A buyer gives the seat back before paying."""

from collections.abc import Callable

import pytest

from lms.accounts.models import User
from lms.billing import actions
from lms.billing.rules import OrderState
from lms.cohorts import queries as cohort_queries
from lms.platform import clock
from lms.platform.db import transaction
from lms.standin.server import Standin
from tests.billing.conftest import go_to_pay, has_seat, the_order
from tests.people import make_admin, make_open_cohort, make_person
from tests.visitor import Visitor

Login = Callable[[User | str], Visitor]


def test_a_change_of_mind_frees_the_seat_at_once(login_as: Login, bank: Standin) -> None:
    cohort = make_open_cohort()
    buyer = login_as("Alice")
    go_to_pay(buyer, cohort)
    page = buyer.follow(buyer.post(f"/orders/{the_order().id}/withdraw"))
    assert "The seat is free again." in page.text
    assert "Withdrawn by the buyer" in page.text
    assert "Time ran out" not in page.text
    assert cohort_queries.seats_taken([cohort], clock.now())[cohort.id] == 0


def test_a_change_of_mind_that_stripe_does_not_hear_promises_nothing(
    login_as: Login, bank: Standin
) -> None:
    cohort = make_open_cohort()
    buyer = login_as("Alice")
    go_to_pay(buyer, cohort)
    bank.stop()
    page = buyer.follow(buyer.post(f"/orders/{the_order().id}/withdraw"))
    assert "The seat is free again." in page.text
    assert "othing was charged" not in page.text
    assert the_order().state == OrderState.LAPSED


def test_nobody_changes_the_mind_of_another(login_as: Login, bank: Standin) -> None:
    go_to_pay(login_as("Alice"), make_open_cohort())
    assert login_as(make_admin()).post(f"/orders/{the_order().id}/withdraw").status == 404
    assert the_order().state == OrderState.OPEN


def test_a_payment_that_was_quicker_than_the_change_of_mind_counts(
    login_as: Login, bank: Standin
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    buyer = login_as(alice)
    bank.pay(go_to_pay(buyer, cohort), "close_tab")
    buyer.post(f"/orders/{the_order().id}/withdraw")
    assert has_seat(alice, cohort)


@pytest.mark.parametrize("late", [False, True])
def test_who_may_have_paid_already_is_not_told_that_nothing_was_charged(
    login_as: Login, bank: Standin, late: bool
) -> None:
    cohort, buyer = make_open_cohort(), login_as("Alice")
    bank.pay(go_to_pay(buyer, cohort), "close_tab")  # and Stripe's word is on its way to us
    if late:
        with transaction():
            actions.let_go(the_order().id)
    for address in (f"/orders/{the_order().id}", f"/checkout/{cohort.slug}", "/today", "/orders"):
        text = buyer.get(address).text
        assert "othing was charged" not in text, address
        assert "othing has been charged" not in text, address
    assert "If you have paid, we write" in buyer.get(f"/orders/{the_order().id}").text
