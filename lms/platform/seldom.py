"""Figures that take long to count: told as they were, until counting again is worth its time.

What a large school counts over millions of rows takes seconds. It is counted again only so often
that counting takes a hundredth of the time; a school in which it is quick sees every change.
"""

import time
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Generic, NamedTuple, TypeVar

from flask import Flask, current_app

from lms.platform import clock

T = TypeVar("T")

COSTLY = 0.1  # seconds; what takes less is counted each time
PAUSE = 100  # times as long as counting took
LONGEST = 600  # seconds; a database that stood still once does not make a school large
MOST_KEPT = 1_000  # figures, in each process


class Counted(NamedTuple, Generic[T]):
    """Figures, and when they were true."""

    value: T
    at: datetime


def seldom(name: Hashable, count: Callable[[], T]) -> Counted[T]:
    """What `count` counts, or has counted not long ago, under this name."""
    kept = current_app.extensions.setdefault("seldom", {})
    now = clock.now()
    found, until = kept.get(name, (None, now))
    if found is not None and now < until:
        known: Counted[T] = found
        return known
    began = time.monotonic()
    counted = Counted(count(), now)
    took = time.monotonic() - began
    if took >= COSTLY:
        if len(kept) >= MOST_KEPT:
            kept.clear()  # names of courses that are gone would stay for ever
        kept[name] = (counted, now + timedelta(seconds=min(took * PAUSE, LONGEST)))
    return counted


def forget(app: Flask) -> None:
    """Count all anew."""
    app.extensions.pop("seldom", None)
