"""What stands before a payment: whether there is anything to pay for, and with what."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from lms.accounts.models import User
from lms.standin.server import Standin
from tests.billing.conftest import come_back, go_to_pay
from tests.people import make_open_cohort, make_person, seat
from tests.visitor import Visitor

Login = Callable[[User | str], Visitor]


def test_the_summary_of_a_seat_one_has_leads_to_the_course_and_says_why(
    login_as: Login,
) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    seat(alice, cohort)
    buyer = login_as(alice)
    page = buyer.follow(buyer.get(f"/checkout/{cohort.slug}"))
    assert page.status == 200
    assert "You already have a seat in this cohort." in page.text


def test_a_second_seat_in_a_course_is_not_bought_unawares(login_as: Login, bank: Standin) -> None:
    alice, cohort, other = make_person("Alice"), make_open_cohort(), make_open_cohort("Sinopia")
    seat(alice, cohort)
    buyer = login_as(alice)
    assert "You already have a seat in this course: Ocra." in buyer.get("/checkout/sinopia").text
    assert buyer.post(f"/checkout/{other.slug}").status == 303


def test_one_time_is_said_until_when_a_seat_is_kept(login_as: Login, bank: Standin) -> None:
    buyer, cohort = login_as("Alice"), make_open_cohort()
    before = buyer.get(f"/checkout/{cohort.slug}").text
    assert "yours for 30 minutes" in before
    assert "kept for you until" not in before
    go_to_pay(buyer, cohort)
    after = buyer.get(f"/checkout/{cohort.slug}").text
    assert "kept for you until" in after
    assert "30 minutes" not in after
    assert "You enter your card at Stripe" in after


def test_a_kept_seat_is_told_on_the_courses_page_with_the_way_to_pay(
    login_as: Login, visitor: Visitor, bank: Standin
) -> None:
    cohort, alice, told = (
        make_open_cohort(),
        login_as("Alice"),
        "A seat in the cohort “Ocra” is kept",
    )
    assert told not in alice.get("/courses/bread").text
    session = go_to_pay(alice, cohort)
    page = alice.get("/courses/bread")
    assert told in page.text
    assert page.html.count("btn--primary") == 1, "the way to pay is what is to be done here"
    assert page.html.index("Go to the payment") < page.html.index("Choose a cohort")
    for other in (visitor, login_as("Bob")):
        assert told not in other.get("/courses/bread").text
    bank.pay(session)
    come_back(alice)
    assert told not in alice.get("/courses/bread").text


def test_without_stripe_nothing_is_offered_for_money(
    app: Flask, login_as: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = replace(app.config["SETTINGS"], stripe_secret_key="")
    monkeypatch.setitem(app.config, "SETTINGS", without)
    cohort = make_open_cohort()
    alice = login_as("Alice")
    asked, sent = alice.get(f"/checkout/{cohort.slug}"), alice.post(f"/checkout/{cohort.slug}")
    assert (asked.status, sent.status) == (200, 503)
    for page in (asked, sent):
        assert page.text.count("This school takes no payments yet.") == 1
        assert "Go to payment" not in page.text
        assert "Payment with Stripe" not in page.text
        assert "The receipt goes to" not in page.text
