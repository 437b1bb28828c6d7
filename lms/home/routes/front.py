"""The front page."""

from datetime import datetime

from flask import current_app

from lms.content import shelf
from lms.home import queries, rules
from lms.home.queries import Figures
from lms.home.routes.door import bp
from lms.learning import catalogue
from lms.learning import queries as learning_queries
from lms.platform import clock, i18n, web
from lms.platform.visitors import same_for_visitors


@bp.get("/")
@same_for_visitors(shelf.stamps)
def index() -> web.Rendered:
    """What this school is, what it teaches, and when one can begin."""
    now = clock.now()
    courses = catalogue.courses(i18n.language())
    names = [name for course in courses for name in course.instructors]
    free = next((x for course in courses for x in course.lessons if x.preview), None)
    return web.page(
        "home/index.html",
        courses=courses,
        spoken=catalogue.spoken,
        people=learning_queries.people(names),
        offers=learning_queries.offers({course.slug: course for course in courses}, now),
        figures=_figures(now),
        free=free,
        free_in=next((course for course in courses if free in course.lessons), None),
    )


def _figures(now: datetime) -> Figures:
    """Counted at most once an hour and process: the page says when."""
    kept: Figures | None = current_app.extensions.get("figures")
    if kept is None or now - kept.counted_at >= rules.COUNTED_FOR:
        kept = current_app.extensions["figures"] = queries.figures(now)
    return kept
