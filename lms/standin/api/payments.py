"""Payment intents and charges: read only, as checkout makes them."""

from stripe.params import (
    ChargeListParams,
    ChargeRetrieveParams,
    PaymentIntentListParams,
    PaymentIntentRetrieveParams,
)

from lms.standin.api.door import bp, speaks
from lms.standin.api.paging import page
from lms.standin.bank import Bank
from lms.standin.refusals import Json, not_done_yet


@bp.get("/payment_intents/<id>")
@speaks(PaymentIntentRetrieveParams)
def payment_intent(bank: Bank, params: Json, id: str) -> Json:
    """One payment intent."""
    if params:
        raise not_done_yet("a payment intent by its client_secret", "client_secret")
    return bank.store.get("payment_intent", id)


@bp.get("/payment_intents")
@speaks(PaymentIntentListParams)
def payment_intents(bank: Bank, params: Json) -> Json:
    """Payment intents, newest first."""
    store = bank.store
    kind = "payment_intent"
    return page(store.ids(kind), lambda id: store.get(kind, id), params, "/v1/payment_intents")


@bp.get("/charges/<id>")
@speaks(ChargeRetrieveParams)
def charge(bank: Bank, params: Json, id: str) -> Json:
    """One charge."""
    return bank.store.get("charge", id)


@bp.get("/charges")
@speaks(ChargeListParams)
def charges(bank: Bank, params: Json) -> Json:
    """Charges, newest first."""
    store = bank.store
    return page(store.ids("charge"), lambda id: store.get("charge", id), params, "/v1/charges")
