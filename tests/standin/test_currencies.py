"""Amounts as people write them."""

import pytest

from lms.standin.currencies import written


@pytest.mark.parametrize(
    ("amount", "currency", "language", "said"),
    [
        (120_050, "eur", "en", "€1,200.50"),
        (120_050, "eur", "it", "1.200,50 €"),
        (500, "jpy", "en", "¥500"),
        (12_340, "kwd", "en", "KWD 12.340"),
        (12_000, "chf", "it", "120,00 CHF"),
        (100, "ugx", "en", "UGX 1.00"),
    ],
)
def test_an_amount_is_written(amount: int, currency: str, language: str, said: str) -> None:
    assert written(amount, currency, language).replace("\N{NO-BREAK SPACE}", " ") == said
