"""Money as people type it, seats, weeks and steps: plain arithmetic."""

from datetime import date, timedelta

import pytest

from lms.cohorts import rules

DAY = date(2027, 1, 18)


def digits(currency: str) -> int:
    return 0 if currency == "JPY" else 2


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("240", (24_000, "EUR")),
        ("240,50", (24_050, "EUR")),
        ("240.5", (24_050, "EUR")),
        (" 240.00 EUR ", (24_000, "EUR")),
        ("€ 240", (24_000, "EUR")),
        ("240 €", (24_000, "EUR")),
        ("1.240,00 €", (124_000, "EUR")),
        ("1,240.00", (124_000, "EUR")),
        ("1’240.00", (124_000, "EUR")),
        ("usd 99.90", (9_990, "USD")),
        ("JPY 5000", (5_000, "JPY")),
        ("0", (0, "EUR")),
        ("0,07", (7, "EUR")),
        ("９９", (9_900, "EUR")),
    ],
)
def test_money_is_read_exactly(typed: str, amount: tuple[int, str]) -> None:
    assert rules.parse_money(typed, digits) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "", "free", "-1", "+5", "1e3", "240,505", "1.240", "1,240", "2 4 0", "EUR", "240 EUR €",
        "1.2.3", "0x10", "=240", "JPY 1.5", "1.240.000", "9999999999", "1000000.00", "١٢٣",
    ],
)  # fmt: skip
def test_what_two_people_would_read_in_two_ways_is_no_amount(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the one kind there is
        rules.parse_money(typed, digits)


def test_what_is_shown_to_be_changed_reads_back_the_same() -> None:
    for amount, currency in ((24_050, "EUR"), (5, "USD"), (5_000, "JPY"), (0, "EUR")):
        shown = rules.typed_money(amount, currency, digits(currency))
        assert rules.parse_money(shown, digits) == (amount, currency)


def test_weeks_are_counted_from_one() -> None:
    last = DAY + timedelta(days=55)
    assert rules.weeks(DAY, last, DAY - timedelta(days=1)) == (0, 8)
    assert rules.weeks(DAY, last, DAY) == (1, 8)
    assert rules.weeks(DAY, last, DAY + timedelta(days=14)) == (3, 8)
    assert rules.weeks(DAY, last, DAY + timedelta(days=400)) == (8, 8)
    assert rules.weeks(None, None, DAY) is None


def test_a_cohort_goes_one_step_at_a_time() -> None:
    assert rules.may_move("draft", "open")
    assert rules.may_move("running", "open")
    assert not rules.may_move("draft", "running")
    assert not rules.may_move("draft", "anything")


def test_missing_seats_are_those_beyond_the_free_ones() -> None:
    assert rules.missing_seats(10, 8, 5) == 3
    assert rules.missing_seats(10, 12, 1) == 1
    assert rules.missing_seats(None, 900, 500) == 0


@pytest.mark.parametrize(
    ("cohort", "course", "expected"),
    [
        ((100, "EUR"), (200, "USD"), (100, "EUR")),
        ((None, None), (200, "usd"), (200, "USD")),
        ((0, "EUR"), (200, "EUR"), (0, "EUR")),
        ((None, None), (None, ""), (0, "EUR")),
    ],
)
def test_the_cohorts_price_comes_first(
    cohort: tuple[int | None, str | None],
    course: tuple[int | None, str | None],
    expected: tuple[int, str],
) -> None:
    assert rules.price(cohort, course) == expected
