"""A cohort that costs what its course costs says how much that is."""

import re
from collections.abc import Callable

from flask import Flask

from tests.people import make_admin, make_cohort
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]


def test_the_course_s_price_is_told_with_its_amount(app: Flask, login_as: LogIn) -> None:
    make_cohort(price_amount=None, price_currency=None)
    staff = login_as(make_admin())
    assert "240 € the course’s price" in staff.get("/admin/cohorts").text
    assert "price 240 € the course’s price" in staff.get("/admin/cohorts/sinopia").text
    form = staff.get("/admin/cohorts/sinopia/edit").text
    assert "Empty: the course’s price, 240 €." in form
    assert "Bread for the neighbourhood, 240 €" in staff.get("/admin/cohorts/new").text


def test_its_own_price_stands_alone(app: Flask, login_as: LogIn) -> None:
    make_cohort(price_amount=9_900)
    make_cohort("Ocra", price_amount=0)
    text = login_as(make_admin()).get("/admin/cohorts").text
    assert "99 €" in text
    assert "Free" in text
    assert "the course’s price" not in text


def test_of_a_course_that_is_gone_no_price_is_known(app: Flask, login_as: LogIn) -> None:
    make_cohort(course="gone", price_amount=None, price_currency=None)
    staff = login_as(make_admin())
    for address in ("/admin/cohorts", "/admin/cohorts/sinopia"):
        assert "the course’s price" in staff.get(address).text
    assert staff.get("/admin/cohorts/sinopia/edit").status == 200


def test_every_list_of_choices_looks_like_one(app: Flask, login_as: LogIn) -> None:
    make_cohort()
    page = login_as(make_admin()).get("/admin/cohorts/sinopia/edit").html
    assert page.count("<select") == len(re.findall(r'<select[^>]* class="select', page))
