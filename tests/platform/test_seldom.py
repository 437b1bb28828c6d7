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


class Hands:
    """A clock that goes as it is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.began, self.seconds = clock.now(), 0.0
        monkeypatch.setattr(seldom, "time", SimpleNamespace(monotonic=lambda: self.seconds))
        monkeypatch.setattr(clock, "now", lambda: self.began + timedelta(seconds=self.seconds))


def test_what_takes_long_is_told_with_its_moment_for_a_while(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands, counts = Hands(monkeypatch), iter(range(10))

    def told(at: float, takes: float = 1, name: str = "people") -> tuple[int, float]:
        def count() -> int:
            hands.seconds += takes
            return next(counts)

        hands.seconds = at
        counted = seldom.seldom(name, count)
        return counted.value, (counted.at - hands.began).total_seconds()

    assert told(0, takes=3) == (0, 0)
    assert told(302) == (0, 0)
    assert told(302, name="lessons") == (1, 302)
    assert told(304, takes=60) == (2, 304), "the database stood still for a minute"
    assert told(963) == (2, 304)
    assert told(965, takes=0.01) == (3, 965)
    assert told(966) == (4, 966), "it is quick again"


def test_while_one_counts_others_are_told_what_was(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands, meanwhile = Hands(monkeypatch), []

    def count() -> str:
        hands.seconds += 5
        if hands.seconds > 600:
            meanwhile.append(seldom.seldom("people", lambda: "again").value)
            return "new"
        return "old"

    assert seldom.seldom("people", count).value == "old"
    hands.seconds = 600
    assert seldom.seldom("people", count).value == "new"
    assert meanwhile == ["old"]
