"""Ticking the boxes of a lesson's checklists."""

from flask import request

from lms.learning import actions, outline
from lms.learning.routes.door import Opened, bp, for_members
from lms.platform import web
from lms.platform.db import transaction


@bp.post("/courses/<course>/lessons/<path:lesson>/ticks")
@for_members
def tick(found: Opened) -> web.BaseResponse:
    """These of the boxes I saw are ticked, and the others are not."""
    shown, ticked = request.form.getlist("shown"), request.form.getlist("ticked")
    with transaction():
        actions.tick(found.reader, (found.own, found.original), found.tasks, shown, ticked)
    at = request.form.get("at", "", type=str)
    anchor = f"#checklist-{at}" if at.isascii() and at.isdigit() else ""
    return web.see_other(outline.address(found.course, found.lesson) + anchor)
