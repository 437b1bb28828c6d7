"""Giving money back."""

from lms.standin.bank import Bank
from lms.standin.checks import lacking, names
from lms.standin.currencies import written
from lms.standin.happenings import tell
from lms.standin.limits import check_metadata, only
from lms.standin.refusals import Json, Refusal
from lms.standin.shapes import build, new_id

DONE_HERE = names("amount charge metadata payment_intent reason")
SLOW = "slow_refunds"
"""The switch that leaves new refunds `pending` until somebody settles or fails them."""
DISPUTED = "disputed"
"""The switch that refuses new refunds, as of charges that their buyers had charged back."""


def refund(bank: Bank, params: Json) -> Json:
    """A new refund of a charge, whole unless an amount is given; never more than is left."""
    only(params, DONE_HERE)
    check_metadata(params)
    charge = _charge(bank, params)
    if bank.store.switch(DISPUTED):
        message = f"Charge {charge['id']} has been charged back; cannot issue a refund."
        raise Refusal(message, "charge", "charge_disputed")
    amount = _amount(params, charge)
    slow = bool(bank.store.switch(SLOW))
    refund = build(
        "re",
        amount=amount,
        charge=charge["id"],
        created=int(bank.now()),
        currency=charge["currency"],
        metadata=params.get("metadata") or {},
        payment_intent=charge["payment_intent"],
        reason=params.get("reason"),
        status="pending" if slow else "succeeded",
        balance_transaction=new_id("txn"),
    )
    bank.store.put(refund, parent=charge["id"])
    _count(bank, charge, amount)
    tell(bank, "refund.created", refund)
    tell(bank, "charge.refunded", charge)
    if not slow:
        tell(bank, "refund.updated", refund)
    return refund


def _charge(bank: Bank, params: Json) -> Json:
    charge_id = params.get("charge")
    if "payment_intent" in params:
        intent = bank.store.get("payment_intent", params["payment_intent"], "payment_intent")
        charge_id = charge_id or intent["latest_charge"]
    elif not charge_id:
        raise lacking("payment_intent")
    charge = bank.store.get("charge", charge_id, "charge") if charge_id else None
    if not charge or charge["status"] != "succeeded":
        raise Refusal("This payment does not have a successful charge to refund.", "payment_intent")
    return charge


def _amount(params: Json, charge: Json) -> int:
    left = charge["amount"] - charge["amount_refunded"]
    if not left:
        message = f"Charge {charge['id']} has already been refunded."
        raise Refusal(message, "charge", "charge_already_refunded")
    amount = int(params.get("amount", left))
    if amount < 1:
        message = "Invalid positive integer"
        raise Refusal(message, "amount", "parameter_invalid_integer")
    if amount > left:
        asked, rest = (written(x, charge["currency"]) for x in (amount, left))
        message = f"Refund amount ({asked}) is greater than unrefunded amount on charge ({rest})"
        raise Refusal(message, "amount")
    return amount


def _count(bank: Bank, charge: Json, amount: int) -> None:
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    bank.store.put(charge)


def settle(bank: Bank, refund_id: str) -> None:
    """A pending refund reaches the buyer."""
    refund = _pending(bank, refund_id)
    refund["status"] = "succeeded"
    tell(bank, "refund.updated", bank.store.put(refund))


def fail(bank: Bank, refund_id: str) -> None:
    """A pending refund comes back: the buyer's bank did not take it."""
    refund = _pending(bank, refund_id)
    refund["status"] = "failed"
    _count(bank, bank.store.get("charge", refund["charge"]), -refund["amount"])
    tell(bank, "refund.updated", bank.store.put(refund))
    tell(bank, "refund.failed", refund)


def _pending(bank: Bank, refund_id: str) -> Json:
    refund = bank.store.get("refund", refund_id)
    if refund["status"] != "pending":
        raise Refusal(f"This refund is {refund['status']} already.", "id")
    return refund


def refunds_of(bank: Bank, charge_id: str) -> list[Json]:
    """All refunds of a charge, newest first."""
    ids = bank.store.ids("refund", parent=charge_id)
    return [bank.store.get("refund", id) for id in ids]
