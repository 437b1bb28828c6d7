"""What is asked of Stripe's checkout page for an order."""

from lms.billing.gateway import Purchase
from lms.billing.models import Order
from lms.platform import web


def purchase(order: Order, language: str) -> Purchase:
    """The page on which an order's buyer pays, in this language.

    ValueError for a free order: nothing ends, because nothing is to be paid.
    """
    if order.expires_at is None:
        raise ValueError("a free order has no payment page")
    return Purchase(
        order_id=order.id,
        amount=order.amount,
        currency=order.currency,
        description=order.description,
        buyer_email=order.buyer.email,
        language=language,
        expires_at=order.expires_at,
        success_url=web.external_url("billing.come_back", order=order.id)
        + "?session_id={CHECKOUT_SESSION_ID}",
        cancel_url=web.external_url("billing.checkout", cohort=order.cohort.slug),
    )
