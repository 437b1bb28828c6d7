"""Double entry: every booking has a reason, once, and its entries sum to zero."""

from collections.abc import Mapping

from lms.billing import queries, rules
from lms.billing.models import LedgerEntry, Order, Posting
from lms.platform import clock
from lms.platform.db import db


def book(order: Order, reference: str, entries: Mapping[str, int], currency: str) -> bool:
    """Write a posting of {account: minor units}; False when this reason was booked before.

    `currency` is that of the money, which need not be the order's.
    """
    if not rules.balances(entries):
        raise ValueError(f"{reference} does not balance: {dict(entries)}")
    if queries.was_booked(reference):
        return False
    db.session.add(
        Posting(
            order_id=order.id,
            reference=reference,
            created_at=clock.now(),
            entries=[
                LedgerEntry(account=account, amount=amount, currency=currency)
                for account, amount in entries.items()
            ],
        )
    )
    db.session.flush()
    return True
