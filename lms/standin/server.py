"""The running stand-in: a server on a port of this machine, and its controls."""

import threading
from types import TracebackType
from typing import Self

from werkzeug.serving import WSGIRequestHandler, make_server

from lms.standin import paying, refunding, selling
from lms.standin.api import weather
from lms.standin.app import create_app
from lms.standin.bank import Bank
from lms.standin.courier import Courier
from lms.standin.happenings import queue
from lms.standin.paying import Outcome
from lms.standin.refusals import Json
from lms.standin.settings import Settings
from lms.standin.store import Store

HOST = "127.0.0.1"


class Quiet(WSGIRequestHandler):
    """Keeps the requests to itself; faults are still written to stderr."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


class Standin:
    """A stand-in for Stripe on a port of its own; also a context: `with Standin(settings) as it`.

    Its methods do what buyers, banks and bad lines do; errors are `Refusal`.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._bank = Bank(settings, Store(settings.state))
        self._courier = Courier(self._bank)
        app = create_app(self._bank, self._courier)
        self._server = make_server(HOST, settings.port, app, threaded=True, request_handler=Quiet)
        self.address = f"http://{HOST}:{self._server.port}"
        """Where it listens: the API's base address."""
        self.url = (settings.public_url or self.address).rstrip("/")
        """Where browsers reach its pages."""
        self._bank.url = self.url
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    def start(self) -> Self:
        """Answer requests and carry events, on threads of its own."""
        self._thread.start()
        self._courier.start()
        return self

    def stop(self) -> None:
        """Finish what is at hand and let go of port and file."""
        self._courier.stop()
        self._server.shutdown()
        self._thread.join(5)
        self._server.server_close()
        self._bank.store.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def pay(self, session_id: str, outcome: str = "pay", email: str | None = None) -> str | None:
        """Press a button of the checkout page; returns where the browser goes, None if it stays."""
        with self._bank.store.transaction():
            return paying.pay(self._bank, session_id, Outcome(outcome), email)

    def arrive(self, session_id: str) -> None:
        """The delayed payment of a session arrives."""
        with self._bank.store.transaction():
            paying.arrive(self._bank, session_id)

    def fail(self, session_id: str) -> None:
        """The delayed payment of a session fails."""
        with self._bank.store.transaction():
            paying.fail(self._bank, session_id)

    def expire(self, session_id: str) -> None:
        """Close an open session now."""
        with self._bank.store.transaction():
            selling.expire(self._bank, session_id)

    def refund(self, payment_intent: str, amount: int | None = None) -> Json:
        """Give money back as from Stripe's Dashboard, without the shop; all that is left or a part.

        Amounts are in minor units.
        """
        part = {} if amount is None else {"amount": amount}
        with self._bank.store.transaction():
            return refunding.refund(self._bank, {"payment_intent": payment_intent} | part)

    def slow_refunds(self, on: bool = True) -> None:
        """New refunds stay pending until `settle_refund` or `fail_refund`."""
        self._turn(refunding.SLOW, on)

    def refuse_refunds(self, on: bool = True) -> None:
        """New refunds are refused, as if each charge had been charged back."""
        self._turn(refunding.DISPUTED, on)

    def settle_refund(self, refund_id: str) -> None:
        """A pending refund reaches the buyer."""
        with self._bank.store.transaction():
            refunding.settle(self._bank, refund_id)

    def fail_refund(self, refund_id: str) -> None:
        """A pending refund comes back to the shop's balance."""
        with self._bank.store.transaction():
            refunding.fail(self._bank, refund_id)

    def pause(self) -> None:
        """Carry no event until `resume` or `deliver`; time goes on, sessions still end."""
        self._turn("pause", 1)

    def resume(self) -> None:
        """Carry events again."""
        self._turn("pause", 0)

    def repeat(self, times: int) -> None:
        """Deliver each new event this many times."""
        self._turn("repeat", times)

    def shuffle(self, on: bool = True) -> None:
        """Carry waiting events in any order."""
        self._turn("shuffle", on)

    def delay(self, seconds: float) -> None:
        """Let each new event wait this long before its first try."""
        self._turn("delay", seconds)

    def drop(self, count: int) -> None:
        """Lose the next deliveries on the way, for ever; the API still lists their events."""
        self._turn("drop", count)

    def stumble(self, count: int) -> None:
        """Answer the next API requests 500, without doing what they ask."""
        self._turn(weather.STUMBLE, count)

    def lose_answers(self, count: int) -> None:
        """Do what the next API requests ask, and answer 500 all the same."""
        self._turn(weather.LOSE_ANSWERS, count)

    def stall(self, seconds: float) -> None:
        """Let every API request wait so long before anything is done."""
        self._turn(weather.STALL, seconds)

    def _turn(self, switch: str, value: float) -> None:
        with self._bank.store.transaction():
            self._bank.store.turn(switch, float(value))

    def deliver(self) -> int:
        """Send all that waits, on this thread and at once; returns how many were accepted."""
        return self._courier.deliver()

    def tick(self) -> None:
        """Do now what the thread does several times a second: expire, let money arrive, deliver."""
        self._courier.tick()

    def redeliver(self, event_id: str) -> None:
        """Queue an event once more."""
        with self._bank.store.transaction():
            queue(self._bank, self._bank.store.get("event", event_id)["id"])

    def events(self, type: str | None = None) -> list[Json]:
        """Everything that happened (of one type), oldest first."""
        ids = self._bank.store.ids("event")
        found = [self._bank.store.get("event", id) for id in reversed(ids)]
        return [event for event in found if type in (None, event["type"])]

    def deliveries(self) -> list[Json]:
        """Each delivery, oldest first: event, attempts, answer, state.

        The state is waiting, sending, taken, given_up or dropped.
        """
        rows = self._bank.store.rows("SELECT * FROM deliveries ORDER BY id")
        return [dict(row) for row in rows]
