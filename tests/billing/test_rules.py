"""What an order and a refund may become: plain tables."""

import pytest

from lms.billing import rules


@pytest.mark.parametrize(
    ("before", "seen", "after"),
    [
        ("asked", "pending", "pending"),
        ("asked", "requires_action", "pending"),
        ("asked", "succeeded", "succeeded"),
        ("asked", "canceled", "failed"),
        ("pending", "pending", "pending"),
        ("pending", "succeeded", "succeeded"),
        ("pending", "failed", "failed"),
        ("succeeded", "pending", "succeeded"),
        ("succeeded", "failed", "failed"),
        ("failed", "pending", "failed"),
        ("failed", "succeeded", "failed"),
        ("succeeded", "a new word", "succeeded"),
    ],
)
def test_a_refund_never_goes_back(before: str, seen: str, after: str) -> None:
    assert rules.next_refund_state(before, seen) == after


@pytest.mark.parametrize(
    ("state", "what", "after"),
    [
        ("open", "promised", "pending"),
        ("lapsed", "promised", "pending"),
        ("lapsed", "paid", "paid"),
        ("paid", "expired", "paid"),
        ("refunded", "paid", "refunded"),
        ("refunded", "refund failed", "paid"),
        ("paid", "unheard of", "paid"),
    ],
)
def test_a_late_word_leaves_an_order_as_it_was(state: str, what: str, after: str) -> None:
    assert rules.next_state(state, what) == after
