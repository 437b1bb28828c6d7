"""What a person comes back to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import g
from flask_login import current_user, login_required

from lms.billing import queries as billing_queries
from lms.billing.models import Order
from lms.cohorts import queries as cohort_queries
from lms.cohorts.access import Standing, explain, later
from lms.cohorts.meeting_words import coming
from lms.cohorts.rules import CohortState, weeks
from lms.content import shelf
from lms.content.course import Course, Lesson
from lms.discussion import queries as discussion_queries
from lms.home import queries, rules
from lms.home.routes.door import bp
from lms.learning import catalogue
from lms.learning import queries as learning_queries
from lms.learning.outline import published
from lms.learning.rules import Past, Progress, progress, resume_at
from lms.platform import clock, i18n, jobs, web

SHOWN_THREADS = 6


@dataclass(frozen=True, slots=True)
class Under:
    """A course that a person is in the middle of."""

    course: Course
    standing: Standing
    next: Lesson | None
    """None when every lesson is done."""
    progress: Progress
    stopped_at: datetime | None
    has_begun: bool
    opens_at: datetime | None
    """When the next lesson opens that is not open yet; None where none waits."""


@bp.get("/today")
@login_required
def today() -> web.Rendered:
    """Go on where I stopped, see my cohorts, and what is new in them."""
    now = clock.now()
    standings = cohort_queries.standings(current_user)
    near = queries.nearest(standings, now)
    g.nav_cohort = near.cohort_slug if near else ""
    here = now.astimezone(ZoneInfo(i18n.chosen_zone()))
    cohorts = [s for s in standings if s.is_member(now) or s.is_mentor]
    under = _under_way(standings, learning_queries.pasts(current_user), now)
    return web.page(
        "home/today.html",
        day=here.date(),
        part_of_day=rules.part_of_day(here.hour),
        under=under,
        cohorts=[(s, _week(s, now)) for s in cohorts],
        called_off=queries.called_off(standings, now),
        meetings=_meetings([s.cohort_id for s in cohorts], now),
        threads=discussion_queries.latest_unread(current_user, now, SHOWN_THREADS),
        finished=learning_queries.just_finished(
            current_user, [s for s in standings if s.is_member(now)], now
        ),
        coming=[
            (order, _bought(order)) for order in billing_queries.coming_from(current_user, now)
        ],
        courses={item.course.slug: item.course for item in under},
        failed=_failed(),
        now=now,
    )


def _failed() -> dict[str, int]:
    """What has failed for good, for those who run the school; they look here first."""
    if not current_user.is_admin:
        return {}
    return {"jobs": jobs.failed_count(), "refunds": billing_queries.failed_refund_count()}


def _bought(order: Order) -> str:
    """What an order is for, in the words of whoever reads now."""
    course = shelf.find(order.cohort.course, i18n.language())
    return f"{course.title}: {order.cohort.title}" if course else order.description


def _under_way(
    standings: Sequence[Standing], pasts: Mapping[str, Past], now: datetime
) -> list[Under]:
    """Each course once, the one last read first."""
    found = []
    mine = [s for s in standings if s.is_member(now) and s.state != CohortState.CANCELLED]
    for slug in dict.fromkeys(s.course for s in mine):
        standing = explain([s for s in standings if s.course == slug], now).standing
        revision = standing.revision if standing else None
        course = shelf.find(slug, i18n.language(), revision)
        if course is not None and standing is not None:
            waiting = later(course.lessons, [s for s in standings if s.course == slug], now)
            found.append(_one(course, standing, pasts.get(slug, Past()), waiting, now))
    return sorted(found, key=lambda one: (one.has_begun, one.stopped_at or _LONG_AGO), reverse=True)


_LONG_AGO = datetime.fromtimestamp(0, ZoneInfo("UTC"))


def _one(
    course: Course, standing: Standing, past: Past, waiting: Mapping[str, datetime], now: datetime
) -> Under:
    own = catalogue.own(course)
    return Under(
        course=published(course),
        standing=standing,
        next=catalogue.here(course, resume_at(own, past, waiting)),
        progress=progress(own, past),
        stopped_at=past.stopped_at or max((done.at for done in past.done.values()), default=None),
        has_begun=standing.has_begun(now),
        opens_at=min(waiting.values(), default=None),
    )


def _meetings(cohorts: Sequence[int], now: datetime) -> dict[int, tuple[str, str]]:
    """By cohort: (when it meets next, what its plan says besides, such as where)."""
    zone = i18n.chosen_zone()
    told = {c.id: (coming(c, zone, now), c.meets) for c in cohort_queries.meeting(cohorts)}
    return {cohort: words for cohort, words in told.items() if words[0]}


def _week(standing: Standing, now: datetime) -> tuple[int, int] | None:
    """(this week, all weeks) in the cohort's own zone; None before it begins or without dates."""
    if not standing.has_begun(now):
        return None
    day = now.astimezone(ZoneInfo(standing.time_zone)).date()
    return weeks(standing.starts_on, standing.ends_on, day)
