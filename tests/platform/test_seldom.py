"""What is counted quickly is always true; what takes long is true of a moment that is told."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from lms.platform import clock, seldom


def test_what_is_quick_is_counted_each_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seldom, "COSTLY", float("inf"))
    counts = iter(range(10))
    assert [seldom.seldom("people", lambda: next(counts)).value for _ in range(3)] == [0, 1, 2]


def test_what_takes_long_is_told_with_its_moment_for_a_while(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, spent = clock.now(), iter((0.0, 3.0, 10.0, 12.0, 20.0, 21.0, 30.0, 90.0, 91.0, 92.0))
    monkeypatch.setattr(seldom, "time", SimpleNamespace(monotonic=lambda: next(spent)))
    counts = iter(range(10))

    def told(after: float, name: str = "people") -> tuple[int, float]:
        monkeypatch.setattr(clock, "now", lambda: began + timedelta(seconds=after))
        counted = seldom.seldom(name, lambda: next(counts))
        return counted.value, (counted.at - began).total_seconds()

    assert told(0) == (0, 0)
    assert told(299) == (0, 0)
    assert told(299, "lessons") == (1, 299)
    assert told(300) == (2, 300)
    assert told(400) == (3, 400), "the database stood still for a minute"
    assert told(999) == (3, 400)
    assert told(1_000) == (4, 1_000)
