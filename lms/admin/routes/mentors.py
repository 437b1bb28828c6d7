"""Who guides a cohort."""

from flask import flash, url_for
from flask_login import current_user

from lms.admin import queries
from lms.admin.forms import MentorForm, PlaceForm
from lms.admin.routes.blueprint import bp
from lms.admin.routes.cohorts import Answer, cohort_page
from lms.cohorts import actions
from lms.cohorts import queries as cohort_queries
from lms.platform import web
from lms.platform.db import transaction
from lms.platform.i18n import gettext as _


@bp.post("/admin/cohorts/<cohort>/mentors")
def name_mentor(cohort: str) -> Answer:
    """Make somebody a mentor, found by handle or address."""
    found = cohort_queries.cohort(cohort)
    form = MentorForm()
    if not form.validate():
        return cohort_page(found, PlaceForm(formdata=None), form, 422)
    person = queries.find_person(form.who.data)
    if person is None:
        form.who.errors = [_("Nobody has this handle or address.")]
        return cohort_page(found, PlaceForm(formdata=None), form, 422)
    with transaction():
        actions.name_mentor(found, person, current_user)
    flash(_("%(name)s guides this cohort.", name=person.name), "done")
    return web.see_other(url_for(".cohort", cohort=cohort))


@bp.post("/admin/cohorts/<cohort>/mentors/<handle>/delete")
def relieve_mentor(cohort: str, handle: str) -> Answer:
    """Make somebody a mentor no longer."""
    found, person = cohort_queries.cohort(cohort), queries.person(handle)
    with transaction():
        actions.relieve_mentor(found, person, current_user)
    flash(_("%(name)s guides this cohort no longer.", name=person.name), "done")
    return web.see_other(url_for(".cohort", cohort=cohort))
