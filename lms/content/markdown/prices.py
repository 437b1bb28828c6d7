"""What begins between two dollars with a price and goes on with words: money, and no formula."""

from __future__ import annotations

import re

_AMOUNT = re.compile(r"\d[\d.,]*")
_TEX = re.compile(r"\\[A-Za-z]+\*?(?:\s*\{[^{}]*\})*|\{[^{}]*\}")
"""What TeX reads, with the words in its braces."""
_CALCULATED = re.compile(r"[+^_\\]|(?<!=)=(?!=)|\s[<>]\s")
"""Signs of a formula; a sentence about money has none of them."""
_WORD = re.compile(r"(?<!\S)[^\W\d_]{2,}(?![^\s,;:.!?])")
"""A word of a sentence, with blanks about it: in 2ab + 2bc there is none."""
_BETWEEN = re.compile(r"\s([^\W\d_]{2,})[\s,;:]")
_CALCULATES = frozenset(
    [
        *("mod", "div", "gcd", "lcm", "min", "max", "log", "ln", "exp", "lim", "det", "dim"),
        *("sin", "cos", "tan", "cot", "sec"),
    ]
)
"""Words that stand in formulas without a backslash."""
_OPENS = ('"', "“", "„", "«", "‘", "(", "[", "–", "—", ":", ";")
"""Signs that end no formula: what they begin goes on behind the second dollar."""


def is_price(formula: str, after: str) -> bool:
    """Whether this is rather a price and what a sentence says up to its next dollar.

    `after` is the sign behind the second dollar. A word alone, as in 5 km, may be a unit.
    """
    amount = _AMOUNT.match(formula)
    if amount is None:
        return False
    if formula.endswith(_OPENS):
        return True
    rest = _TEX.sub(" ", formula[amount.end() :])
    if _CALCULATED.search(rest):
        return False
    words = [word for word in _WORD.findall(rest) if word not in _CALCULATES]
    between = _BETWEEN.search(rest)
    is_said = between is not None and between[1] not in _CALCULATES
    return len(words) > 1 or is_said or (bool(words) and after.isalpha())
