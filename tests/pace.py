"""Limits of time that hold on a slow machine too: they stretch as a known piece of work does."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from markdown_it import MarkdownIt

KNOWN = (
    "A *word* and [a link](x.md) with `code` and **more** of it.\n\n- one\n- two\n\n> said\n\n" * 60
)
QUICK = 0.015
"""Seconds of CPU in which a machine of the usual speed renders KNOWN."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail if the block takes more seconds of CPU than these on a machine of the usual speed.

    How slow this one is at the time is measured before and after; the slower of both counts.
    """
    slow = _slowness()
    began = time.process_time()
    yield
    spent = time.process_time() - began
    allowed = seconds * max(1.0, slow, _slowness())
    assert spent < allowed, f"{spent:.2f} s of CPU, where {allowed:.2f} s are allowed"


def _slowness() -> float:
    def seconds() -> float:
        began = time.process_time()
        MarkdownIt().render(KNOWN)
        return time.process_time() - began

    return sorted(seconds() for _ in range(3))[1] / QUICK
