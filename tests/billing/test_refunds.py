"""What was paid goes back, from here or from Stripe’s dashboard."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.models import User
from lms.billing import actions, queries
from lms.billing.gateway import RefundSeen
from lms.billing.models import Payment, Refund
from lms.billing.rules import REFUND_FAILED, NoSeat, OrderState, RefundState
from lms.platform import clock
from lms.platform.db import db, transaction
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


def bought(login_as: Login, bank: Standin) -> Visitor:
    """Alice, who has paid 240 EUR for her seat."""
    buyer = login_as(make_person("Alice"))
    bank.pay(go_to_pay(buyer, make_open_cohort()))
    come_back(buyer)
    return buyer


def test_a_refund_that_stripe_refuses_is_told_and_goes_another_way(
    login_as: Login, bank: Standin, work: Work
) -> None:
    buyer, staff = bought(login_as, bank), login_as(make_admin())
    bank.refuse_refunds()
    address = f"/admin/orders/{the_order().id}"
    staff.post(f"{address}/refund", {"reason": "She moved away"})
    work()
    page = staff.get(address)
    assert "240 €, a refund failed" in page.text
    assert "has been charged back" in page.text, "Stripe's own words"
    assert page.has_link(f"{address}/elsewhere")
    assert page.has_link(f"{address}/refund")
    story = buyer.get(f"/orders/{the_order().id}").text
    assert "Stripe did not take the refund." in story
    assert "has been charged back" not in story
    staff.post(f"{address}/elsewhere", {"reason": "In cash, on Monday"})
    assert the_order().state == OrderState.REFUNDED
    assert queries.balance("elsewhere") == {"EUR": -24_000}
    assert staff.get(f"{address}/refund").status == 409
    assert not staff.get(address).has_link(f"{address}/refund")


def test_what_the_dashboard_was_quicker_to_give_back_has_not_failed(
    login_as: Login, bank: Standin, work: Work
) -> None:
    buyer = bought(login_as, bank)
    login_as(make_admin()).post(f"/admin/orders/{the_order().id}/refund", {"reason": "She moved"})
    bank.refund(db.session.scalars(select(Payment)).one().id)
    work()
    assert the_order().state == OrderState.REFUNDED
    assert sorted(r.state for r in db.session.scalars(select(Refund))) == ["failed", "succeeded"]
    page = buyer.get(f"/orders/{the_order().id}").text
    assert "240 €, given back" in page
    assert "failed" not in page
    bank.deliver()
    assert queries.balance("stripe") == {"EUR": 0}


def test_a_part_from_the_dashboard_beside_a_promise_of_all_leaves_the_seat_until_the_rest_goes(
    login_as: Login, bank: Standin, work: Work
) -> None:
    buyer = bought(login_as, bank)
    order = the_order()
    login_as(make_admin()).post(f"/admin/orders/{order.id}/refund", {"reason": "She moved"})
    bank.refund(db.session.scalars(select(Payment)).one().id, 10_000)
    bank.deliver()
    assert the_order().state == OrderState.PAID
    assert has_seat(order.buyer, order.cohort)
    for _ in range(2):  # all that was promised is refused, and the rest is asked for
        work()
    bank.deliver()
    assert the_order().state == OrderState.REFUNDED
    assert not has_seat(order.buyer, order.cohort)
    assert queries.balance("sales") == {"EUR": 0}
    story = buyer.get(f"/orders/{order.id}").text
    assert "140 €. She moved" in story
    assert "failed" not in story


def test_a_second_payment_that_the_dashboard_gave_back_has_not_failed(
    login_as: Login, bank: Standin
) -> None:
    buyer = bought(login_as, bank)
    first = db.session.scalars(select(Payment)).one()
    with transaction():
        order = the_order()
        second = Payment(id="pi_second", order_id=order.id, amount=24_000, currency="EUR")
        second.created_at = clock.now()
        db.session.add(second)
    with transaction():
        asked = actions.ask_refund(the_order(), None, NoSeat.PAID_TWICE)
    seen = RefundSeen("re_1", second.id, 24_000, "EUR", "succeeded", "")
    with transaction():
        actions.refuse_refund(asked.id, "already refunded", [seen])
    assert asked.state == "failed"
    assert (first.order.state, first.order.shown_state) == (OrderState.PAID, OrderState.PAID)
    story = buyer.get(f"/orders/{first.order_id}").text
    assert "Money given back" in story
    assert "failed" not in story


def test_a_refusal_heard_twice_is_told_once(login_as: Login, bank: Standin, work: Work) -> None:
    buyer = bought(login_as, bank)
    with transaction():
        asked = actions.ask_refund(the_order(), None, "She moved away")
    for _ in range(2):
        with transaction():
            actions.refuse_refund(asked.id, "It has been charged back", [])
    assert buyer.get(f"/orders/{the_order().id}").text.count("The refund failed") == 1


@pytest.mark.parametrize("seed", range(8))
def test_the_list_and_the_page_of_an_order_agree_on_what_has_failed(
    login_as: Login, bank: Standin, seed: int
) -> None:
    bought(login_as, bank)
    order, dice = the_order(), random.Random(seed)  # noqa: S311 - no secret
    states = [state.value for state in RefundState]
    with transaction():
        for number in range(dice.randint(1, 5)):
            refund = Refund(order_id=order.id, payment_id=order.payments[0].id, currency="EUR")
            refund.amount = dice.choice((4_000, 10_000, 14_000, 24_000))
            refund.state = dice.choice((*states, "failed", "failed"))
            refund.created_at = clock.now() + timedelta(seconds=number)
            db.session.add(refund)
    db.session.refresh(order, ["refunds"])
    listed = [one.id for one in queries.all_orders(REFUND_FAILED, 1).items]
    assert (listed == [order.id]) is bool(queries.failed_refunds(order))


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
