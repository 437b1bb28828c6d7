"""What every template may know; what costs a statement is asked only by a page that shows it."""

from collections.abc import Callable

from flask import current_app, g, request
from flask_login import current_user
from werkzeug.local import LocalProxy

from lms.cohorts import queries as cohort_queries
from lms.discussion import queries as discussion_queries
from lms.home import queries
from lms.platform import clock, i18n, web


def in_templates() -> dict[str, object]:
    """Names that the layouts expect."""
    return {
        "theme": web.theme() if request else "",
        "locale": i18n.language(),
        "site_name": current_app.config["SITE_NAME"],
        "is_demo": current_app.config["SETTINGS"].is_demo,
        "unread_count": LocalProxy(_once("unread_count", _unread_count)),
        "nav_cohort": LocalProxy(_once("nav_cohort", _nav_cohort)),
    }


def _once(name: str, ask: Callable[[], object]) -> Callable[[], object]:
    """Ask the database at the first use in a request, and never twice."""

    def answer() -> object:
        if name not in g:
            setattr(g, name, ask())
        return g.get(name)

    return answer


def _unread_count() -> int:
    if not current_user.is_authenticated:
        return 0
    return discussion_queries.unread_count(current_user, clock.now())


def _nav_cohort() -> str:
    """The address of the cohort that a person is most at home in; empty for none."""
    if not current_user.is_authenticated:
        return ""
    now = clock.now()
    nearest = queries.nearest(cohort_queries.standings(current_user), now)
    return nearest.cohort_slug if nearest else ""
