"""Whoever runs the school finds the way there, and back, from every page and on every screen."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.people import make_admin, make_cohort, make_instructor, make_mentor, make_person
from tests.visitor import Page, Visitor

LogIn = Callable[..., Visitor]
ONLY_ON_WIDE_SCREENS = "hide-md"


def in_the_bar(page: Page, address: str) -> str:
    """The classes of the bar's link to an address; "missing" where it has none."""
    bar = re.search(r'<nav class="nav nav--member".*?</nav>', page.html, re.S)
    assert bar
    link = re.search(rf'<a href="{address}"(?: class="([^"]*)")?', bar[0])
    return (link[1] or "") if link else "missing"


def tabs(page: Page) -> list[str]:
    """What the second row of places leads to."""
    row = re.search(r'<nav class="tabs.*?</nav>', page.html, re.S)
    return re.findall(r'href="([^"]*)"', row[0]) if row else []


def test_on_a_phone_too_the_bar_has_one_place_for_staff(app: Flask, login_as: LogIn) -> None:
    ada, ivo, mara = make_admin(), make_person("Ivo"), make_person("Mara")
    make_instructor(ivo)
    make_instructor(ada)
    make_mentor(mara, make_cohort())
    page = login_as(ada).get("/courses")
    assert ONLY_ON_WIDE_SCREENS not in in_the_bar(page, "/admin")
    assert ONLY_ON_WIDE_SCREENS in in_the_bar(page, "/teach"), "there is room for one"
    for user in (ivo, mara):
        page = login_as(user).get("/courses")
        assert ONLY_ON_WIDE_SCREENS not in in_the_bar(page, "/teach")
        assert in_the_bar(page, "/admin") == "missing"


@pytest.mark.parametrize("address", ["/teach", "/teach/bread", "/mentor/sinopia"])
def test_those_who_run_the_school_keep_their_tabs_among_the_courses(
    app: Flask, login_as: LogIn, address: str
) -> None:
    ivo = make_person("Ivo")
    make_instructor(ivo)
    make_cohort()
    page = login_as(make_admin()).get(address)
    assert tabs(page) == [
        "/admin",
        "/admin/cohorts",
        "/admin/people",
        "/admin/orders",
        "/admin/jobs",
        "/admin/audit",
        "/teach",
    ]
    assert re.search(r'<a href="/teach" aria-current="page">', page.html)
    assert tabs(login_as(ivo).get(address)) == [], "who only teaches has nothing to do there"
