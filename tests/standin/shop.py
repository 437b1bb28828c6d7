"""A small shop for the tests: it sells a fresco, and its webhook writes down what it hears."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import requests
import stripe
from werkzeug.serving import WSGIRequestHandler, make_server

SECRET = "whsec_of_the_tests"


class Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None: ...


class Webhook:
    """Accepts signed events on a port of its own; `answers` are the statuses it gives first."""

    def __init__(self) -> None:
        self.heard: list[stripe.Event] = []
        self.answers: list[int] = []
        self.server = make_server("127.0.0.1", 0, self._app, threaded=True, request_handler=Silent)
        self.url = f"http://127.0.0.1:{self.server.port}/webhooks/stripe"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def _app(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        event = stripe.Webhook.construct_event(body, environ["HTTP_STRIPE_SIGNATURE"], SECRET)
        status = self.answers.pop(0) if self.answers else 200
        if status == 200:
            self.heard.append(event)
        start(f"{status} Said", [("Content-Type", "text/plain")])
        return [b"heard"]

    @property
    def types(self) -> list[str]:
        return [event.type for event in self.heard]

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def order(amount: int = 12_000, **more: Any) -> Any:
    """Parameters of a session that sells one fresco."""
    return {
        "mode": "payment",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": "eur",
                    "unit_amount": amount,
                    "product_data": {"name": "Fresco in five weeks"},
                },
            }
        ],
        "success_url": "http://shop.test/thanks?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://shop.test/cohort",
        "customer_email": "ada@example.com",
        "metadata": {"order": "42"},
        **more,
    }


def press(session: Any, outcome: str, **fields: str) -> requests.Response:
    """Press a button of the checkout page, as a browser without JavaScript does."""
    fields["outcome"] = outcome
    return requests.post(session.url, fields, allow_redirects=False, timeout=5)


def look(url: str, language: str = "en") -> requests.Response:
    return requests.get(url, headers={"Accept-Language": language}, timeout=5)


def soon(true: Callable[[], object]) -> bool:
    """Does it become true within five seconds?"""
    give_up = time.monotonic() + 5
    while time.monotonic() < give_up:
        if true():
            return True
        time.sleep(0.02)
    return False
