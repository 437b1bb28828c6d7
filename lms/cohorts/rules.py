"""What may be done with a cohort."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

LONGEST_TITLE = 120
LONGEST_MEETS = 120
LONGEST_REASON = 500
LONGEST_COHORT = timedelta(days=2 * 366)
FARTHEST_START = timedelta(days=5 * 366)  # beyond, it is a slip of the hand
MOST_SEATS = 100_000
MOST_AMOUNT = 99_999_999  # minor units: Stripe takes eight digits
SOON_DAYS = 21  # a cohort that begins within three weeks is looked after
FEW_SEATS = 3


class CohortState(StrEnum):
    """Where a cohort stands."""

    DRAFT = "draft"
    OPEN = "open"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    """Called off for good; its members were told why."""


class Source(StrEnum):
    """Why a grant was given."""

    ORDER = "order"
    FREE = "free"
    GIFT = "gift"
    TEAM = "team"
    SCHOLARSHIP = "scholarship"
    COMPLIMENTARY = "complimentary"
    STAFF = "staff"


MOVES: Mapping[str, tuple[CohortState, ...]] = {
    CohortState.DRAFT: (CohortState.OPEN,),
    CohortState.OPEN: (CohortState.DRAFT, CohortState.RUNNING),
    CohortState.RUNNING: (CohortState.OPEN, CohortState.FINISHED),
    CohortState.FINISHED: (CohortState.RUNNING,),
}
OVER = (CohortState.FINISHED, CohortState.CANCELLED)
UNDER_WAY = (CohortState.OPEN, CohortState.RUNNING)
HAND_SOURCES = (
    Source.COMPLIMENTARY,
    Source.SCHOLARSHIP,
    Source.GIFT,
    Source.TEAM,
    Source.STAFF,
)
"""Reasons that staff may give; the others come with money."""

SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP"}
AMOUNT = re.compile(
    r"(?P<whole>[0-9]{1,9}|[0-9]{1,3}(?:(?P<group>[.,’' ])[0-9]{3})(?:(?P=group)[0-9]{3})*)"
    r"(?:(?P<point>[.,])(?P<part>[0-9]{1,3}))?"
)


def may_move(state: str, to: str) -> bool:
    """Whether a cohort may go from one state to another: one step, forwards or back."""
    return to in MOVES.get(state, ())


def may_join(state: str, self_paced: bool) -> bool:
    """Whether people may still come in: while it is open, and later only at their own pace."""
    return state == CohortState.OPEN or (state == CohortState.RUNNING and self_paced)


def is_over(state: str) -> bool:
    """Whether a cohort has come to its end, the one that was planned or another."""
    return state in OVER


def may_fill(state: str) -> bool:
    """Whether staff may still bring people in: until it is over."""
    return not is_over(state)


def may_invite(state: str) -> bool:
    """Whether people may be written to: nobody sees a draft, and what is over waits for nobody."""
    return state in UNDER_WAY


def may_cancel(state: str, self_paced: bool) -> bool:
    """Whether a cohort may be called off: one with dates, until it is over."""
    return not self_paced and not is_over(state)


def takes_seat(source: str) -> bool:
    """Whether a grant counts among the seats; staff sit beside."""
    return source != Source.STAFF


def is_full(seats: int | None, taken: int) -> bool:
    """Whether no seat is left; without a number of seats there always is one."""
    return seats is not None and taken >= seats


def missing_seats(seats: int | None, taken: int, wanted: int) -> int:
    """How many of those wanted find no seat."""
    return 0 if seats is None else max(0, wanted - max(0, seats - taken))


def slug_from(title: str) -> str:
    """An address made from a title: "Coorte Sinopia" is coorte-sinopia."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "cohort"


def yet_to_begin(starts_on: date | None, time_zone: str, now: datetime) -> date | None:
    """The first day of a cohort that has not come where the cohort lives; None once it has."""
    today = now.astimezone(ZoneInfo(time_zone)).date()
    return starts_on if starts_on is not None and starts_on > today else None


def weeks(starts_on: date | None, ends_on: date | None, today: date) -> tuple[int, int] | None:
    """(this week, all weeks) of a cohort, counted from 1; None without dates."""
    if starts_on is None or ends_on is None:
        return None
    total = max(1, -(-((ends_on - starts_on).days + 1) // 7))
    return min(max((today - starts_on).days // 7 + 1, 0), total), total


def price(
    cohort: tuple[int | None, str | None], course: tuple[int | None, str | None]
) -> tuple[int, str]:
    """(minor units, currency): the cohort's own price, else the course's; neither is free."""
    for amount, currency in (cohort, course):
        if amount is not None:
            return amount, (currency or "EUR").upper()
    return 0, "EUR"


def parse_money(typed: str, digits: Callable[[str], int], currency: str = "EUR") -> tuple[int, str]:
    """(minor units, currency) of "240", "240,50", "1.240,00 €" or "USD 99.90", exactly.

    `digits` says how many decimals a currency has; a currency that is typed wins over `currency`.
    ValueError for anything else, also for "1.240", which two people would read in two ways.
    """
    number, named = _without_currency(typed)
    currency = named or currency
    match = AMOUNT.fullmatch(number)
    if match is None:
        raise ValueError("not an amount")
    part = match["part"] or ""
    if len(part) > digits(currency) or match["group"] == match["point"] is not None:
        raise ValueError("too many decimals")
    if match["group"] in (".", ",") and match["point"] is None:
        raise ValueError("decimals or thousands")
    whole = re.sub(r"[^0-9]", "", match["whole"])
    minor = int(Decimal(f"{whole}.{part or 0}").scaleb(digits(currency)))
    if minor > MOST_AMOUNT:
        raise ValueError("too much")
    return minor, currency


def typed_money(amount: int, currency: str, digits: int) -> str:
    """An amount as `parse_money` reads it back: 24050 EUR is "240.50 EUR"."""
    return f"{Decimal(amount).scaleb(-digits):f} {currency}"


def _without_currency(typed: str) -> tuple[str, str]:
    """The number alone, and the currency that stood before or behind it."""
    tidy = " ".join(unicodedata.normalize("NFKC", typed).split())
    match = re.fullmatch(
        r"(?P<a>[A-Za-z]{3}|[€$£])? ?(?P<n>[0-9].*?) ?(?P<b>[A-Za-z]{3}|[€$£])?", tidy
    )
    if match is None or (match["a"] and match["b"]):
        raise ValueError("not an amount")
    sign = match["a"] or match["b"] or ""
    return match["n"], SYMBOLS.get(sign, sign.upper())
