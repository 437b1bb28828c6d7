"""What people type, made comparable: words, and numbers without the traps of floating point."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from unicodedata import category, normalize

from lms.content.course import Blank, Number

LONGEST_WORD = 200
LONGEST_TEXT = 20_000  # about eight pages
LONGEST_NUMBER = 60

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*(?:[eE][+-]?[0-9]{1,3})?")
_QUOTES = str.maketrans("‘’‚‛“”„‟′″", "''''\"\"\"\"'\"")
_MINUS = str.maketrans("−–‐‑", "----")


def tidy(typed: str) -> str:
    """One text as it is kept: no control characters but line feeds, no space around it."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or category(c) not in ("Cc", "Cs")).strip()


def is_same(typed: str, blank: Blank, *, case: bool) -> bool:
    """Whether a word is one that is accepted.

    Space is trimmed and collapsed, curly quotation marks are straight ones, and composed
    characters are what they look like. Capitals matter only where `case` says so.
    """
    given = _plain(typed, case)
    return bool(given) and any(given == _plain(word, case) for word in blank.accepted)


def is_near(typed: str, numbers: Iterable[Number]) -> bool:
    """Whether a number is right, its ends included, in any of its fair readings."""
    given = list(readings(typed))
    return any(
        abs(value - Fraction(number.value)) <= Fraction(number.tolerance)
        for value in given
        for number in numbers
    )


def readings(typed: str) -> Iterator[Fraction]:
    """The numbers that a text can mean, exactly; none where it is no number.

    A comma is a decimal comma; but "1,000" and "1.000" may both be a thousand too, and people of
    both habits read one course. Spaces and apostrophes within are those of thousands.
    """
    plain = re.sub(r"[\s'’_]", "", typed.translate(_MINUS))
    if len(plain) > LONGEST_NUMBER or not _NUMBER.fullmatch(plain):
        return
    for decimal, thousands in ((",", "."), (".", ",")):
        tail = rf"(?:\{decimal}[0-9]+)?(?:[eE].*)?"
        grouped = rf"[+-]?[1-9][0-9]{{0,2}}(?:\{thousands}[0-9]{{3}})+{tail}"
        if re.fullmatch(rf"[+-]?[0-9]+{tail}", plain):
            yield Fraction(plain.replace(decimal, "."))
        elif re.fullmatch(grouped, plain):
            yield Fraction(plain.replace(thousands, "").replace(decimal, "."))


def _plain(word: str, case: bool) -> str:
    composed = " ".join(normalize("NFKC", word).translate(_QUOTES).split())
    return composed if case else composed.casefold()
