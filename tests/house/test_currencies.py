"""One account of what a minor unit is, held against that of the stand-in for Stripe."""

import pytest

from lms.platform.currencies import minor_digits
from lms.standin.currencies import CURRENCIES, decimals


@pytest.mark.parametrize("code", sorted(CURRENCIES))
def test_every_currency_is_counted_as_stripe_counts_it(code: str) -> None:
    assert minor_digits(code) == minor_digits(code.upper()) == decimals(code)


def test_the_odd_ones() -> None:
    wanted = {"ISK": 2, "UGX": 2, "HUF": 2, "MGA": 0, "JPY": 0, "KWD": 3}
    assert {code: minor_digits(code) for code in wanted} == wanted
