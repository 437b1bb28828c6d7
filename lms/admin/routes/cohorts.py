"""Cohorts: listed, planned, looked at, changed, moved on, exported."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Response, current_app, flash, request, url_for
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from lms.admin import queries, words
from lms.admin.forms import CohortForm, MentorForm, NewCohortForm, PlaceForm
from lms.admin.prices import course_price
from lms.admin.routes.blueprint import asked, bp
from lms.billing import queries as billing
from lms.cohorts import actions, roster, rules
from lms.cohorts import queries as cohort_queries
from lms.cohorts.meeting_words import meets
from lms.cohorts.models import Cohort
from lms.cohorts.rules import CohortState
from lms.content import shelf
from lms.content.course import Course
from lms.platform import clock, i18n, web
from lms.platform.db import transaction
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _

Answer = web.Rendered | web.BaseResponse
EXPORTED = ("name", "email", "handle", "source", "since", "until", "lessons", "last in a lesson")


@bp.get("/admin/cohorts")
def cohorts() -> web.Rendered:
    """Every cohort, or those in one state."""
    state = asked("state")
    page = cohort_queries.all_cohorts(state, web.page_number())
    taken = cohort_queries.seats_taken(page.items, clock.now())
    return web.page("admin/cohorts.html", page=page, taken=taken, state=state)


@bp.route("/admin/cohorts/new", methods=("GET", "POST"))
def new_cohort() -> Answer:
    """Plan a cohort; it is a draft until it is opened."""
    form = NewCohortForm(data={"time_zone": current_app.config["BABEL_DEFAULT_TIMEZONE"]})
    form.course.choices = [
        SelectChoice(slug, f"{shelf.title(slug)}, {course_price(slug)}")
        for slug in shelf.library().slugs()
    ]
    if not form.validate_on_submit():
        return web.page("admin/cohort_form.html", 422 if form.is_submitted() else 200, form=form)
    try:
        with transaction():
            made = actions.plan_cohort(form.course.data, form.plan(), current_user)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return web.page("admin/cohort_form.html", 422, form=form)
    flash(_("The cohort is planned. Nobody sees it until you open it."), "done")
    return web.see_other(url_for(".cohort", cohort=made.slug))


@bp.get("/admin/cohorts/<cohort>")
def cohort(cohort: str) -> web.Rendered:
    """A cohort with all its people, and what can be done with it."""
    return cohort_page(cohort_queries.cohort(cohort), PlaceForm(), MentorForm())


@bp.route("/admin/cohorts/<cohort>/edit", methods=("GET", "POST"))
def edit_cohort(cohort: str) -> Answer:
    """Give a cohort other dates, seats, price or words."""
    found = cohort_queries.cohort(cohort)
    form = CohortForm(zone=found.time_zone)
    if not form.is_submitted():
        form.show(found)
        return web.page("admin/cohort_form.html", form=form, cohort=found)
    if not form.validate():
        return web.page("admin/cohort_form.html", 422, form=form, cohort=found)
    try:
        with transaction():
            actions.change(found, form.plan(), current_user)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return web.page("admin/cohort_form.html", 422, form=form, cohort=found)
    flash(_("The cohort is changed."), "done")
    return web.see_other(url_for(".cohort", cohort=cohort))


@bp.post("/admin/cohorts/<cohort>/state")
def move_cohort(cohort: str) -> Answer:
    """Bring a cohort to its next state, or one back."""
    try:
        with transaction():
            found = cohort_queries.cohort(cohort)
            actions.move(found, request.form.get("to", ""), current_user)
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The cohort is now: %(state)s.", state=words.STATES[found.state]), "done")
    return web.see_other(url_for(".cohort", cohort=cohort))


@bp.get("/admin/cohorts/<cohort>/members.csv")
def export_members(cohort: str) -> Response:
    """Everybody who is or was in a cohort, for a spreadsheet."""
    found = cohort_queries.cohort(cohort)
    course = course_of(found.course, found.revision)
    people = queries.everyone(found, course, clock.now())
    sheet = roster.written(EXPORTED, (_row(member, found.time_zone) for member in people))
    name = f'attachment; filename="{found.slug}-members.csv"'
    return Response(sheet, mimetype="text/csv", headers={"Content-Disposition": name})


def cohort_page(
    found: Cohort, place: PlaceForm, mentor: MentorForm, status: int = 200
) -> web.Rendered:
    """A cohort's page with two forms on it, whichever was sent keeping what was typed."""
    now, course = clock.now(), course_of(found.course, found.revision)
    words_sought, also_out = asked("q"), asked("who") == "all"
    people = queries.roster(found, course, (words_sought, also_out), now, web.page_number())
    today = now.astimezone(ZoneInfo(found.time_zone)).date()
    sold, held = cohort_queries.seats_sold_and_held(found, now)
    return web.page(
        "admin/cohort.html",
        status,
        cohort=found,
        course=course,
        lessons=sum(not lesson.draft for lesson in course.lessons) if course else 0,
        people=people,
        taken=sold + held,
        held=held,
        weeks=rules.weeks(found.starts_on, found.ends_on, today),
        mentors=cohort_queries.mentors(found.id),
        moves=rules.MOVES.get(found.state, ()),
        **_money_about(found),
        may_fill=rules.may_fill(found.state),
        may_cancel=rules.may_cancel(found.state, found.self_paced),
        may_delete=not queries.has_a_past(found),
        meets=meets(found, i18n.own_zone(), now),
        place_form=place,
        mentor_form=mentor,
        q=words_sought,
        also_out=also_out,
    )


def _money_about(cohort: Cohort) -> dict[str, int]:
    """How many orders of a cancelled cohort still wait: for money to come, for money to go."""
    if cohort.state != CohortState.CANCELLED:
        return {"arriving": 0, "returning": 0}
    return {
        "arriving": billing.coming(cohort).orders,
        "returning": billing.returning_count(cohort),
    }


def course_of(slug: str, revision: int | None = None) -> Course | None:
    """The course as its author wrote it first; None while its folder is gone."""
    found = shelf.find(slug, i18n.language(), revision)
    return shelf.own(found) if found else None


def _row(member: queries.Member, zone: str) -> tuple[str, ...]:
    grant = member.holding or next(iter(member.grants), None)
    return (
        member.user.name,
        member.user.email,
        member.user.handle,
        grant.source if grant else "",
        _day(grant.starts_at if grant else None, zone),
        _day(grant.ends_at if grant else None, zone),
        str(member.done),
        _day(member.seen_at, zone),
    )


def _day(moment: datetime | None, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).date().isoformat() if moment else ""
