"""What was paid goes back, from here or from Stripe’s dashboard."""

from collections.abc import Callable

from sqlalchemy import select

from lms.accounts.models import User
from lms.billing import queries
from lms.billing.models import Payment, Refund
from lms.billing.rules import OrderState
from lms.platform.db import db
from lms.standin.server import Standin
from tests.billing.conftest import come_back, go_to_pay, has_seat, the_order
from tests.people import make_admin, make_open_cohort, make_person
from tests.visitor import Visitor

Login = Callable[[User | str], Visitor]
Work = Callable[[], int]


def test_a_refund_ends_the_seat_and_balances(login_as: Login, bank: Standin, work: Work) -> None:
    alice, cohort, ada = make_person("Alice"), make_open_cohort(), make_admin()
    buyer = login_as(alice)
    bank.pay(go_to_pay(buyer, cohort))
    come_back(buyer)
    page = login_as(ada).post(
        f"/admin/orders/{the_order().id}/refund", {"reason": "She moved away"}
    )
    assert page.status == 303
    work()
    bank.deliver()
    assert not has_seat(alice, cohort)
    assert queries.balance("stripe") == {"EUR": 0}
    story = buyer.get(f"/orders/{the_order().id}").text
    assert "She moved away" in story
    assert "Money given back" in story


def test_a_refund_from_the_dashboard_ends_the_seat_too(login_as: Login, bank: Standin) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    buyer = login_as(alice)
    bank.pay(go_to_pay(buyer, cohort))
    come_back(buyer)
    payment = db.session.scalars(select(Payment)).one()
    bank.refund(payment.id)
    bank.deliver()
    assert not has_seat(alice, cohort)
    assert the_order().state == OrderState.REFUNDED


def test_a_refund_that_fails_later_books_the_money_back(login_as: Login, bank: Standin) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    buyer = login_as(alice)
    bank.pay(go_to_pay(buyer, cohort))
    come_back(buyer)
    bank.slow_refunds()
    payment = db.session.scalars(select(Payment)).one()
    bank.refund(payment.id)
    bank.deliver()
    refund = db.session.scalars(select(Refund)).one()
    page = buyer.get(f"/orders/{the_order().id}").text
    assert "refund under way" in page
    assert "The money is on its way back to you." in page
    assert "given back" not in page
    assert refund.stripe_id
    bank.fail_refund(refund.stripe_id)
    bank.deliver()
    assert the_order().state == OrderState.PAID
    assert queries.balance("sales") == {"EUR": -24_000}
    assert not has_seat(alice, cohort), "whether she comes back is a person's decision"


def test_a_part_given_back_leaves_the_seat(login_as: Login, bank: Standin) -> None:
    alice, cohort = make_person("Alice"), make_open_cohort()
    buyer = login_as(alice)
    bank.pay(go_to_pay(buyer, cohort))
    come_back(buyer)
    payment = db.session.scalars(select(Payment)).one()
    bank.refund(payment.id, 4_000)
    bank.deliver()
    assert has_seat(alice, cohort)
    assert queries.balance("sales") == {"EUR": -20_000}
