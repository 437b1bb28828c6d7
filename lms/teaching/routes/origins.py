"""Bringing a course here: pulled from git, previewed from a branch, or sent as an archive."""

from flask import flash, request, url_for
from flask_login import current_user, login_required

from lms.content import actions
from lms.content import queries as content
from lms.content.addresses import can_be_address
from lms.content.library.archives import BadArchive, unpack
from lms.content.library.pulling import Busy, Workplace
from lms.content.origins import ZIP, is_branch
from lms.platform import clock, jobs, web
from lms.platform.db import transaction
from lms.platform.errors import NotFound
from lms.platform.i18n import gettext as _
from lms.teaching.routes.door import bp, repository, require_teacher, settings


@bp.post("/teach/<course>/pull")
@login_required
def pull(course: str) -> web.BaseResponse:
    """Fetch the course from git now; the page tells later what came of it."""
    require_teacher(course)
    if repository(course) is None:
        raise NotFound
    with transaction():
        actions.promise_pull(course)
    flash(_("The course is being pulled. Load this page again in a moment."), "note")
    return web.see_other(url_for(".course", course=course, _anchor="sync"))


@bp.post("/teach/<course>/branches")
@login_required
def preview_branch(course: str) -> web.BaseResponse:
    """Have a branch shown to those who teach, at an address of its own."""
    require_teacher(course)
    branch = request.form.get("branch", "").strip()
    if repository(course) is None:
        raise NotFound
    if not is_branch(branch):
        flash(_("That cannot be the name of a branch."), "error")
    else:
        with transaction():
            jobs.enqueue("content.preview_branch", course=course, branch=branch)
        flash(_("The branch is being fetched. Load this page again in a moment."), "note")
    return web.see_other(url_for(".course", course=course, _anchor="sync"))


@bp.post("/teach/archives")
@login_required
def upload() -> web.Rendered | web.BaseResponse:
    """A course as a zip, for those who have no git; what is hostile is refused before all else."""
    course, file = request.form.get("course", "").strip(), request.files.get("archive")
    if current_user.is_admin and not can_be_address(course):
        return _refused(_("A course is called by small letters, digits and hyphens."), course)
    require_teacher(course)
    if comes_otherwise := _comes_otherwise(course):
        return _refused(comes_otherwise, course)
    if file is None or not file.filename:
        return _refused(_("Choose an archive first."), course)
    place = Workplace(settings().git_dir, course)
    try:
        with place.locked():
            place.put(lambda folder: unpack(file.stream, folder))
    except BadArchive as bad:
        return _refused(str(bad), course)
    except Busy:
        return _refused(_("This course is being published. Send it again in a moment."), course)
    with transaction():
        actions.promise_archive(course, clock.now())
    flash(_("The archive is taken."), "done")
    return web.see_other(url_for(".course", course=course, _anchor="sync"))


def _comes_otherwise(course: str) -> str:
    """Why no archive is taken for this course, and what to do instead; empty where one is."""
    if repository(course):
        return str(_("This course comes from git: push the change there, and it is pulled."))
    sync = content.last_sync(course)
    if sync is not None and sync.origin == ZIP:
        return ""
    if not (settings().courses_dir / course / "course.md").is_file():
        return ""
    if content.latest_revision(course) is not None:
        there = _(
            "This course lies in a folder of the server: who keeps the server changes it there."
        )
    else:
        there = _(
            "A folder of this name lies among the server’s courses and is not published. Have it"
            " published (lms courses sync %(name)s) or taken away there, or choose another name.",
            name=course,
        )
    return str(there)


def _refused(sentence: str, course: str) -> web.Rendered:
    return web.page("teaching/refused.html", 422, sentence=sentence, slug=course)
