"""The door of the API: who may come in, what was asked, and that asking twice is asking once."""

import hashlib
import json
import secrets
from collections.abc import Callable
from functools import wraps

import stripe
from flask import Blueprint, Response, current_app, request

from lms.standin.api.expanding import expand
from lms.standin.bank import Bank
from lms.standin.brackets import nested
from lms.standin.checks import Hint, check
from lms.standin.refusals import Json, Refusal

A_DAY = 86_400
LONGEST_KEY = 255
bp = Blueprint("api", __name__, url_prefix="/v1")

Answer = Callable[..., Json]
View = Callable[..., Response]


def bank() -> Bank:
    """The bank that the running app speaks for."""
    here: Bank = current_app.extensions["standin"]
    return here


@bp.before_request
def let_in() -> None:
    """Only a test key of the stand-in opens, and only the API version of the pinned package."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not key.startswith(bank().settings.key):
        raise Refusal("Invalid API Key provided.", status=401)
    version = request.headers.get("Stripe-Version", stripe.api_version)
    if version != stripe.api_version:
        raise Refusal(f"Invalid Stripe API version: {version[:40]}")


def speaks(shape: Hint) -> Callable[[Answer], View]:
    """Make a view of a function from (bank, checked parameters, …) to the answer's JSON."""

    def decorate(answer: Answer) -> View:
        @wraps(answer)
        def view(**path: str) -> Response:
            with bank().store.transaction():
                if request.method == "POST":
                    return _once(lambda: _answer(answer, shape, path))
                return _as_response(_answer(answer, shape, path))

        return view

    return decorate


def _answer(answer: Answer, shape: Hint, path: dict[str, str]) -> Json:
    sent = request.form if request.method == "POST" else request.args
    params = check(nested(sent.items(multi=True)), shape)
    wishes = params.pop("expand", [])
    return expand(bank(), answer(bank(), params, **path), wishes)


def _once(answer: Callable[[], Json]) -> Response:
    """The same idempotency key gives the stored answer; refused requests are not stored."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return _as_response(answer())
    if len(key) > LONGEST_KEY:
        raise Refusal(f"Idempotency keys have up to {LONGEST_KEY} characters.")
    if (stored := _stored(key)) is not None:
        return _as_response(stored, {"Idempotent-Replayed": "true", "Idempotency-Key": key})
    body = answer()
    bank().store.rows(
        "INSERT INTO answers (key, fingerprint, body, at) VALUES (?, ?, ?, ?)",
        *(key, _fingerprint(), json.dumps(body), bank().now()),
    )
    return _as_response(body, {"Idempotency-Key": key})


def _stored(key: str) -> Json | None:
    store = bank().store
    store.rows("DELETE FROM answers WHERE at < ?", bank().now() - A_DAY)
    found = store.rows("SELECT fingerprint, body FROM answers WHERE key = ?", key)
    if not found:
        return None
    if found[0]["fingerprint"] != _fingerprint():
        raise Refusal(
            "Keys for idempotent requests can only be used with the same parameters they were "
            f"first used with. Try using a key other than '{key}'.",
            kind="idempotency_error",
        )
    body: Json = json.loads(found[0]["body"])
    return body


def _fingerprint() -> str:
    pairs = sorted(request.form.items(multi=True))
    asked = json.dumps([request.method, request.path, pairs])
    return hashlib.sha256(asked.encode()).hexdigest()


def _as_response(body: Json, headers: dict[str, str] | None = None, status: int = 200) -> Response:
    answer = Response(json.dumps(body, indent=2), status, content_type="application/json")
    answer.headers["Request-Id"] = f"req_{secrets.token_hex(7)}"
    answer.headers["Stripe-Version"] = stripe.api_version
    answer.headers.update(headers or {})
    return answer


def refuse(refusal: Refusal) -> Response:
    """Stripe's error JSON."""
    return _as_response(refusal.as_json(), status=refusal.status)
