"""Orders for tests of what is told about them."""

from lms.accounts.models import User
from lms.billing.models import Order
from lms.cohorts.models import Cohort
from lms.platform import clock
from lms.platform.db import db, transaction


def order_of(buyer: User, cohort: Cohort) -> Order:
    """A paid order of 240 EUR."""
    order = Order(
        buyer_id=buyer.id,
        cohort_id=cohort.id,
        state="paid",
        amount=24_000,
        currency="EUR",
        description=f"Bread: {cohort.title}",
        created_at=clock.now(),
    )
    with transaction():
        db.session.add(order)
    return order
