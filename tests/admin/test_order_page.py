"""What staff see of one order: whose it is, for what, what happened, and what they can do."""

from collections.abc import Callable

from flask import Flask

from lms.billing import actions as billing_actions
from lms.billing.rules import RefundState
from lms.platform.db import transaction
from lms.platform.journal import record
from tests.admin.test_other_pages import make_order, pay
from tests.people import make_admin, make_cohort, make_person
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]


def test_an_order_leads_to_its_people_and_tells_its_story(app: Flask, login_as: LogIn) -> None:
    order = make_order(make_person("Alice"), make_cohort())
    pay(order)
    with transaction():
        record("order.paid", actor=order.buyer, subject=order)
    page = login_as(make_admin()).get(f"/admin/orders/{order.id}")
    for address in (
        "/admin/people/alice",
        "/admin/cohorts/sinopia",
        f"/admin/orders/{order.id}/refund",
        f"/orders/{order.id}",
    ):
        assert page.has_link(address)
    assert "240 €, paid" in page.text
    assert "The buyer has the seat." in page.text
    assert "The seat is yours." not in page.text


def test_what_can_go_back_no_more_is_not_offered(app: Flask, login_as: LogIn) -> None:
    order = make_order(make_person("Alice"), make_cohort(), state="lapsed")
    page = login_as(make_admin()).get(f"/admin/orders/{order.id}")
    assert not page.has_link(f"/admin/orders/{order.id}/refund")


def test_the_page_that_gives_back_says_that_it_failed_before(app: Flask, login_as: LogIn) -> None:
    order = make_order(make_person("Alice"), make_cohort())
    pay(order)
    with transaction():
        refund = billing_actions.ask_refund(order, None, "She moved away")
        refund.state = RefundState.FAILED
    page = login_as(make_admin()).get(f"/admin/orders/{order.id}/refund")
    assert "State refund failed" in page.text


def test_the_lists_lead_to_it(app: Flask, login_as: LogIn) -> None:
    order, staff = make_order(make_person("Alice"), make_cohort()), login_as(make_admin())
    for address in ("/admin/orders", "/admin/people/alice"):
        assert staff.get(address).has_link(f"/admin/orders/{order.id}")
    assert login_as("Bob").get(f"/admin/orders/{order.id}").status == 404
    assert staff.get("/admin/orders/none").status == 404


def test_the_question_before_a_step_pushes_the_others_down(app: Flask, login_as: LogIn) -> None:
    make_cohort(state="draft")
    page = login_as(make_admin()).get("/admin/cohorts/sinopia")
    steps = page.html[page.html.index('id="steps"') :]
    steps = steps[: steps.index("</section>")]
    assert steps.count('class="confirm ') == steps.count("confirm--flow") > 0
