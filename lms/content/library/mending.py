"""Making lost pages again from the texts they were made of."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds before the same course is tried again: compiling it is work, and may be in vain."""


class Mender:
    """Compiles a course anew when one of its pages is lost; at most one at a time."""

    def __init__(self) -> None:
        self.how: Callable[[str], None] | None = None
        """What compiles and keeps a course by its name; None where no texts are at hand."""
        self._tried: dict[str, float] = {}
        self._lock = threading.Lock()

    def mend(self, slug: str) -> bool:
        """Try it; False when it cannot be done or was done just now."""
        if self.how is None:
            return False
        with self._lock:
            last = self._tried.get(slug)
            if last is not None and time.monotonic() - last < PATIENCE:
                return True
            self._tried[slug] = time.monotonic()
            self.how(slug)
        return True
