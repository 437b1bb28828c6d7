"""What Stripe's documentation forbids and no type can say."""

from urllib.parse import urlsplit

from lms.standin.bank import Bank
from lms.standin.checks import lacking, names
from lms.standin.currencies import CURRENCIES, LARGEST, SMALLEST, granularity, written
from lms.standin.refusals import Json, Refusal, not_done_yet

HALF_AN_HOUR, A_DAY = 1800, 86_400
SLACK = 10  # the caller's "in 30 minutes" was reckoned some seconds ago
MOST_LINES = 100
DONE_HERE = names(
    """adaptive_pricing allow_promotion_codes automatic_tax billing_address_collection
    cancel_url client_reference_id customer customer_creation customer_email expires_at
    integration_identifier invoice_creation line_items locale metadata mode origin_context
    payment_intent_data
    payment_method_types phone_number_collection submit_type success_url tax_id_collection
    ui_mode"""
)
"""Parameters of a session that the stand-in honours."""
ONLY_OFF = names(
    """adaptive_pricing automatic_tax invoice_creation phone_number_collection
    tax_id_collection"""
)
INTENT_DONE_HERE = names(
    "description metadata receipt_email statement_descriptor statement_descriptor_suffix"
)
LONGEST = {"client_reference_id": 200, "success_url": 5000, "cancel_url": 5000}


def check_session(bank: Bank, params: Json) -> None:
    """Refuse a session that Stripe would refuse, or that the stand-in cannot honour."""
    only(params, DONE_HERE)
    _check_mode(params)
    for name in sorted(ONLY_OFF):
        if params.get(name, {}).get("enabled"):
            raise not_done_yet(name, name)
    for name, most in LONGEST.items():
        short_enough(params, name, most)
    _check_addresses(params)
    _check_buyer(params)
    check_metadata(params)
    intent = params.get("payment_intent_data", {})
    only(intent, INTENT_DONE_HERE, "payment_intent_data")
    check_metadata(intent, "payment_intent_data[metadata]")
    _check_expiry(params, bank.now())
    _check_lines(params["line_items"])


def only(params: Json, done_here: frozenset[str], within: str = "") -> None:
    """Say aloud that a parameter is known to Stripe but has no effect here."""
    for name in sorted(params.keys() - done_here):
        where = f"{within}[{name}]" if within else name
        raise not_done_yet(where, where)


def short_enough(params: Json, name: str, most: int) -> None:
    """Refuse a text that is longer than Stripe keeps."""
    if len(params.get(name, "")) > most:
        message = f"Invalid string: must be at most {most} characters"
        raise Refusal(message, name, "parameter_invalid_string_max_length")


def check_metadata(params: Json, name: str = "metadata") -> None:
    """Fifty keys of 40 characters with values of 500."""
    pairs = params.get("metadata") or {}
    if len(pairs) > 50:
        raise Refusal("Metadata can have up to 50 keys.", name)
    for key, value in pairs.items():
        if len(key) > 40 or len(value) > 500:
            message = "Metadata keys can have up to 40 characters, values up to 500."
            raise Refusal(message, f"{name}[{key[:40]}]")


def _check_mode(params: Json) -> None:
    for name in ("mode", "line_items", "success_url"):
        if not params.get(name):
            raise lacking(name)
    if params["mode"] != "payment":
        raise not_done_yet(f"mode={params['mode']}", "mode")
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise not_done_yet(f"ui_mode={params['ui_mode']}", "ui_mode")


def _check_addresses(params: Json) -> None:
    for name in ("success_url", "cancel_url"):
        if name in params and not _is_address(params[name]):
            message = "Not a valid URL: it needs a scheme such as https:// and a host."
            raise Refusal(message, name, "url_invalid")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _check_buyer(params: Json) -> None:
    if "customer" in params and params.keys() & {"customer_email", "customer_creation"}:
        message = "You may only specify one of these parameters: customer, customer_email."
        raise Refusal(message, "customer")
    if "customer_email" in params:
        check_email(params["customer_email"], "customer_email")


def check_email(email: str, param: str) -> None:
    """An address has one @ with something on both sides."""
    name, at, host = email.rpartition("@")
    if not (at and name and "." in host) or " " in email or len(email) > 512:
        raise Refusal(f"Invalid email address: {email[:100]}", param, "email_invalid")


def _check_expiry(params: Json, now: float) -> None:
    if "expires_at" not in params:
        return
    ahead = params["expires_at"] - now
    if ahead < HALF_AN_HOUR - SLACK:
        message = "The `expires_at` timestamp must be at least 30 minutes from creation."
        raise Refusal(message, "expires_at")
    if ahead > A_DAY + SLACK:
        message = "The `expires_at` timestamp must be less than 24 hours from creation."
        raise Refusal(message, "expires_at")


def _check_lines(lines: list[Json]) -> None:
    if len(lines) > MOST_LINES:
        raise Refusal(f"A session has at most {MOST_LINES} line items.", "line_items")
    for place, line in enumerate(lines):
        _check_line(line, f"line_items[{place}]")
    if len({line["price_data"]["currency"] for line in lines}) > 1:
        raise Refusal("All line items must have the same currency.", "line_items")
    total = sum(x["price_data"]["unit_amount"] * x.get("quantity", 1) for x in lines)
    _check_total(total, lines[0]["price_data"]["currency"])


def _check_line(line: Json, path: str) -> None:
    only(line, frozenset({"price_data", "quantity", "metadata"}), path)
    check_metadata(line, f"{path}[metadata]")
    if line.get("quantity", 1) < 1:
        raise Refusal("This value must be greater than or equal to 1.", f"{path}[quantity]")
    if "price_data" not in line:
        raise lacking(f"{path}[price_data]")
    _check_offer(line["price_data"], f"{path}[price_data]")


def _check_offer(offer: Json, path: str) -> None:
    supported = frozenset({"currency", "product_data", "tax_behavior", "unit_amount"})
    only(offer, supported, path)
    for name in ("unit_amount", "product_data"):
        if name not in offer:
            raise lacking(f"{path}[{name}]")
    currency, amount = offer["currency"], offer["unit_amount"]
    if currency not in CURRENCIES:
        message = f"Invalid currency: {currency[:20]}. It is a lower-case ISO code such as eur."
        raise Refusal(message, f"{path}[currency]")
    if amount < 0:
        message = "Invalid non-negative integer"
        raise Refusal(message, f"{path}[unit_amount]", "parameter_invalid_integer")
    if amount % granularity(currency):
        message = f"Amounts in {currency} are multiples of {granularity(currency)}."
        raise Refusal(message, f"{path}[unit_amount]")


def _check_total(total: int, currency: str) -> None:
    if total > LARGEST:
        message = f"The total must be no more than {written(LARGEST, currency)}."
        raise Refusal(message, "line_items", "amount_too_large")
    if 0 < total < SMALLEST.get(currency, 1):
        least = written(SMALLEST[currency], currency)
        message = f"The Checkout Session's total amount due must add up to at least {least}."
        raise Refusal(message, "line_items", "amount_too_small")
