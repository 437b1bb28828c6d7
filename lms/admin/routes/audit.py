"""The journal: everything that happened, and who did it."""

from flask import request, url_for

from lms.admin import journal_words, queries
from lms.admin.routes.blueprint import asked, bp
from lms.admin.told import told
from lms.platform import web

BIGGEST_EVENT = 2**63 - 1  # what the database can count to


@bp.get("/admin/journal")
def journal() -> web.BaseResponse:
    """What the page is called leads to it, too."""
    name, person = (request.args.get(key) for key in ("name", "person"))
    return web.see_other(url_for(".audit", name=name, person=person))


@bp.get("/admin/audit")
def audit() -> web.Rendered:
    """What happened, the newest first."""
    name, person = asked("name"), asked("person")
    before = request.args.get("before", type=int)
    before = before if before and 0 < before <= BIGGEST_EVENT else None
    called = queries.people_called(person) if person else []
    page = queries.EventsPage((), None)
    if len(called) == 1 or not person:
        about = called[0] if called else None
        page = queries.events(name, journal_words.events_called(name), about, before)
    named = queries.named(page.items)
    return web.page(
        "admin/audit.html",
        page=page,
        lines=[told(event, named) for event in page.items],
        name=name,
        person=person,
        called_so=called,
        most=queries.MOST_CALLED,
    )
