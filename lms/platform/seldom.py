"""Figures that take long to count: told as they were, until counting again is worth its time.

What a large school counts over millions of rows takes seconds. It is counted again only so often
that counting takes a hundredth of the time; a school in which it is quick sees every change.
"""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from flask import Flask, current_app

from lms.platform import clock

T = TypeVar("T")

COSTLY = 0.1  # seconds; what takes less is counted each time
PAUSE = 100  # times as long as counting took
LONGEST = 600  # seconds; a database that stood still once does not make a school large
PATIENCE = 30  # seconds that somebody waits for what another counts
MOST_KEPT = 1_000  # figures, in each process


class Counted(NamedTuple, Generic[T]):
    """Figures, and when they were true."""

    value: T
    at: datetime


@dataclass
class _Figure:
    """What was counted under one name; who counts holds the lock."""

    counting: threading.Lock = field(default_factory=threading.Lock)
    counted: Counted[Any] | None = None
    until: float = 0
    """On the clock that only goes forward: it is counted again."""


def seldom(name: Hashable, count: Callable[[], T]) -> Counted[T]:
    """What `count` counts, or has counted not long ago, under this name.

    While one counts anew, others are told what was counted before, or wait for what is counted.
    """
    kept: dict[Hashable, _Figure] = current_app.extensions.setdefault("seldom", {})
    if name not in kept and len(kept) >= MOST_KEPT:
        kept.clear()  # names of courses that are gone would stay for ever
    figure = kept.setdefault(name, _Figure())
    known: Counted[T] | None = figure.counted
    if known and time.monotonic() < figure.until:
        return known
    is_mine = figure.counting.acquire(timeout=0 if known else PATIENCE)
    try:
        known = figure.counted
        if known and (not is_mine or time.monotonic() < figure.until):
            return known
        return _counted(figure, count)
    finally:
        if is_mine:
            figure.counting.release()


def _counted(figure: _Figure, count: Callable[[], T]) -> Counted[T]:
    at, began = clock.now(), time.monotonic()
    counted = Counted(count(), at)
    took = time.monotonic() - began
    figure.counted = counted if took >= COSTLY else None
    figure.until = began + took + min(took * PAUSE, LONGEST)
    return counted


def forget(app: Flask) -> None:
    """Count all anew."""
    app.extensions.pop("seldom", None)
