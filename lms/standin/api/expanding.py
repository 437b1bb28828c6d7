"""`expand[]`: whole objects in place of ids."""

from collections.abc import Sequence

from lms.standin.bank import Bank
from lms.standin.refunding import refunds_of
from lms.standin.refusals import Json, Refusal
from lms.standin.selling import line_items

DEEPEST = 4
EXPANDABLE = {
    "checkout.session": {"customer", "line_items", "payment_intent"},
    "payment_intent": {"customer", "latest_charge"},
    "charge": {"customer", "payment_intent", "refunds"},
    "refund": {"charge", "payment_intent"},
}
KINDS = {"latest_charge": "charge"}


def listed(data: list[Json], url: str, has_more: bool = False) -> Json:
    """Stripe's list object."""
    return {"object": "list", "data": data, "has_more": has_more, "url": url}


def expand(bank: Bank, thing: Json, wishes: Sequence[str]) -> Json:
    """The same object with what the wishes name (`payment_intent.latest_charge`) put in whole."""
    for wish in wishes:
        steps = wish.split(".")
        if len(steps) > DEEPEST:
            raise Refusal("You cannot expand more than 4 levels of a property.", "expand")
        _open(bank, thing, steps)
    return thing


def _open(bank: Bank, thing: Json, steps: Sequence[str]) -> None:
    first, rest = steps[0], steps[1:]
    if thing["object"] == "list" and first == "data" and rest:
        for one in thing["data"]:
            _open(bank, one, rest)
        return
    if first not in EXPANDABLE.get(thing["object"], ()):
        raise Refusal(f"This property cannot be expanded ({first[:60]}).", "expand")
    if not isinstance(thing.get(first), dict):
        thing[first] = _whole(bank, thing, first)
    if rest and thing[first]:
        _open(bank, thing[first], rest)


def _whole(bank: Bank, thing: Json, name: str) -> Json | None:
    if name == "line_items":
        url = f"/v1/checkout/sessions/{thing['id']}/line_items"
        return listed(line_items(bank, thing["id"]), url)
    if name == "refunds":
        return listed(refunds_of(bank, thing["id"]), f"/v1/charges/{thing['id']}/refunds")
    id = thing[name]
    return bank.store.get(KINDS.get(name, name), id) if id else None
