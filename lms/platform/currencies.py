"""How many decimals a currency's smallest unit has, as Stripe counts them.

The lists are those of docs.stripe.com/currencies; a nation's own practice, or Unicode's, differs.
"""

ZERO = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV"}
    | {"XAF", "XOF", "XPF"}
)
"""Counted in whole units. ISK and UGX have no smaller unit either, yet Stripe counts hundredths."""
THREE = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})
"""Counted in thousandths."""


def minor_digits(currency: str) -> int:
    """The decimals of a currency's smallest unit: 0, 3, or 2."""
    code = currency.upper()
    return 0 if code in ZERO else 3 if code in THREE else 2
