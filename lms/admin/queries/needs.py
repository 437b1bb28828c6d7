"""What waits for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from lms.billing import queries as billing
from lms.billing.models import Order, Refund
from lms.billing.rules import OrderState, RefundState
from lms.cohorts import queries as cohort_queries
from lms.cohorts import rules
from lms.cohorts.models import Cohort
from lms.platform import jobs
from lms.platform.db import db


@dataclass(frozen=True, slots=True)
class Needs:
    """True counts, and the cohorts to look at."""

    failed_jobs: int
    pending_orders: int
    refunds_on_their_way: int
    failed_refunds: int
    beginning: Sequence[Cohort]
    """Cohorts that begin soon, the soonest first."""
    nearly_full: Sequence[Cohort]
    """Cohorts that take people in and have few seats left, or none, or less than none."""
    taken: Mapping[int, int]
    """Seats taken, by cohort."""


def needs(now: datetime) -> Needs:
    """What waits for a person at this moment; nine statements."""
    beginning = _beginning(now)
    joinable = [c for c in cohort_queries.joinable() if c.seats is not None]
    taken = cohort_queries.seats_taken({c.id: c for c in [*beginning, *joinable]}.values(), now)
    orders = _count_by(Order.state)
    refunds = _count_by(Refund.state)
    return Needs(
        failed_jobs=jobs.failed_count(),
        pending_orders=orders.get(OrderState.PENDING, 0),
        refunds_on_their_way=refunds.get(RefundState.ASKED, 0)
        + refunds.get(RefundState.PENDING, 0),
        failed_refunds=billing.failed_refund_count(),
        beginning=beginning,
        nearly_full=[c for c in joinable if _free(c, taken) <= rules.FEW_SEATS],
        taken=taken,
    )


def _beginning(now: datetime) -> list[Cohort]:
    """Cohorts that begin soon, each by the calendar of its own zone."""
    today, day = now.date(), timedelta(days=1)
    soon = timedelta(days=rules.SOON_DAYS)
    return [
        cohort
        for cohort in cohort_queries.beginning(today - day, today + soon + day)
        if cohort.starts_on
        and timedelta() <= cohort.starts_on - _today(cohort.time_zone, now) <= soon
    ]


def _today(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def _free(cohort: Cohort, taken: Mapping[int, int]) -> int:
    return (cohort.seats or 0) - taken[cohort.id]


def _count_by(state: object) -> dict[str, int]:
    rows = db.session.execute(select(state, func.count()).group_by(state))  # type: ignore[call-overload]  # a column
    return {row[0]: row[1] for row in rows}
