"""Whatever is typed into an address is answered, never a broken page."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.people import make_admin, make_cohort, make_person, seat
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
HUGE = "9" * 30
ODD = (
    "/admin/people?q=%00",
    "/admin/people?q=" + "%25_" * 300,
    "/admin/people?q=" + "a+" * 300,
    "/admin/people?q=@+@",
    "/admin/people?page=-1",
    f"/admin/people?page={HUGE}",
    "/admin/cohorts?state=%00",
    "/admin/cohorts/sinopia?q=%00&who=all",
    f"/admin/cohorts/sinopia/grants/{HUGE}/end",
    "/admin/orders?state=%00",
    f"/admin/audit?before={HUGE}",
    "/admin/audit?before=-5&name=%00&person=%00",
    "/admin/audit?person=@&name=%25",
    "/admin/audit?person=" + "%25_" * 300,
)


@pytest.mark.parametrize("address", ODD)
def test_odd_addresses_are_answered(app: Flask, login_as: LogIn, address: str) -> None:
    seat(make_person("Alice"), make_cohort())
    assert login_as(make_admin()).get(address).status in (200, 404)


def test_odd_forms_are_answered(app: Flask, login_as: LogIn) -> None:
    make_cohort()
    staff = login_as(make_admin())
    assert staff.post(f"/admin/jobs/{HUGE}/retry").status == 404
    assert staff.post("/admin/cohorts/sinopia/mentors", {"who": "\0"}).status == 422
    assert staff.post("/admin/cohorts/sinopia/state", {"to": "\0"}).status == 303
    text = "name,email,reason\nA\0B,a@example.org,\0\n"
    page = staff.post("/admin/cohorts/sinopia/people/csv", {"text": text, "action": "apply"})
    assert page.status == 303
