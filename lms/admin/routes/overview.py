"""What waits for a person."""

from lms.admin import queries
from lms.admin.routes.blueprint import bp
from lms.platform import clock, web


@bp.get("/admin")
def index() -> web.Rendered:
    """What needs somebody today, in true numbers."""
    return web.page("admin/overview.html", needs=queries.needs(clock.now()))
