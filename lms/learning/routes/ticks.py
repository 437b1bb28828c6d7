"""Ticking the boxes of a lesson's checklists."""

from flask import request
from flask_login import current_user, login_required

from lms.learning import actions, outline
from lms.learning.routes.door import bp, readable
from lms.platform import web
from lms.platform.db import transaction


@bp.post("/courses/<course>/lessons/<path:lesson>/ticks")
@login_required
def tick(course: str, lesson: str) -> web.BaseResponse:
    """These of the boxes I saw are ticked, and the others are not."""
    found = readable(course, lesson)
    shown, ticked = request.form.getlist("shown"), request.form.getlist("ticked")
    with transaction():
        actions.tick(current_user, (found.own, found.original), found.tasks, shown, ticked)
    at = request.form.get("at", "", type=str)
    anchor = f"#checklist-{at}" if at.isascii() and at.isdigit() else ""
    return web.see_other(outline.address(found.course, found.lesson) + anchor)
