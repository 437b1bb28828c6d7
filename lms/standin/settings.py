"""What a stand-in is told when it starts."""

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

Send = Callable[[bytes, str], int]
"""Carries a signed event (body, Stripe-Signature) to its receiver and returns the HTTP status."""

LIVE_KEYS = ("sk_live_", "rk_live_", "pk_live_")
THREE_DAYS = 3 * 86_400.0


class LiveKeyFound(Exception):
    """A live key is configured here: the stand-in would hide a shop that takes real money."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a stand-in behaves; everything but the state file has an answer already."""

    state: Path
    """The SQLite file that holds all its memory; made when absent."""
    webhook: str | None = None
    """Where events are posted; None posts nothing, the events can still be listed."""
    secret: str = "whsec_standin"  # noqa: S105 - the demo's signing secret, it guards nothing
    key: str = "sk_test_standin"
    """A Bearer token must begin with this."""
    public_url: str | None = None
    """The address people's browsers use; the bound address unless told."""
    port: int = 0
    """0 takes any free port."""
    retries: tuple[float, ...] = (1, 5, 30, 120, 600, 3600)
    """Seconds to wait before each new try of a delivery that failed."""
    arrives_after: float = THREE_DAYS
    """Seconds until a delayed payment arrives, or fails, by itself."""
    send: Send | None = None
    """Instead of posting to `webhook`: hand each event to this function."""
    clock: Callable[[], float] = field(default=time.time)
    """Seconds since the epoch; a test may bring its own."""

    def __post_init__(self) -> None:
        refuse_live_keys([self.key, self.secret, self.webhook or "", *os.environ.values()])
        if not self.key.startswith("sk_test_"):
            raise ValueError("The stand-in's key begins with sk_test_.")


def refuse_live_keys(words: Iterable[str]) -> None:
    """Raise LiveKeyFound when a live key of Stripe is among the words."""
    if any(word.strip().startswith(LIVE_KEYS) for word in words):
        raise LiveKeyFound("A live Stripe key is configured: the stand-in does not start here.")
