"""Work that was promised and is not done."""

from flask import flash, url_for
from flask_login import current_user

from lms.admin import actions, queries
from lms.admin.routes.blueprint import bp
from lms.admin.routes.cohorts import Answer
from lms.platform import web
from lms.platform.db import transaction
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _


@bp.get("/admin/jobs")
def jobs() -> web.Rendered:
    """Jobs that gave up, and those that wait."""
    return web.page("admin/jobs.html", page=queries.failed_or_waiting_jobs(web.page_number()))


@bp.post("/admin/jobs/<int(max=9223372036854775807):job>/retry")
def retry_job(job: int) -> Answer:
    """Try a job again that gave up."""
    try:
        with transaction():
            actions.retry(queries.locked_job(job), current_user)
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("The job is tried again."), "done")
    return web.see_other(url_for(".jobs"))
