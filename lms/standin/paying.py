"""What a buyer can do on the checkout page, and what becomes of the money."""

from enum import StrEnum

from lms.standin.bank import Bank
from lms.standin.happenings import tell
from lms.standin.limits import check_email
from lms.standin.methods import BANK_DEBIT, CARD
from lms.standin.refusals import Json, Refusal
from lms.standin.selling import buyer, page_address
from lms.standin.shapes import build, new_id

SOMEBODY = "buyer@example.com"


class Outcome(StrEnum):
    """The buttons of the checkout page."""

    PAY = "pay"
    DECLINE = "decline"
    LATER = "later"
    """A slow method: the session completes, the money arrives in some days."""
    FAIL_LATER = "fail_later"
    CLOSE_TAB = "close_tab"
    """Pays, and never comes back to the shop."""
    CANCEL = "cancel"


def pay(bank: Bank, session_id: str, outcome: Outcome, email: str | None = None) -> str | None:
    """Do what the buyer chose; returns where the browser goes next, None when it stays."""
    session = bank.store.get("checkout.session", session_id, "session")
    if outcome is Outcome.CANCEL:
        return session["cancel_url"] or page_address(bank, session)
    if session["status"] != "open" or session["expires_at"] <= bank.now():
        raise Refusal("This Checkout Session is no longer open.", "session")
    if outcome is Outcome.DECLINE and session["amount_total"]:
        _decline(bank, session)
        return None
    _recognise(bank, session, email)
    _take_money(bank, session, outcome)
    return None if outcome is Outcome.CLOSE_TAB else landing(session)


def landing(session: Json) -> str:
    """The shop's success address, with the session's id where the shop asked for it."""
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _recognise(bank: Bank, session: Json, email: str | None) -> None:
    """Write down who pays; Stripe makes a customer when asked to, and for every free order."""
    known = session["customer_details"] or {}
    address = known.get("email") or email or SOMEBODY
    check_email(address, "email")
    session["customer_details"] = buyer(address, "Test Buyer")
    wanted = session["customer_creation"] == "always" or not session["amount_total"]
    if wanted and not session["customer"]:
        facts = {"email": address, "name": "Test Buyer", "created": int(bank.now())}
        session["customer"] = bank.store.put(build("cus", **facts))["id"]


def _take_money(bank: Bank, session: Json, outcome: Outcome) -> None:
    session["status"] = "complete"
    if not session["amount_total"]:
        tell(bank, "checkout.session.completed", bank.store.put(session))
        return
    intent = _intent(bank, session)
    if outcome in (Outcome.LATER, Outcome.FAIL_LATER):
        _promise(bank, session, intent, outcome)
        return
    _succeed(bank, intent, _charge(bank, session, intent, CARD))
    session["payment_status"] = "paid"
    tell(bank, "checkout.session.completed", bank.store.put(session))


def _intent(bank: Bank, session: Json) -> Json:
    """The payment behind a session; Stripe makes it when the buyer first tries to pay."""
    if session["payment_intent"]:
        return bank.store.get("payment_intent", session["payment_intent"])
    wishes = bank.store.find("intent_wishes", f"{session['id']}:intent") or {}
    intent = build(
        "pi",
        amount=session["amount_total"],
        created=int(bank.now()),
        currency=session["currency"],
        client_secret=new_id("pi") + "_secret_standin",
        **{name: value for name, value in wishes.items() if name not in ("id", "object")},
    )
    session["payment_intent"] = intent["id"]
    return bank.store.put(intent)


def _charge(bank: Bank, session: Json, intent: Json, method: Json) -> Json:
    charge = build(
        "ch",
        amount=intent["amount"],
        created=int(bank.now()),
        currency=intent["currency"],
        customer=session["customer"],
        description=intent["description"],
        metadata=intent["metadata"],
        payment_intent=intent["id"],
        payment_method=new_id("pm"),
        payment_method_details=method,
        receipt_email=intent["receipt_email"],
    )
    details = session["customer_details"]
    charge["billing_details"] |= {"email": details["email"], "name": details["name"]}
    charge["receipt_url"] = f"{bank.url}/receipts/{charge['id']}"
    facts = {"customer": session["customer"], "payment_method": charge["payment_method"]}
    intent |= facts | {"latest_charge": charge["id"], "payment_method_types": [method["type"]]}
    return charge


def _succeed(bank: Bank, intent: Json, charge: Json) -> None:
    charge |= {"status": "succeeded", "paid": True, "captured": True}
    charge |= {"amount_captured": charge["amount"], "balance_transaction": new_id("txn")}
    intent |= {"status": "succeeded", "amount_received": intent["amount"]}
    intent["last_payment_error"] = None
    tell(bank, "charge.succeeded", bank.store.put(charge))
    tell(bank, "payment_intent.succeeded", bank.store.put(intent))


def _fail(bank: Bank, intent: Json, code: str, message: str) -> None:
    intent["status"] = "requires_payment_method"
    intent["last_payment_error"] = {"type": "card_error", "code": code, "message": message}
    tell(bank, "payment_intent.payment_failed", bank.store.put(intent))


def _decline(bank: Bank, session: Json) -> None:
    """The session stays open: the buyer may try another card."""
    _fail(bank, _intent(bank, session), "card_declined", "Your card was declined.")
    bank.store.put(session)


def _promise(bank: Bank, session: Json, intent: Json, outcome: Outcome) -> None:
    charge = _charge(bank, session, intent, BANK_DEBIT)
    charge |= {"status": "pending", "paid": False, "captured": True}
    intent["status"] = "processing"
    session["payment_method_types"] = ["sepa_debit"]
    for thing in (charge, intent, session):
        bank.store.put(thing)
    bank.store.rows(
        "INSERT INTO promises (session, arrives, due) VALUES (?, ?, ?)",
        *(session["id"], outcome is Outcome.LATER),
        bank.now() + bank.settings.arrives_after,
    )
    tell(bank, "checkout.session.completed", session)


def arrive(bank: Bank, session_id: str) -> None:
    """The delayed payment of a completed session arrives."""
    session, intent = _awaited(bank, session_id)
    _succeed(bank, intent, bank.store.get("charge", intent["latest_charge"]))
    session["payment_status"] = "paid"
    tell(bank, "checkout.session.async_payment_succeeded", bank.store.put(session))


def fail(bank: Bank, session_id: str) -> None:
    """The delayed payment of a completed session does not come after all."""
    session, intent = _awaited(bank, session_id)
    message = "The customer's bank account has insufficient funds."
    charge = bank.store.get("charge", intent["latest_charge"])
    charge |= {"status": "failed", "paid": False, "captured": False}
    charge |= {"failure_code": "insufficient_funds", "failure_message": message}
    bank.store.put(charge)
    _fail(bank, intent, "insufficient_funds", message)
    tell(bank, "checkout.session.async_payment_failed", session)


def _awaited(bank: Bank, session_id: str) -> tuple[Json, Json]:
    session = bank.store.get("checkout.session", session_id, "session")
    if not awaits_money(bank, session_id):
        raise Refusal("No delayed payment is on its way for this session.", "session")
    bank.store.rows("DELETE FROM promises WHERE session = ?", session_id)
    return session, bank.store.get("payment_intent", session["payment_intent"])


def awaits_money(bank: Bank, session_id: str) -> bool:
    """Is a delayed payment of this session still on its way?"""
    return bool(bank.store.rows("SELECT 1 FROM promises WHERE session = ?", session_id))


def keep_promises(bank: Bank) -> int:
    """Let every delayed payment arrive, or fail, whose day has come; returns how many."""
    due = bank.store.rows("SELECT session, arrives FROM promises WHERE due <= ?", bank.now())
    for row in due:
        (arrive if row["arrives"] else fail)(bank, row["session"])
    return len(due)
