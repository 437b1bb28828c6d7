"""Refunds."""

from stripe.params import RefundCreateParams, RefundListParams, RefundRetrieveParams

from lms.standin import refunding
from lms.standin.api.door import bp, speaks
from lms.standin.api.paging import page
from lms.standin.bank import Bank
from lms.standin.refusals import Json


@bp.post("/refunds")
@speaks(RefundCreateParams)
def create_refund(bank: Bank, params: Json) -> Json:
    """Give money back."""
    return refunding.refund(bank, params)


@bp.get("/refunds/<id>")
@speaks(RefundRetrieveParams)
def refund(bank: Bank, params: Json, id: str) -> Json:
    """One refund."""
    return bank.store.get("refund", id)


@bp.get("/refunds")
@speaks(RefundListParams)
def refunds(bank: Bank, params: Json) -> Json:
    """Refunds, newest first."""
    store = bank.store
    return page(store.ids("refund"), lambda id: store.get("refund", id), params, "/v1/refunds")
