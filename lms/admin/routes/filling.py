"""Bringing people into a cohort and ending their grants: one by one, or from a list."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import flash, request, url_for
from flask_login import current_user

from lms.admin import queries, words
from lms.admin.forms import ListForm, MentorForm, PlaceForm, ReasonForm
from lms.admin.routes.blueprint import bp
from lms.admin.routes.cohorts import Answer, cohort_page
from lms.cohorts import actions, roster, rules
from lms.cohorts import queries as cohort_queries
from lms.cohorts.models import Cohort
from lms.cohorts.queries import Outcome
from lms.cohorts.roster import Fault
from lms.platform import clock, web
from lms.platform.db import transaction
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.i18n import ngettext


@bp.post("/admin/cohorts/<cohort>/people")
def place_person(cohort: str) -> Answer:
    """Bring one person in; who has no account is invited."""
    found = cohort_queries.cohort(cohort)
    form = PlaceForm()
    if not form.validate():
        return cohort_page(found, form, MentorForm(formdata=None), 422)
    try:
        with transaction():
            outcome = actions.place(form.newcomer(), found, current_user)
    except actions.NameNeeded as lacking:
        form.name.errors = [str(lacking)]
        return cohort_page(found, form, MentorForm(formdata=None), 422)
    except Refused as refusal:
        if not rules.may_fill(found.state):  # the page has no such form any more
            flash(str(refusal), "error")
            return web.see_other(url_for(".cohort", cohort=cohort))
        form.form_errors.append(str(refusal))
        return cohort_page(found, form, MentorForm(formdata=None), 409)
    flash(_said(outcome, form.email.data), "done")
    return web.see_other(url_for(".cohort", cohort=cohort))


def _said(outcome: Outcome, email: str) -> str:
    sentences = {
        Outcome.ALREADY: _("%(email)s was in already. Nothing has changed.", email=email),
        Outcome.INVITE: _("%(email)s is in, and is asked to choose a password.", email=email),
    }
    return str(sentences.get(outcome, _("%(email)s is in.", email=email)))


@bp.post("/admin/cohorts/<cohort>/people/<handle>/invitation")
def invite_again(cohort: str, handle: str) -> Answer:
    """Send another invitation to somebody who has not chosen a password yet."""
    found, person = cohort_queries.cohort(cohort), queries.person(handle)
    try:
        with transaction():
            actions.invite_again(person, found, current_user)
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("%(name)s is invited again.", name=person.name), "done")
    return web.see_other(url_for(".person", handle=person.handle))


@bp.route("/admin/cohorts/<cohort>/grants/<int(max=2147483647):grant>/end", methods=("GET", "POST"))
def end_grant(cohort: str, grant: int) -> Answer:
    """Close one reason why somebody is in; another keeps them in."""
    found = cohort_queries.cohort(cohort)
    given = cohort_queries.grant(found, grant)
    form = ReasonForm()
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return web.page("admin/end_grant.html", status, form=form, cohort=found, grant=given)
    with transaction():
        actions.end_grant(cohort_queries.grant(found, grant), current_user, form.reason.data)
    flash(_("The grant has ended."), "done")
    return web.see_other(url_for(".cohort", cohort=cohort))


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a list would do."""

    lines: tuple[roster.Line, ...]
    outcomes: dict[str, Outcome]
    counts: Counter[str]
    """Lines by outcome, and "fault"."""
    missing_seats: int
    free_seats: int

    @property
    def coming(self) -> int:
        """How many would come in."""
        return self.counts[Outcome.ENROLL] + self.counts[Outcome.INVITE]


@bp.route("/admin/cohorts/<cohort>/people/csv", methods=("GET", "POST"))
def fill_from_list(cohort: str) -> Answer:
    """Read a list and say what it would do; sent again with `apply`, do it."""
    found = cohort_queries.cohort(cohort)
    form, plan = ListForm(), None
    is_over = None if rules.may_fill(found.state) else Refused(_("This cohort is over."))
    if not form.is_submitted():
        if is_over:
            raise is_over
        return web.page("admin/csv.html", form=form, cohort=found)
    try:
        form.text.data = form.typed()
        if is_over:  # since the page was opened: what was typed stays
            raise is_over
        plan = _dry_run(found, roster.read(form.text.data))
        if request.form.get("action") == "apply":
            return _apply(found, plan)
    except roster.Unreadable as wrong:
        form.source.errors = [words.fault(wrong.fault, wrong.about)]
        return web.page("admin/csv.html", 422, form=form, cohort=found)
    except Refused as refusal:
        form.text.errors = [str(refusal)]
        return web.page("admin/csv.html", 409, form=form, cohort=found, plan=plan)
    return web.page("admin/csv.html", form=form, cohort=found, plan=plan)


def _dry_run(cohort: Cohort, lines: tuple[roster.Line, ...]) -> DryRun:
    now = clock.now()
    outcomes = dict(cohort_queries.outcomes(cohort, _good(lines), now))
    lines = tuple(
        replace(line, fault=Fault.NO_NAME)
        if line.newcomer
        and not line.fault
        and outcomes.get(line.newcomer.email) == Outcome.NAMELESS
        else line
        for line in lines
    )
    good = _good(lines)
    counts: Counter[str] = Counter(outcomes[n.email] for n in good)
    counts["fault"] = len(lines) - len(good)
    coming = (Outcome.ENROLL, Outcome.INVITE)
    wanted = sum(rules.takes_seat(n.source) for n in good if outcomes[n.email] in coming)
    taken = cohort_queries.seats_taken([cohort], now)[cohort.id]
    missing = rules.missing_seats(cohort.seats, taken, wanted)
    return DryRun(lines, outcomes, counts, missing, max(0, (cohort.seats or 0) - taken))


def _good(lines: Iterable[roster.Line]) -> list[roster.Newcomer]:
    return [line.newcomer for line in lines if line.newcomer and not line.fault]


def _apply(cohort: Cohort, plan: DryRun) -> Answer:
    with transaction():
        filled = actions.fill(_good(plan.lines), cohort, current_user)
    flash(_told(filled, plan.counts["fault"]), "done")
    return web.see_other(url_for(".cohort", cohort=cohort.slug))


def _told(filled: actions.Filled, faults: int) -> str:
    """What came of a list, in sentences; a nought is said only of those who came in."""
    told = [ngettext("One person came in.", "%(num)d people came in.", filled.enrolled)]
    if filled.invited:
        told.append(
            ngettext("One of them was invited.", "%(num)d of them were invited.", filled.invited)
        )
    if filled.already:
        told.append(ngettext("One was in already.", "%(num)d were in already.", filled.already))
    if faults:
        told.append(ngettext("One line was left out.", "%(num)d lines were left out.", faults))
    return " ".join(told)
