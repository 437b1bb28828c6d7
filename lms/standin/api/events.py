"""Events: what happened, also for those whose webhook was asleep."""

from fnmatch import fnmatchcase

from stripe.params import EventListParams, EventRetrieveParams

from lms.standin.api.door import bp, speaks
from lms.standin.api.paging import page
from lms.standin.bank import Bank
from lms.standin.happenings import shown, taken
from lms.standin.refusals import Json, Refusal

MOST_TYPES = 20


@bp.get("/events/<id>")
@speaks(EventRetrieveParams)
def event(bank: Bank, params: Json, id: str) -> Json:
    """One event."""
    return shown(bank, bank.store.get("event", id))


@bp.get("/events")
@speaks(EventListParams)
def events(bank: Bank, params: Json) -> Json:
    """Events, newest first; by `delivery_success`, those that did or did not get through."""
    patterns = _patterns(params)
    success = params.pop("delivery_success", None)

    def keep(event: Json) -> bool:
        named = any(fnmatchcase(event["type"], pattern) for pattern in patterns)
        return named and success in (None, taken(bank, event["id"]))

    def load(id: str) -> Json:
        return shown(bank, bank.store.get("event", id))

    return page(bank.store.ids("event"), load, params, "/v1/events", keep)


def _patterns(params: Json) -> list[str]:
    one, several = params.pop("type", None), params.pop("types", None)
    if one and several:
        raise Refusal("You may only specify one of these parameters: type, types.", "types")
    if several and len(several) > MOST_TYPES:
        raise Refusal(f"You may name up to {MOST_TYPES} types.", "types")
    return several or [one or "*"]
