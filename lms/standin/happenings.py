"""Events: what happened, kept for the list and queued for the webhook."""

import json

from lms.standin.bank import Bank
from lms.standin.refusals import Json
from lms.standin.shapes import build


def tell(bank: Bank, type: str, thing: Json) -> Json:
    """Keep an event with the object as it is now, and queue its deliveries."""
    snapshot = json.loads(json.dumps(thing))
    event = build("evt", type=type, created=int(bank.now()), data={"object": snapshot})
    bank.store.put(event)
    if bank.sends:
        queue(bank, event["id"])
    return event


def queue(bank: Bank, event_id: str) -> None:
    """Deliveries of one event: as many, and as late, as the switches say."""
    due = bank.now() + bank.store.switch("delay")
    for _ in range(max(1, int(bank.store.switch("repeat")))):
        bank.store.rows("INSERT INTO deliveries (event, due) VALUES (?, ?)", event_id, due)


def taken(bank: Bank, event_id: str) -> bool:
    """Has the webhook accepted this event at least once?"""
    sql = "SELECT 1 FROM deliveries WHERE event = ? AND state = 'taken' LIMIT 1"
    return bool(bank.store.rows(sql, event_id))


def shown(bank: Bank, event: Json) -> Json:
    """The event as the API shows it, with the number of webhooks still to be reached."""
    sql = "SELECT 1 FROM deliveries WHERE event = ? AND state IN ('waiting', 'sending') LIMIT 1"
    return event | {"pending_webhooks": len(bank.store.rows(sql, event["id"]))}
