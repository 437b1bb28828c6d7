"""What stands before a payment: whether there is anything to pay for, and with what."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from lms.accounts.models import User
from lms.standin.server import Standin
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
