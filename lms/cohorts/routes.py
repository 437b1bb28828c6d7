"""The pages of a cohort, for those inside it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, url_for
from flask_login import current_user, login_required

from lms.cohorts import queries, rules
from lms.cohorts.meeting_words import meets
from lms.cohorts.models import Cohort
from lms.content import shelf
from lms.content.course import Course
from lms.platform import clock, i18n, web
from lms.platform.errors import NotFound
from lms.platform.i18n import gettext as _

FACES = 5  # drawn on the cohort's page; the others are a number

bp = Blueprint("cohorts", __name__)


@bp.get("/cohorts/<cohort>")
def cohort(cohort: str) -> web.Rendered | web.BaseResponse:
    """My cohort at a glance; others are led to its course, where they can come in.

    Whoever had a seat that is gone because the cohort was cancelled is told so there.
    """
    now = clock.now()
    try:
        found = queries.cohort_of_member(current_user, cohort, now)
    except NotFound:
        public = queries.published_cohort(cohort)
        course = url_for("learning.course", course=public.course)
        if public.state == rules.CohortState.CANCELLED and queries.lost_by_cancelling(
            public, current_user
        ):
            flash(_called_off(public), "warn")
            return web.see_other(course)
        return web.see_other(f"{course}#page.buy")
    people = queries.members(found, now, 1)
    return web.page(
        "cohorts/cohort.html",
        cohort=found,
        course=_course(found),
        today=_today(found, now),
        weeks=rules.weeks(found.starts_on, found.ends_on, _today(found, now)),
        meets=meets(found, i18n.own_zone(), now),
        mentors=queries.mentors(found.id),
        faces=people.items[:FACES],
        member_count=people.total,
        guides=queries.is_guided_by(found, current_user),
    )


@bp.get("/cohorts/<cohort>/members")
@login_required
def members(cohort: str) -> web.Rendered:
    """Who is in my cohort."""
    now = clock.now()
    found = queries.cohort_of_member(current_user, cohort, now)
    return web.page(
        "cohorts/members.html",
        cohort=found,
        course=_course(found),
        people=queries.people_inside(found, now, web.page_number()),
        mentor_ids={user.id for user in queries.mentors(found.id)},
        instructor_ids={user.id for user in queries.instructors(found.course)},
    )


def _called_off(cohort: Cohort) -> str:
    """That it was cancelled, and why."""
    title = i18n.inside_quotes(cohort.title)
    said = _("The cohort “%(cohort)s” was cancelled.", cohort=title)
    return f"{said} {cohort.cancelled_because or ''}".rstrip()


def _course(cohort: Cohort) -> Course | None:
    """The course in the reader's language; None while its folder is gone."""
    return shelf.find(cohort.course, i18n.language(), cohort.revision)


def _today(cohort: Cohort, now: datetime) -> date:
    """Which day it is where the cohort lives."""
    return now.astimezone(ZoneInfo(cohort.time_zone)).date()
