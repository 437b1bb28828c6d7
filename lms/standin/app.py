"""The stand-in as a WSGI app: Stripe's API under /v1, the checkout page, the control page."""

from flask import Flask, Response, redirect, request
from werkzeug.exceptions import HTTPException

from lms.standin import api, pages
from lms.standin.api.door import refuse
from lms.standin.bank import Bank
from lms.standin.courier import Courier
from lms.standin.pages.headers import policy
from lms.standin.refusals import Refusal

LARGEST_REQUEST = 1_000_000  # bytes; a hundred line items are far below


def create_app(bank: Bank, courier: Courier) -> Flask:
    """The whole stand-in; stylesheets are served from the root (/pay.css)."""
    app = Flask(__name__, static_url_path="")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.extensions["standin"] = bank
    app.extensions["standin.courier"] = courier
    app.register_blueprint(api.bp)
    app.register_blueprint(pages.checkout)
    app.register_blueprint(pages.control)
    app.add_url_rule("/", view_func=lambda: redirect("/control/"))
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _failed)
    app.before_request(_keep_strangers_out)
    app.after_request(_protect)
    return app


def _refused(refusal: Refusal) -> Response:
    if request.path.startswith("/v1"):
        return refuse(refusal)
    return pages.say(refusal.message, refusal.status)


def _failed(error: HTTPException) -> Response:
    status = error.code or 500
    if not request.path.startswith(("/v1", "/v2")):
        return pages.say(error.description or error.name, status)
    if status in (404, 405):
        asked = f"{request.method}: {request.path[:200]}"
        message = f"Unrecognized request URL ({asked}). The stand-in does not do this (yet)."
        return refuse(Refusal(message, status=404))
    kind = "api_error" if status >= 500 else "invalid_request_error"
    return refuse(Refusal(error.description or error.name, status=status, kind=kind))


def _keep_strangers_out() -> None:
    """Another site's form must not press our buttons."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise Refusal("This form was sent by another site.", status=403)


def _protect(answer: Response) -> Response:
    answer.headers.setdefault("Content-Security-Policy", policy())
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    if not request.path.endswith(".css"):
        answer.headers["Cache-Control"] = "no-store"
    return answer
