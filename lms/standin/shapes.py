"""What Stripe's objects look like: every key it sends, with the value of an ordinary object.

The keys follow Stripe's published fixtures (github.com/stripe/openapi, MIT); a test compares them.
"""

import copy
import secrets
import string

import stripe

from lms.standin.refusals import Json

LETTERS = string.ascii_letters + string.digits


def nulls(names: str) -> Json:
    """Keys that Stripe sends as null on an ordinary object."""
    return dict.fromkeys(names.split())


NOWHERE = nulls("city country line1 line2 postal_code state")

SESSION: Json = {
    **nulls("""after_expiration allow_promotion_codes billing_address_collection cancel_url
        client_reference_id client_secret collected_information consent consent_collection
        currency_conversion customer customer_account customer_creation customer_details
        customer_email discounts integration_identifier invoice locale origin_context
        payment_intent payment_link payment_method_configuration_details permissions
        recovered_from setup_intent shipping_address_collection shipping_cost submit_type
        subscription success_url url wallet_options"""),
    "object": "checkout.session",
    "adaptive_pricing": {"enabled": False},
    "amount_subtotal": 0,
    "amount_total": 0,
    "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
    "created": 0,
    "currency": "eur",
    "custom_fields": [],
    "custom_text": nulls("after_submit shipping_address submit terms_of_service_acceptance"),
    "expires_at": 0,
    "id": "",
    "invoice_creation": {
        "enabled": False,
        "invoice_data": {
            **nulls("account_tax_ids custom_fields description footer"),
            **{"issuer": None, "metadata": {}, "rendering_options": None},
        },
    },
    "livemode": False,
    "managed_payments": {"enabled": False},
    "metadata": {},
    "mode": "payment",
    "payment_method_collection": "if_required",
    "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
    "payment_method_types": ["card"],
    "payment_status": "unpaid",
    "phone_number_collection": {"enabled": False},
    "saved_payment_method_options": None,
    "shipping_options": [],
    "status": "open",
    "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
    "ui_mode": "hosted_page",
}

PAYMENT_INTENT: Json = {
    **nulls("""application application_fee_amount automatic_payment_methods canceled_at
        cancellation_reason customer customer_account description excluded_payment_method_types
        last_payment_error latest_charge next_action on_behalf_of payment_method
        payment_method_configuration_details processing receipt_email review setup_future_usage
        shipping source statement_descriptor statement_descriptor_suffix transfer_data
        transfer_group"""),
    "object": "payment_intent",
    "amount": 0,
    "amount_capturable": 0,
    "amount_details": {"tip": {}},
    "amount_received": 0,
    "capture_method": "automatic_async",
    "client_secret": "",
    "confirmation_method": "automatic",
    "created": 0,
    "currency": "eur",
    "id": "",
    "livemode": False,
    "managed_payments": {"enabled": False},
    "metadata": {},
    "payment_method_options": {},
    "payment_method_types": ["card"],
    "status": "requires_payment_method",
}

CHARGE: Json = {
    **nulls("""application application_fee application_fee_amount balance_transaction customer
        description failure_balance_transaction failure_code failure_message on_behalf_of
        payment_intent payment_method receipt_email receipt_number receipt_url refunds review
        shipping source source_transfer statement_descriptor statement_descriptor_suffix
        transfer_data transfer_group"""),
    "object": "charge",
    "amount": 0,
    "amount_captured": 0,
    "amount_refunded": 0,
    "billing_details": {
        "address": NOWHERE,
        **nulls("email name phone tax_id"),
    },
    "calculated_statement_descriptor": "STAND-IN",
    "captured": True,
    "created": 0,
    "currency": "eur",
    "disputed": False,
    "fraud_details": {},
    "id": "",
    "livemode": False,
    "metadata": {},
    "outcome": {
        **nulls("advice_code network_advice_code network_decline_code reason"),
        "network_status": "approved_by_network",
        "seller_message": "Payment complete.",
        "type": "authorized",
    },
    "paid": True,
    "payment_method_details": None,
    "refunded": False,
    "status": "succeeded",
}

REFUND: Json = {
    **nulls("""balance_transaction customer customer_account payment_intent payment_method reason
        receipt_number source_transfer_reversal transfer_reversal"""),
    "object": "refund",
    "amount": 0,
    "charge": "",
    "created": 0,
    "currency": "eur",
    "destination_details": {"card": {"type": "refund"}, "type": "card"},
    "id": "",
    "metadata": {},
    "status": "succeeded",
}

CUSTOMER: Json = {
    **nulls("""address currency default_source description discount email name phone shipping
        test_clock"""),
    "object": "customer",
    "balance": 0,
    "created": 0,
    "delinquent": False,
    "id": "",
    "invoice_prefix": "STANDIN",
    "invoice_settings": nulls("custom_fields default_payment_method footer rendering_options"),
    "livemode": False,
    "metadata": {},
    "next_invoice_sequence": 1,
    "preferred_locales": [],
    "tax_exempt": "none",
}

ITEM: Json = {
    "object": "item",
    "adjustable_quantity": None,
    **dict.fromkeys(["amount_discount", "amount_subtotal", "amount_tax", "amount_total"], 0),
    "currency": "eur",
    "description": "",
    "id": "",
    "metadata": {},
    "price": None,
    "quantity": 1,
}

PRICE: Json = {
    **nulls("custom_unit_amount lookup_key nickname recurring tiers_mode transform_quantity"),
    "object": "price",
    "active": False,
    "billing_scheme": "per_unit",
    "created": 0,
    "currency": "eur",
    "id": "",
    "livemode": False,
    "metadata": {},
    "product": "",
    "tax_behavior": "unspecified",
    "type": "one_time",
    "unit_amount": 0,
    "unit_amount_decimal": "0",
}

EVENT: Json = {
    "object": "event",
    "api_version": stripe.api_version,
    "created": 0,
    "data": {},
    "id": "",
    "livemode": False,
    "pending_webhooks": 0,
    "request": {"id": None, "idempotency_key": None},
    "type": "",
}

PREFIXES = {
    "cs_test": SESSION,
    "pi": PAYMENT_INTENT,
    "ch": CHARGE,
    "re": REFUND,
    "cus": CUSTOMER,
    "li": ITEM,
    "price": PRICE,
    "evt": EVENT,
}


def new_id(prefix: str) -> str:
    """A fresh id in Stripe's manner: ch_ and 24 letters or digits, longer for sessions."""
    length = 58 if prefix.startswith("cs_") else 24
    return f"{prefix}_" + "".join(secrets.choice(LETTERS) for _ in range(length))


def build(prefix: str, **facts: object) -> Json:
    """A new object of the kind its id begins with; KeyError for a key that Stripe does not send."""
    thing = copy.deepcopy(PREFIXES[prefix]) | {"id": new_id(prefix)}
    if strange := facts.keys() - thing.keys():
        raise KeyError(*strange)
    return thing | facts
