"""Orders in every state, bought the way people buy: on the stand-in's page, then in our actions.

The stand-in keeps what it sold in the demo's folder, so that each of these orders can still be
looked up, paid or refunded when the demo runs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from lms.accounts.models import User
from lms.billing import actions
from lms.billing.checkout import purchase
from lms.billing.gateway import Gateway
from lms.billing.models import Order
from lms.billing.rules import REFUND_FAILED, OrderState
from lms.cohorts import rules as cohort_rules
from lms.cohorts.models import Cohort
from lms.cohorts.rules import Source
from lms.content import shelf
from lms.demo.past import Happening
from lms.demo.script import Cast
from lms.platform import clock, i18n, jobs
from lms.platform.db import transaction
from lms.standin import Standin

LATER = timedelta(minutes=40)  # a checkout page is over by then
BOUNCE = timedelta(days=2)  # until a bank debit or a refund comes back; the stand-in would keep it
BUTTONS = {"pending": "later", "failed": "fail_later"}
"""What the buyer presses on the checkout page; otherwise they pay by card."""


@dataclass(frozen=True, slots=True)
class Till:
    """Where the demo's people buy."""

    cast: Cast
    gateway: Gateway
    standin: Standin

    def sales(self, told: dict[str, Any]) -> Iterator[Happening]:
        """Everything that happened to the orders of one cohort."""
        for seat in told["seat"]:
            if seat["by"] == Source.ORDER:
                yield from self._sale(told["key"], seat)

    def _sale(self, key: str, seat: dict[str, Any]) -> Iterator[Happening]:
        """One order from its beginning to its end; what comes later finds it in `bought`."""
        at, end = self.cast.moment(seat["at"], seat["who"]), seat.get("end", "paid")
        bought: list[Order] = []
        yield Happening(at, partial(self._buy, key, seat, bought), alone=True)
        if end == OrderState.LAPSED:  # the job that looks again is due by then
            yield Happening(at + LATER, lambda: None, alone=True)
        elif end == "failed":
            yield Happening(at + BOUNCE, partial(self._bounce, bought), alone=True)
        elif end in (OrderState.REFUNDED, REFUND_FAILED):
            back = self.cast.moment(seat["back"], seat["who"])
            fails = end == REFUND_FAILED
            yield Happening(back, partial(self._give_back, bought, seat["why"], fails), alone=True)
            if fails:
                yield Happening(back + BOUNCE, partial(self._refund_fails, bought), alone=True)

    def _buy(self, key: str, seat: dict[str, Any], bought: list[Order]) -> None:
        buyer, cohort = self.cast.people[seat["who"]], self.cast.cohorts[key]
        order, end = self._begin(buyer, cohort), seat.get("end", "paid")
        bought.append(order)
        if order.state != OrderState.OPEN:
            return  # it was free
        session = self.gateway.open_session(purchase(order, buyer.language))
        with transaction():
            actions.attach_session(order, session)
        if end not in (OrderState.OPEN, OrderState.LAPSED):
            self.standin.pay(session.id, BUTTONS.get(end, "pay"))
            self._look(session.id)

    def _begin(self, buyer: User, cohort: Cohort) -> Order:
        course = shelf.course(cohort.course, buyer.language)
        own = (cohort.price_amount, cohort.price_currency)
        price = cohort_rules.price(own, (course.price_amount, course.price_currency))
        with i18n.speaking(buyer.language):
            words = f"{course.title}: {cohort.title}"
        with transaction():
            return actions.begin_order(buyer, cohort, price, words, clock.now())

    def _look(self, session_id: str) -> None:
        """What the page does to which a buyer comes back."""
        seen = self.gateway.session(session_id)
        with transaction():
            actions.take_session(seen)

    def _bounce(self, bought: list[Order]) -> None:
        session_id = str(bought[0].session_id)
        self.standin.fail(session_id)
        seen = self.gateway.session(session_id)
        with transaction():
            actions.payment_failed(seen)

    def _give_back(self, bought: list[Order], why: str, is_slow: bool) -> None:
        """One that will fail is under way first, as the bank has not said no yet."""
        with transaction():
            actions.ask_refund(bought[0], self.cast.people["ada"], why)
        self.standin.slow_refunds(is_slow)
        jobs.run_due()
        self.standin.slow_refunds(False)

    def _refund_fails(self, bought: list[Order]) -> None:
        refund_id = str(bought[0].refunds[0].stripe_id)
        self.standin.fail_refund(refund_id)
        seen = self.gateway.refund_seen(refund_id)
        with transaction():
            actions.take_refund(seen)
