"""One thing is told as one; and each thing by one name."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from lms.platform import clock
from tests.admin.test_other_pages import make_job, make_order
from tests.people import make_admin, make_cohort, make_open_cohort, make_person, seat
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]


@pytest.mark.parametrize(
    ("language", "many", "one"),
    [
        ("en", "orders on their way", "order on its way 1"),
        ("it", "pagamenti in arrivo", "pagamento in arrivo 1"),
    ],
)
def test_the_overview_counts_in_the_reader_s_grammar(
    app: Flask, login_as: LogIn, language: str, many: str, one: str
) -> None:
    make_job()
    make_order(make_person("Alice"), make_open_cohort(seats=1), state="pending")
    staff = login_as(make_person("Ada", language=language, admin_since=clock.now()))
    text = staff.get("/admin").text
    assert one in text
    assert many not in text
    assert "1 failed jobs" not in text
    assert "cohorts that begin soon 1" not in text
    assert "0 of 1 seats" not in text


def test_a_cohort_s_figures_do_too(app: Flask, login_as: LogIn) -> None:
    seat(make_person("Alice"), make_cohort())
    staff = login_as(make_admin())
    assert "seat taken 1 of 12" in staff.get("/admin/cohorts/sinopia").text
    assert "person 1" in staff.get("/mentor/sinopia").text


def test_fewer_seats_than_people_are_refused_in_words(app: Flask, login_as: LogIn) -> None:
    seat(make_person("Alice"), make_open_cohort())
    form = {"title": "Ocra", "starts_on": "2027-03-01", "time_zone": "Europe/Rome", "seats": "0"}
    page = login_as(make_admin()).post("/admin/cohorts/ocra/edit", form)
    assert "One seat is taken: fewer cannot be offered." in page.text


def test_the_list_of_members_says_what_it_knows_of_their_last_time(
    app: Flask, login_as: LogIn
) -> None:
    seat(make_person("Alice"), make_cohort(), starts_at=clock.now() - timedelta(days=3))
    page = login_as(make_admin()).get("/admin/cohorts/sinopia").text
    assert "Last in a lesson" in page
    assert "Last seen" not in page


def test_menu_and_page_call_orders_by_one_name(app: Flask, login_as: LogIn) -> None:
    page = login_as("Alice").get("/orders")
    assert "Payments" not in page.text
    assert page.has_link("/orders")
