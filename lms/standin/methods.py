"""How a buyer pays: the `payment_method_details` of a charge."""

from lms.standin.refusals import Json
from lms.standin.shapes import nulls

CARD: Json = {
    "type": "card",
    "card": {
        **nulls("""amount_authorized authorization_code installments mandate network_transaction_id
            regulated_status three_d_secure transaction_link_id wallet"""),
        "brand": "visa",
        "checks": {
            **nulls("address_line1_check address_postal_code_check"),
            "cvc_check": "pass",
        },
        "country": "IT",
        "exp_month": 12,
        "exp_year": 2034,
        "extended_authorization": {"status": "disabled"},
        "fingerprint": "standinstandinst",
        "funding": "credit",
        "incremental_authorization": {"status": "unavailable"},
        "last4": "4242",
        "multicapture": {"status": "unavailable"},
        "network": "visa",
        "network_token": {"used": False},
        "overcapture": {"maximum_amount_capturable": 0, "status": "unavailable"},
    },
}

BANK_DEBIT: Json = {
    "type": "sepa_debit",
    "sepa_debit": {
        **nulls("branch_code generated_from mandate"),
        **{"bank_code": "37040044", "country": "DE", "last4": "3000"},
        "fingerprint": "standinstandinst",
    },
}
