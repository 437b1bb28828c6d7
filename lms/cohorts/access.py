"""May this person read, and why: one pure decision over grants, dates and `now`.

Passing another `now`, or another person's standings, is the preview of that moment and person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from lms.cohorts.rules import CohortState
from lms.content import schedule
from lms.content.course import Lesson


class Why(StrEnum):
    """The reason behind an answer."""

    FREE_LESSON = "free lesson"
    STAFF = "staff"
    ENROLLED = "enrolled"
    NOT_YET = "not yet"
    """The cohort has not begun."""
    SCHEDULED = "scheduled"
    """The lesson has a date of its own, which has not come."""
    CANCELLED = "cancelled"
    """The cohort was called off."""
    ENDED = "ended"
    """Every grant has ended."""
    STRANGER = "stranger"
    """There never was a grant."""


@dataclass(frozen=True, slots=True)
class GrantSpan:
    """From when until when one reason holds."""

    source: str
    starts_at: datetime
    ends_at: datetime | None
    reason: str = ""

    def holds(self, now: datetime) -> bool:
        """Whether it holds at this moment."""
        return self.starts_at <= now and (self.ends_at is None or now < self.ends_at)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands in one cohort."""

    cohort_id: int
    cohort_slug: str
    cohort_title: str
    course: str
    state: str
    self_paced: bool
    starts_on: date | None
    ends_on: date | None
    time_zone: str
    revision: int | None = None
    """Of the course, which the cohort reads; None: the newest."""
    grants: tuple[GrantSpan, ...] = ()
    is_mentor: bool = False

    def is_member(self, now: datetime) -> bool:
        """Whether a grant holds: the seat is theirs."""
        return any(grant.holds(now) for grant in self.grants)

    @property
    def begins_at(self) -> datetime | None:
        """The first midnight of the cohort, in its own zone; None without dates."""
        if self.starts_on is None:
            return None
        return datetime.combine(self.starts_on, time(), ZoneInfo(self.time_zone))

    def has_begun(self, now: datetime) -> bool:
        """Whether its lessons are open to its members; those of one called off are closed."""
        if self.state == CohortState.CANCELLED:
            return False
        return self.begins_at is None or self.begins_at <= now

    def opens_at(self, release: str, now: datetime) -> datetime | None:
        """When a lesson opens to its members, with its author's date; None: it always was open.

        Without dates of the cohort's own, a date counts from a person's own beginning.
        """
        if not release:
            return self.begins_at
        holding = [grant.starts_at for grant in self.grants if grant.holds(now)]
        begins = self.begins_at or min(holding, default=now)
        here = begins.astimezone(ZoneInfo(self.time_zone))
        return max(begins, schedule.opens_at(release, here))

    def is_open(self, release: str, now: datetime) -> bool:
        """Whether a lesson is open to its members at this moment."""
        opens = self.opens_at(release, now)
        return self.state != CohortState.CANCELLED and (opens is None or opens <= now)


@dataclass(frozen=True, slots=True)
class Access:
    """An answer with its reason."""

    may_read: bool
    why: Why
    standing: Standing | None = None
    """The cohort that opens the course, or that will, or that did."""
    opens_at: datetime | None = None


def explain(
    standings: Sequence[Standing],
    now: datetime,
    *,
    is_staff: bool = False,
    is_free: bool = False,
    release: str = "",
) -> Access:
    """What all of a person's standings in one course together allow at this moment.

    `release` is the date of the lesson in question, as its author wrote it.
    """
    member_of = [s for s in standings if s.is_member(now)]
    open_to = [s for s in member_of if s.is_open(release, now)]
    if open_to:
        return Access(True, Why.ENROLLED, _nearest(open_to))
    if is_staff or any(s.is_mentor for s in standings):
        return Access(True, Why.STAFF, next((s for s in standings if s.is_mentor), None))
    if is_free:
        return Access(True, Why.FREE_LESSON, _nearest(member_of) if member_of else None)
    if member_of:
        return _waiting(member_of, release, now)
    if any(s.grants for s in standings):
        return Access(False, Why.ENDED, next(s for s in standings if s.grants))
    return Access(False, Why.STRANGER)


def later(
    lessons: Iterable[Lesson], standings: Sequence[Standing], now: datetime
) -> dict[str, datetime]:
    """By id those lessons that open later to a member, and when; for others nothing."""
    told = {}
    for lesson in lessons:
        if lesson.release and not lesson.draft:
            access = explain(standings, now, release=lesson.release)
            if access.opens_at is not None and not access.may_read:
                told[lesson.id] = access.opens_at
    return told


def seats_elsewhere(standings: Iterable[Standing], cohort_id: int, now: datetime) -> list[str]:
    """What the other cohorts are called in which a person has a seat that opens lessons to them."""
    mine = (one for one in standings if one.cohort_id != cohort_id and one.is_member(now))
    return [one.cohort_title for one in mine if one.state != CohortState.CANCELLED]


def _waiting(member_of: Sequence[Standing], release: str, now: datetime) -> Access:
    """Of those whose seat holds, and to whom nothing is open yet."""
    hoping = [s for s in member_of if s.state != CohortState.CANCELLED]
    if not hoping:
        return Access(False, Why.CANCELLED, member_of[0])
    opens, soonest = min(((s.opens_at(release, now) or now, s) for s in hoping), key=_when)
    why = Why.NOT_YET if opens == soonest.begins_at else Why.SCHEDULED
    return Access(False, why, soonest, opens)


def _when(told: tuple[datetime, Standing]) -> datetime:
    return told[0]


def _nearest(standings: Sequence[Standing]) -> Standing:
    """The company a person learns in: a running cohort first, the newest, then at your own pace."""
    return max(
        standings,
        key=lambda s: (not s.self_paced, s.state == CohortState.RUNNING, s.starts_on or date.min),
    )
