"""The pretended Stripe as its own functions see it: a memory, a clock, an address."""

from dataclasses import dataclass

from lms.standin.settings import Settings
from lms.standin.store import Store


@dataclass(slots=True)
class Bank:
    """Handed to everything that happens inside the stand-in."""

    settings: Settings
    store: Store
    url: str = ""
    """Where its pages are reached; known once the server has its port."""

    def now(self) -> float:
        """Seconds since the epoch, by the configured clock."""
        return self.settings.clock()

    @property
    def sends(self) -> bool:
        """Is there anybody to send events to?"""
        return bool(self.settings.webhook or self.settings.send)
