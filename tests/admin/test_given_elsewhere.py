"""A refund that failed is found, and told until somebody says how the money went back."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.billing import queries
from lms.billing.models import Order, Refund
from lms.platform import clock, mail
from lms.platform.db import db, transaction
from tests.admin.test_other_pages import make_order, pay
from tests.people import make_admin, make_cohort, make_person
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]


@pytest.fixture
def order(app: Flask) -> Order:
    """Alice's, of whose 240 EUR a bank sent 200 back to us."""
    found = make_order(make_person("Alice"), make_cohort())
    pay(found)
    with transaction():
        money = {"amount": 20_000, "currency": "EUR", "created_at": clock.now()}
        db.session.add(
            Refund(order_id=found.id, payment_id=f"pi_{found.id}", state="failed", **money)
        )
    return found


def test_the_list_shows_those_alone_whose_refund_failed(login_as: LogIn, order: Order) -> None:
    make_order(make_person("Bob"), order.cohort)
    staff = login_as(make_admin())
    assert staff.get("/admin").has_link("/admin/orders?state=refund_failed")
    page = staff.get("/admin/orders?state=refund_failed")
    assert page.has_link("/admin/people/alice")
    assert not page.has_link("/admin/people/bob")
    assert staff.get("/admin/orders").has_link("/admin/orders?state=refund_failed")


def test_whoever_says_how_it_went_back_ends_the_telling(login_as: LogIn, order: Order) -> None:
    staff, address = login_as(make_admin()), f"/admin/orders/{order.id}/elsewhere"
    assert staff.get(f"/admin/orders/{order.id}").has_link(address)
    assert "200 €" in staff.get(address).text
    assert "How and when" in staff.get(address).text
    assert staff.post(address, {"reason": " "}).status == 422
    page = staff.follow(staff.post(address, {"reason": "In cash, on Monday"}))
    assert "200 €. In cash, on Monday" in page.text
    assert not page.has_link(address)
    assert "refund has failed" not in staff.get("/today").text
    assert "refund has failed" not in staff.get("/admin").text
    none = staff.get("/admin/orders?state=refund_failed")
    assert "/admin/people/alice" not in none.html
    assert "No order is in this state now." in none.text
    assert "In cash, on Monday" in staff.get("/admin/audit").text
    assert "200 €. In cash, on Monday" in login_as(order.buyer).get(f"/orders/{order.id}").text
    assert staff.post(address, {"reason": "again"}).status == 409


def test_the_ledger_tells_it_from_what_stripe_gave_back(login_as: LogIn, order: Order) -> None:
    login_as(make_admin()).post(f"/admin/orders/{order.id}/elsewhere", {"reason": "In cash"})
    balances = {name: queries.balance(name) for name in ("sales", "elsewhere", "stripe")}
    assert balances == {"sales": {"EUR": 20_000}, "elsewhere": {"EUR": -20_000}, "stripe": {}}


def test_an_order_all_of_which_went_back_is_told_as_given_back(
    login_as: LogIn, order: Order
) -> None:
    with transaction():
        order.refunds[0].amount = order.amount
    staff = login_as(make_admin())
    staff.post(f"/admin/orders/{order.id}/elsewhere", {"reason": "In cash"})
    page = staff.get(f"/admin/orders/{order.id}").text
    assert "240 €, given back" in page
    assert "All of it is on its way back" not in page


def failed(order: Order, amount: int, *, state: str = "failed") -> None:
    """A refund of this order that Stripe has told of."""
    with transaction():
        money = {"amount": amount, "currency": "EUR", "created_at": clock.now()}
        found = Refund(order_id=order.id, payment_id=f"pi_{order.id}", state=state, **money)
        db.session.add(found)


def amounts(order: Order) -> list[int]:
    return sorted(refund.amount for refund in queries.failed_refunds(order))


def test_several_parts_that_failed_are_all_told_and_each_once(order: Order) -> None:
    failed(order, 3_000)
    failed(order, 1_000)
    assert amounts(order) == [1_000, 3_000, 20_000]
    failed(order, 20_000)  # a second try, of the same money
    assert amounts(order) == [1_000, 3_000, 20_000]
    assert queries.failed_refund_count() == 1


def test_another_part_that_arrived_does_not_hide_what_failed(order: Order) -> None:
    failed(order, 4_000, state="succeeded")
    assert amounts(order) == [20_000]
    failed(order, 20_000, state="succeeded")
    assert amounts(order) == []
    assert queries.failed_refund_count() == 0


def test_the_buyer_is_told_how_it_went_back(
    login_as: LogIn, order: Order, work: Callable[[], None]
) -> None:
    staff, address = login_as(make_admin()), f"/admin/orders/{order.id}/elsewhere"
    work()
    staff.post(address, {"reason": "In cash, on Monday"})
    work()
    (letter,) = mail.kept(order.buyer.email)
    assert letter.subject.startswith("Your money was given back another way")
    assert "200 €" in letter.text
    assert "In cash, on Monday" in letter.text


def test_nothing_is_written_down_where_no_refund_failed(login_as: LogIn, app: Flask) -> None:
    order = make_order(make_person("Alice"), make_cohort())
    pay(order)
    staff, address = login_as(make_admin()), f"/admin/orders/{order.id}/elsewhere"
    assert not staff.get(f"/admin/orders/{order.id}").has_link(address)
    assert staff.post(address, {"reason": "In cash"}).status == 409
