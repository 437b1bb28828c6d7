"""The control page: what a buyer's bank, the calendar or a bad line would do."""

from datetime import UTC, datetime

from flask import Blueprint, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from lms.standin import paying, refunding, selling
from lms.standin.api import weather
from lms.standin.api.door import bank
from lms.standin.courier import Courier
from lms.standin.currencies import written
from lms.standin.happenings import queue
from lms.standin.pages.words import words
from lms.standin.refusals import Json, Refusal

bp = Blueprint("control", __name__, url_prefix="/control")
SHOWN = 50  # rows of each table
BAD_WEATHER = (weather.STUMBLE, weather.LOSE_ANSWERS, weather.STALL)
REFUNDS = (refunding.SLOW, refunding.DISPUTED)
SWITCHES = ("pause", "shuffle", "repeat", "delay", "drop", *REFUNDS, *BAD_WEATHER)
LARGEST = {"repeat": 40, "delay": 86_400, "drop": 1000} | dict.fromkeys(BAD_WEATHER, 100)
SESSION_DEEDS = {"arrive": paying.arrive, "fail": paying.fail, "expire": selling.expire}
REFUND_DEEDS = {"settle": refunding.settle, "fail": refunding.fail}


@bp.get("/")
def panel() -> str:
    """Sessions, refunds, deliveries and the switches."""
    store = bank().store
    return render_template(
        "control.html",
        lang="en",
        t=words("en"),
        sessions=[_session_row(id) for id in store.ids("checkout.session")[:SHOWN]],
        refunds=[store.get("refund", id) for id in store.ids("refund")[:SHOWN]],
        deliveries=_delivery_rows(),
        switches={name: store.switch(name) for name in SWITCHES},
        webhook=bank().settings.webhook,
        written=written,
    )


@bp.post("/sessions/<id>")
def change_session(id: str) -> Response:
    """Let the delayed payment arrive (deed=arrive), fail it (fail), or expire the session."""
    deed = _deed(list(SESSION_DEEDS))
    with bank().store.transaction():
        SESSION_DEEDS[deed](bank(), id)
    return _back()


@bp.post("/refunds/<id>")
def change_refund(id: str) -> Response:
    """Let a pending refund reach the buyer (deed=settle) or come back (fail)."""
    deed = _deed(list(REFUND_DEEDS))
    with bank().store.transaction():
        REFUND_DEEDS[deed](bank(), id)
    return _back()


@bp.post("/events/<id>/delivery")
def deliver_again(id: str) -> Response:
    """Send an event once more."""
    with bank().store.transaction():
        queue(bank(), bank().store.get("event", id)["id"])
    return _back()


@bp.post("/deliveries")
def deliver_all() -> Response:
    """Send all that waits, now."""
    courier: Courier = current_app.extensions["standin.courier"]
    courier.deliver()
    return _back()


@bp.post("/switches")
def turn_switches() -> Response:
    """Set every switch as the form says; an empty field is off."""
    positions = {name: _position(name) for name in SWITCHES}
    with bank().store.transaction():
        for name, value in positions.items():
            bank().store.turn(name, value)
    return _back()


def _position(name: str) -> float:
    try:
        value = float(request.form.get(name) or 0)
    except ValueError:
        value = -1
    if not 0 <= value <= LARGEST.get(name, 1):
        raise Refusal(f"{name} is a number from 0 to {LARGEST.get(name, 1)}.", name)
    return value


def _deed(known: list[str]) -> str:
    deed = request.form.get("deed", "")
    if deed not in known:
        raise Refusal(f"Choose one of: {', '.join(known)}.", "deed")
    return deed


def _back() -> Response:
    return redirect("/control/", 303)


def _session_row(id: str) -> Json:
    session = bank().store.get("checkout.session", id)
    return session | {
        "items": ", ".join(item["description"] for item in selling.line_items(bank(), id)),
        "amount": written(session["amount_total"], session["currency"]),
        "awaits": paying.awaits_money(bank(), id),
        "ends": datetime.fromtimestamp(session["expires_at"], UTC),
    }


def _delivery_rows() -> list[Json]:
    sql = "SELECT * FROM deliveries ORDER BY id DESC LIMIT ?"
    rows = [dict(row) for row in bank().store.rows(sql, SHOWN)]
    return [row | {"type": bank().store.get("event", row["event"])["type"]} for row in rows]
