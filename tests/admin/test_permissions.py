"""Nobody but those who run the school finds anything under /admin."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.accounts import queries
from tests.people import (
    make_admin,
    make_cohort,
    make_instructor,
    make_mentor,
    make_person,
    seat,
)
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
PAGES = (
    "/admin",
    "/admin/cohorts",
    "/admin/cohorts/new",
    "/admin/cohorts/sinopia",
    "/admin/cohorts/sinopia/edit",
    "/admin/cohorts/sinopia/cancel",
    "/admin/cohorts/sinopia/members.csv",
    "/admin/cohorts/sinopia/people/csv",
    "/admin/cohorts/sinopia/grants/1/end",
    "/admin/people",
    "/admin/people/alice",
    "/admin/orders",
    "/admin/orders/none",
    "/admin/orders/none/elsewhere",
    "/admin/orders/none/refund",
    "/admin/jobs",
    "/admin/audit",
    "/admin/journal",
)
FORMS = (
    "/admin/cohorts/new",
    "/admin/cohorts/sinopia/edit",
    "/admin/cohorts/sinopia/state",
    "/admin/cohorts/sinopia/cancel",
    "/admin/cohorts/sinopia/delete",
    "/admin/cohorts/sinopia/people/alice/invitation",
    "/admin/cohorts/sinopia/mentors",
    "/admin/cohorts/sinopia/mentors/alice/delete",
    "/admin/cohorts/sinopia/people",
    "/admin/cohorts/sinopia/people/csv",
    "/admin/cohorts/sinopia/grants/1/end",
    "/admin/people/alice/sessions/delete",
    "/admin/people/alice/admin",
    "/admin/people/alice/admin/delete",
    "/admin/people/alice/account",
    "/admin/people/alice/account/delete",
    "/admin/people/alice/courses",
    "/admin/people/alice/courses/bread/delete",
    "/admin/orders/none/elsewhere",
    "/admin/orders/none/refund",
    "/admin/jobs/1/retry",
)


@pytest.fixture
def company(app: Flask) -> None:
    """A cohort with a member, a mentor and an instructor."""
    cohort = make_cohort()
    seat(make_person("Alice"), cohort)
    make_mentor(make_person("Mara"), cohort)
    make_instructor(make_person("Ivo"))


@pytest.mark.usefixtures("company")
def test_members_mentors_and_instructors_find_nothing(app: Flask, login_as: LogIn) -> None:
    for handle in ("alice", "mara", "ivo"):
        browser = login_as(queries.person(handle))
        statuses = {page: browser.get(page).status for page in PAGES}
        statuses |= {f"POST {form}": browser.post(form).status for form in FORMS}
        assert set(statuses.values()) == {404}, statuses


@pytest.mark.usefixtures("company")
def test_visitors_are_asked_to_log_in(app: Flask, visitor: Visitor) -> None:
    statuses = {page: visitor.get(page).status for page in PAGES}
    statuses |= {f"POST {form}": visitor.post(form).status for form in FORMS}
    assert set(statuses.values()) == {302}, statuses


@pytest.mark.usefixtures("company")
def test_those_who_run_the_school_see_each_page(app: Flask, login_as: LogIn) -> None:
    browser = login_as(make_admin())
    missing = {
        "/admin/orders/none",
        "/admin/orders/none/elsewhere",
        "/admin/orders/none/refund",
        "/admin/cohorts/sinopia/grants/1/end",
    }
    for page in PAGES:
        answer = browser.get(page)
        answer = browser.follow(answer) if answer.location else answer
        assert answer.status == 200 or page in missing, page


def test_each_address_of_the_staff_stands_in_these_lists(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("admin.")]
    assert sum("GET" in (rule.methods or ()) for rule in rules) == len(PAGES)
    assert sum("POST" in (rule.methods or ()) for rule in rules) == len(FORMS)


@pytest.mark.usefixtures("company")
def test_no_form_is_taken_without_its_token(app: Flask, login_as: LogIn) -> None:
    browser = login_as(make_admin())
    for form in FORMS:
        assert browser.post(form, token=False).status == 400, form
