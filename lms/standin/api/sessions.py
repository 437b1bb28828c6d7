"""Checkout sessions."""

from stripe.params.checkout import (
    SessionCreateParams,
    SessionExpireParams,
    SessionLineItemListParams,
    SessionListParams,
    SessionRetrieveParams,
)

from lms.standin import selling
from lms.standin.api.door import bp, speaks
from lms.standin.api.paging import page
from lms.standin.bank import Bank
from lms.standin.refusals import Json

KIND = "checkout.session"


@bp.post("/checkout/sessions")
@speaks(SessionCreateParams)
def create_session(bank: Bank, params: Json) -> Json:
    """Open a session."""
    return selling.shown(bank, selling.open_session(bank, params))


@bp.get("/checkout/sessions/<id>")
@speaks(SessionRetrieveParams)
def session(bank: Bank, params: Json, id: str) -> Json:
    """One session."""
    return selling.shown(bank, bank.store.get(KIND, id))


@bp.get("/checkout/sessions")
@speaks(SessionListParams)
def sessions(bank: Bank, params: Json) -> Json:
    """Sessions, newest first."""

    def load(id: str) -> Json:
        return selling.shown(bank, bank.store.get(KIND, id))

    return page(bank.store.ids(KIND), load, params, "/v1/checkout/sessions")


@bp.post("/checkout/sessions/<id>/expire")
@speaks(SessionExpireParams)
def expire_session(bank: Bank, params: Json, id: str) -> Json:
    """Close a session that is still open."""
    bank.store.get(KIND, id)
    return selling.shown(bank, selling.expire(bank, id))


@bp.get("/checkout/sessions/<id>/line_items")
@speaks(SessionLineItemListParams)
def session_line_items(bank: Bank, params: Json, id: str) -> Json:
    """What a session sells, in the order it was given."""
    bank.store.get(KIND, id)
    items = {item["id"]: item for item in selling.line_items(bank, id)}
    return page(list(items), items.__getitem__, params, f"/v1/checkout/sessions/{id}/line_items")
