"""Customers."""

from stripe.params import CustomerCreateParams, CustomerRetrieveParams

from lms.standin import limits
from lms.standin.api.door import bp, speaks
from lms.standin.bank import Bank
from lms.standin.checks import names
from lms.standin.refusals import Json
from lms.standin.shapes import build

DONE_HERE = names("address description email metadata name phone preferred_locales")


@bp.post("/customers")
@speaks(CustomerCreateParams)
def create_customer(bank: Bank, params: Json) -> Json:
    """Write somebody down."""
    limits.only(params, DONE_HERE)
    limits.check_metadata(params)
    if params.get("email"):
        limits.check_email(params["email"], "email")
    facts = {name: value or None for name, value in params.items()}
    facts["metadata"] = params.get("metadata") or {}
    return bank.store.put(build("cus", created=int(bank.now()), **facts))


@bp.get("/customers/<id>")
@speaks(CustomerRetrieveParams)
def customer(bank: Bank, params: Json, id: str) -> Json:
    """One customer."""
    return bank.store.get("customer", id)
