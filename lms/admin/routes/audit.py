"""The journal: everything that happened, and who did it."""

from flask import request

from lms.admin import queries
from lms.admin.routes.blueprint import asked, bp
from lms.admin.told import told
from lms.platform import web
from lms.platform.errors import NotFound

BIGGEST_EVENT = 2**63 - 1  # what the database can count to


@bp.get("/admin/audit")
def audit() -> web.Rendered:
    """What happened, the newest first."""
    name, handle = asked("name"), asked("person")
    before = request.args.get("before", type=int)
    before = before if before and 0 < before <= BIGGEST_EVENT else None
    unknown, about = False, None
    if handle:
        try:
            about = queries.person(handle.removeprefix("@").lower())
        except NotFound:
            unknown = True
    page = queries.EventsPage((), None) if unknown else queries.events(name, about, before)
    named = queries.named(page.items)
    return web.page(
        "admin/audit.html",
        page=page,
        lines=[told(event, named) for event in page.items],
        name=name,
        person=handle,
        unknown=unknown,
    )
