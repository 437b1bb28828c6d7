"""What the numbers say."""

from datetime import timedelta

from lms.platform import clock
from lms.teaching import rules

NOW = clock.now()


def test_the_steepest_drop_is_named_by_the_lesson_behind_it() -> None:
    assert rules.steepest_drop([62, 60, 57, 44, 43]) == 3
    assert rules.steepest_drop([10, 9, 8]) is None
    assert rules.steepest_drop([5]) is None
    assert rules.steepest_drop([]) is None
    assert rules.steepest_drop([10, 7, 4]) == 1


def test_nobody_is_stuck_in_the_first_week_or_after_the_end() -> None:
    begun = NOW - timedelta(days=8)
    assert rules.stuck_since(NOW, begun, "running") == NOW - timedelta(days=7)
    assert rules.stuck_since(NOW, NOW - timedelta(days=6), "running") is None
    assert rules.stuck_since(NOW, begun, "finished") is None
    assert rules.stuck_since(NOW, None, "open") == NOW - timedelta(days=7)


def test_shares_are_rounded_to_the_nearest() -> None:
    assert [rules.share(n, 3) for n in range(4)] == [0, 33, 67, 100]
    assert rules.share(0, 0) == 0
