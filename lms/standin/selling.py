"""Checkout sessions: opened from parameters, closed when their time is over."""

from lms.standin import limits
from lms.standin.bank import Bank
from lms.standin.checks import names
from lms.standin.happenings import tell
from lms.standin.refusals import Json, Refusal
from lms.standin.shapes import build, new_id

A_DAY = 24 * 3600
COPIED = names(
    """allow_promotion_codes billing_address_collection cancel_url client_reference_id customer
    customer_creation customer_email integration_identifier locale metadata origin_context
    payment_method_types submit_type success_url"""
)
"""Parameters that come back in the session under the same name."""


def open_session(bank: Bank, params: Json) -> Json:
    """A new session with its items; everything Stripe would refuse is refused here."""
    limits.check_session(bank, params)
    items = [_item(bank, line) for line in params["line_items"]]
    total = sum(item["amount_total"] for item in items)
    now = int(bank.now())
    session = build(
        "cs_test",
        created=now,
        expires_at=params.get("expires_at", now + A_DAY),
        currency=items[0]["currency"],
        amount_subtotal=total,
        amount_total=total,
        payment_status="unpaid" if total else "no_payment_required",
        customer_details=_known_buyer(bank, params),
        **{name: params[name] for name in COPIED if name in params},
    )
    if "customer" not in params:
        session["customer_creation"] = params.get("customer_creation", "if_required")
    _keep(bank, session, items, params.get("payment_intent_data", {}))
    return session


def _keep(bank: Bank, session: Json, items: list[Json], intent: Json) -> None:
    bank.store.put(session)
    for item in items:
        bank.store.put(item, parent=session["id"])
    if intent:
        bank.store.put({"id": f"{session['id']}:intent", "object": "intent_wishes", **intent})


def _item(bank: Bank, line: Json) -> Json:
    offer, quantity = line["price_data"], line.get("quantity", 1)
    product, unit = offer["product_data"], offer["unit_amount"]
    price = build(
        "price",
        created=int(bank.now()),
        currency=offer["currency"],
        product=new_id("prod"),
        tax_behavior=offer.get("tax_behavior", "unspecified"),
        unit_amount=unit,
        unit_amount_decimal=str(unit),
    )
    return build(
        "li",
        amount_subtotal=unit * quantity,
        amount_total=unit * quantity,
        currency=offer["currency"],
        description=product["name"],
        metadata=line.get("metadata", {}),
        price=price,
        quantity=quantity,
    )


def _known_buyer(bank: Bank, params: Json) -> Json | None:
    email = params.get("customer_email")
    if customer := params.get("customer"):
        email = bank.store.get("customer", customer, "customer")["email"]
    return buyer(email) if email else None


def buyer(email: str, name: str | None = None) -> Json:
    """What a session tells about the person who pays."""
    nothing = dict.fromkeys(["address", "business_name", "individual_name", "phone", "tax_ids"])
    return nothing | {"email": email, "name": name, "tax_exempt": "none"}


def line_items(bank: Bank, session_id: str) -> list[Json]:
    """What is bought, in the order it was given."""
    ids = bank.store.ids("item", parent=session_id)
    return [bank.store.get("item", id) for id in reversed(ids)]


def shown(bank: Bank, session: Json) -> Json:
    """The session as the API shows it: the page has an address while it is open."""
    is_open = session["status"] == "open"
    return session | {"url": page_address(bank, session) if is_open else None}


def page_address(bank: Bank, session: Json) -> str:
    """Where this session's checkout page is."""
    return f"{bank.url}/pay/{session['id']}"


def expire(bank: Bank, session_id: str) -> Json:
    """Close an open session; its buyer can no longer pay."""
    session = bank.store.get("checkout.session", session_id, "session")
    if session["status"] != "open":
        raise Refusal(
            "Only Checkout Sessions with a status in ['open'] can be expired. "
            f"This Checkout Session has a status of `{session['status']}`.",
            "session",
        )
    session["status"] = "expired"
    tell(bank, "checkout.session.expired", bank.store.put(session))
    return session


def expire_lapsed(bank: Bank) -> int:
    """Close every open session whose time is over; returns how many."""
    lapsed = bank.store.rows(
        "SELECT id FROM objects WHERE kind = 'checkout.session'"
        " AND json_extract(body, '$.status') = 'open'"
        " AND json_extract(body, '$.expires_at') <= ?",
        bank.now(),
    )
    for row in lapsed:
        expire(bank, row["id"])
    return len(lapsed)
