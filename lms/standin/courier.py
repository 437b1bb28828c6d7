"""The thread that carries events to the webhook and lets time pass: sessions end, money arrives."""

import http.client
import json
import math
import sqlite3
import sys
import threading
import time
import traceback
from collections.abc import Collection
from urllib.parse import urlsplit

import stripe

from lms.standin.bank import Bank
from lms.standin.happenings import shown
from lms.standin.paying import keep_promises
from lms.standin.selling import expire_lapsed
from lms.standin.settings import Send

PAUSE = 0.2  # seconds between two looks at the queue
PATIENCE = 20  # seconds that a webhook may take to answer
NEXT = """
SELECT * FROM deliveries
WHERE state = 'waiting' AND due <= ? AND id NOT IN (SELECT value FROM json_each(?))
ORDER BY CASE WHEN ? THEN random() ELSE id END LIMIT 1
"""


def post_to(webhook: str) -> Send:
    """A function that posts a signed event to an address and returns the status of the answer."""
    parts = urlsplit(webhook)
    secure = parts.scheme == "https"
    connect = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def send(body: bytes, signature: str) -> int:
        connection = connect(parts.hostname or "", parts.port, timeout=PATIENCE)
        headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signature}
        try:
            connection.request(
                "POST", path, body, headers | {"User-Agent": "Stripe/1.0 (stand-in)"}
            )
            return connection.getresponse().status
        finally:
            connection.close()

    return send


class Courier:
    """Looks at the queue several times a second; `tick` is one look."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        webhook = bank.settings.webhook
        self._send = bank.settings.send or (post_to(webhook) if webhook else None)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="standin-courier", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the delivery at hand, then look no more."""
        self._over.set()
        self._thread.join(PATIENCE + 5)

    def _run(self) -> None:
        while not self._over.wait(PAUSE):
            try:
                self.tick()
            except Exception:  # the thread has to outlive one bad look
                traceback.print_exc(file=sys.stderr)

    def tick(self) -> None:
        """End what is over, let due money arrive, deliver what is due."""
        with self._bank.store.transaction():
            expire_lapsed(self._bank)
            keep_promises(self._bank)
        while not self._over.is_set() and not self._bank.store.switch("pause"):
            row = self._claim(self._bank.now())
            if row is None:
                return
            self._carry(row)

    def deliver(self) -> int:
        """Carry all that waits, due or not, paused or not; returns how many were accepted.

        Events that come up meanwhile are carried too; what fails waits for its next try.
        """
        accepted, seen = 0, set[int]()
        while row := self._claim(math.inf, seen):
            seen.add(row["id"])
            accepted += self._carry(row)
        self._wait_for_the_thread()
        return accepted

    def _wait_for_the_thread(self) -> None:
        give_up = time.monotonic() + PATIENCE
        sending = "SELECT 1 FROM deliveries WHERE state = 'sending'"
        while self._bank.store.rows(sending) and time.monotonic() < give_up:
            time.sleep(0.01)

    def _claim(self, due: float, seen: Collection[int] = ()) -> sqlite3.Row | None:
        """Take the next delivery that is due and not among those seen, so that nobody else does."""
        store = self._bank.store
        with store.transaction():
            found = store.rows(NEXT, due, json.dumps(list(seen)), store.switch("shuffle"))
            for row in found:
                store.rows("UPDATE deliveries SET state = 'sending' WHERE id = ?", row["id"])
        return found[0] if found else None

    def _carry(self, row: sqlite3.Row) -> bool:
        if self._lost(row):
            return False
        try:
            status = self._hand_over(row["event"])
        except Exception as error:
            self._note(row, f"{type(error).__name__}: {error}"[:200], accepted=False)
            if isinstance(error, (OSError, http.client.HTTPException)):
                return False
            raise  # a function given as `send` has a fault of its own
        self._note(row, str(status), accepted := 200 <= status < 300)
        return accepted

    def _lost(self, row: sqlite3.Row) -> bool:
        """The switch `drop` counts how many deliveries are still to be lost on the way."""
        store = self._bank.store
        with store.transaction():
            left = store.switch("drop")
            if left < 1:
                return False
            store.turn("drop", left - 1)
            store.rows("UPDATE deliveries SET state = 'dropped' WHERE id = ?", row["id"])
        return True

    def _hand_over(self, event_id: str) -> int:
        bank = self._bank
        if self._send is None:
            raise OSError("no webhook is configured")
        event = shown(bank, bank.store.get("event", event_id))
        body = json.dumps(event, indent=2)
        sign = stripe.WebhookSignature.generate_signature_header
        return self._send(body.encode(), str(sign(body, bank.settings.secret)))

    def _note(self, row: sqlite3.Row, answer: str, accepted: bool) -> None:
        attempts, retries = row["attempts"], self._bank.settings.retries
        state = "taken" if accepted else "waiting"
        due = self._bank.now()
        if not accepted and attempts >= len(retries):
            state = "given_up"
        elif not accepted:
            due += retries[attempts]
        self._bank.store.rows(
            "UPDATE deliveries SET state = ?, due = ?, attempts = ?, answer = ? WHERE id = ?",
            *(state, due, attempts + 1, answer, row["id"]),
        )
