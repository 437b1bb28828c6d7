"""The page where a buyer pays, or does one of the other things that buyers do."""

from datetime import UTC, datetime

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from lms.standin import paying, selling
from lms.standin.api.door import bank
from lms.standin.currencies import written
from lms.standin.pages.headers import policy_for
from lms.standin.pages.words import language, left, words
from lms.standin.paying import Outcome
from lms.standin.refunding import refunds_of
from lms.standin.refusals import Json, Refusal

bp = Blueprint("checkout", __name__)


@bp.get("/pay/<session_id>")
def pay_page(session_id: str) -> Response:
    """The page of one session, whatever has become of it."""
    return _page(bank().store.get("checkout.session", session_id))


@bp.post("/pay/<session_id>")
def pay(session_id: str) -> AnyResponse:
    """A button was pressed."""
    session = bank().store.get("checkout.session", session_id)
    outcome = _outcome()
    if not _is_open(session) and outcome is not Outcome.CANCEL:
        return _page(session)
    try:
        with bank().store.transaction():
            goes_to = paying.pay(bank(), session_id, outcome, request.form.get("email", "").strip())
    except Refusal as refusal:
        if refusal.code != "email_invalid":
            raise
        return _page(session, "bad_email")
    if goes_to:
        return redirect(goes_to, 303)
    if outcome is Outcome.DECLINE:
        return _page(bank().store.get("checkout.session", session_id), "declined")
    return _told(session, "tab_closed")


def _outcome() -> Outcome:
    try:
        return Outcome(request.form.get("outcome", ""))
    except ValueError:
        raise Refusal(f"Choose one of: {', '.join(Outcome)}.", "outcome") from None


def _is_open(session: Json) -> bool:
    return bool(session["status"] == "open" and session["expires_at"] > bank().now())


def _page(session: Json, mistake: str | None = None) -> Response:
    if not _is_open(session):
        return _told(session, "is_complete" if session["status"] == "complete" else "is_expired")
    lang = language(session["locale"])
    total = written(session["amount_total"], session["currency"], lang)
    known = (session["customer_details"] or {}).get("email")
    body = render_template(
        "checkout.html",
        **_common(session),
        items=[_line(item, lang) for item in selling.line_items(bank(), session["id"])],
        total=total,
        free=not session["amount_total"],
        email=known,
        typed=request.form.get("email", ""),
        closes=datetime.fromtimestamp(session["expires_at"], UTC),
        left=left(session["expires_at"] - bank().now(), words(lang)),
        mistake=mistake,
    )
    return _guarded(session, body, 422 if mistake == "bad_email" else 200)


def _told(session: Json, what: str) -> Response:
    """A page that only says how things stand."""
    leads_back = session["cancel_url"] if what == "is_expired" else None
    return _guarded(
        session, render_template("told.html", **_common(session), what=what, back=leads_back)
    )


def _common(session: Json) -> Json:
    lang = language(session["locale"])
    return {"session": session, "lang": lang, "t": words(lang)}


def _line(item: Json, lang: str) -> Json:
    amount = written(item["amount_total"], item["currency"], lang)
    return {"name": item["description"], "quantity": item["quantity"], "amount": amount}


def _guarded(session: Json, body: str, status: int = 200) -> Response:
    answer = make_response(body, status)
    answer.headers["Content-Security-Policy"] = policy_for(session)
    return answer


@bp.get("/receipts/<charge_id>")
def receipt(charge_id: str) -> str:
    """Where a charge's `receipt_url` leads."""
    charge = bank().store.get("charge", charge_id)
    lang = language()
    back = sum(
        one["amount"] for one in refunds_of(bank(), charge_id) if one["status"] == "succeeded"
    )
    return render_template(
        "receipt.html",
        lang=lang,
        t=words(lang),
        charge=charge,
        amount=written(charge["amount"], charge["currency"], lang),
        refunded=written(back, charge["currency"], lang) if back else None,
        when=datetime.fromtimestamp(charge["created"], UTC),
    )
