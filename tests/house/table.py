"""Who gets what at each address: a row for every method of every rule there is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Flask
from werkzeug.routing import Rule

from tests.house.school import ROLES
from tests.visitor import Page

EVERYBODY = frozenset(ROLES)
PEOPLE = EVERYBODY - {"visitor"}
GUIDES = frozenset({"mentor", "instructor", "admin"})
INSIDE = GUIDES | {"member"}
TEACHERS = frozenset({"instructor", "admin"})
ADMIN = frozenset({"admin"})
OWNER = frozenset({"member"})
VISITOR = frozenset({"visitor"})


@dataclass(frozen=True)
class Row:
    """These get `then`; visitors and all others get something else."""

    who: frozenset[str]
    then: str
    """page (200, 204), on (led elsewhere), refused (400, 409, 410, 422: an empty form)."""
    others: str = "missing"
    visitors: str = "login"
    where: Mapping[str, str] = field(default_factory=dict)
    """Which of the school's names fill the address, where not those of the same name."""

    def answers(self) -> dict[str, str]:
        """What each role gets."""
        rest = {role: self.others for role in PEOPLE} | {"visitor": self.visitors}
        return rest | dict.fromkeys(self.who, self.then)


def kind(page: Page) -> str:
    """What an answer comes to."""
    if page.status in (301, 302, 303):
        return "login" if page.location.startswith("/login") else "on"
    kinds = {200: "page", 204: "page", 404: "missing"} | dict.fromkeys(
        (400, 409, 410, 422), REFUSED
    )
    return kinds.get(page.status, str(page.status))


def routes(app: Flask) -> dict[str, Rule]:
    """ "GET /courses" and its rule, for every method of every rule."""
    return {
        f"{method} {rule.rule}": rule
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    }


REFUSED = "refused"
ANYBODY = Row(EVERYBODY, "page")
OWN = Row(PEOPLE, "page")
OF_MEMBERS = Row(INSIDE, "page")
OF_STAFF = Row(ADMIN, "page")
STAFF_DOES = Row(ADMIN, "on")
STAFF_ERRS = Row(ADMIN, REFUSED)
FILLS = Row(EVERYBODY, REFUSED)
AT_THE_DOOR = Row(VISITOR, "page", others="on")
KNOCKS = Row(VISITOR, REFUSED, others="on")
FREE = {"cohort": "free_cohort"}
BY_MAIL = {"token": "email_token"}
RESETS = {"token": "reset_token"}
GUIDE = {"handle": "guide"}
GRANT = "/admin/cohorts/<cohort>/grants/<int(max=2147483647):grant>/end"
JOB = "/admin/jobs/<int(max=9223372036854775807):job>/retry"
REVISION = "/teach/<course>/revisions/<int(max=2147483647):number>"
LESSON = "/courses/<course>/lessons/<path:lesson>"

TABLE: dict[str, Row] = {
    # Everybody's
    "GET /": ANYBODY,
    "GET /courses": ANYBODY,
    "GET /frames/diagram": ANYBODY,
    "GET /courses/<course>": ANYBODY,
    f"GET {LESSON}": ANYBODY,  # before it is open, what it is about and how it opens
    "GET /courses/<course>/files/<path:path>": Row(INSIDE, "page", visitors="missing"),
    "GET /pages/<name>": ANYBODY,
    "GET /pictures/<name>": Row(EVERYBODY, "page", where={"name": "picture"}),
    "GET /robots.txt": ANYBODY,
    "GET /sitemap.xml": ANYBODY,
    "GET /outbox": ANYBODY,  # not there in production
    "GET /specimen": ANYBODY,
    "GET /healthz": ANYBODY,
    "GET /readyz": Row(EVERYBODY, "503"),  # these schools have no migrations and no worker
    "POST /language": Row(EVERYBODY, "on"),
    "POST /theme": Row(EVERYBODY, "on"),
    "POST /webhooks/stripe": FILLS,
    "POST /webhooks/git": FILLS,
    # The door
    "GET /register": AT_THE_DOOR,
    "POST /register": KNOCKS,
    "GET /login": AT_THE_DOOR,
    "POST /login": KNOCKS,
    "POST /logout": Row(EVERYBODY, "on"),
    "GET /email/confirm": ANYBODY,
    "POST /email/confirm": FILLS,
    "GET /email/confirm/<token>": Row(EVERYBODY, "page", where=BY_MAIL),
    "POST /email/confirm/<token>": Row(EVERYBODY, "on", where=BY_MAIL),
    "GET /password/forgot": ANYBODY,
    "POST /password/forgot": FILLS,
    "GET /password/forgot/sent": ANYBODY,
    "GET /password/reset/<token>": Row(EVERYBODY, "page", where=RESETS),
    "POST /password/reset/<token>": Row(EVERYBODY, REFUSED, where=RESETS),
    # One's own
    "GET /account": OWN,
    "POST /account": Row(PEOPLE, "on"),  # what is not said stays as it is
    "GET /account/email": OWN,
    "POST /account/email": Row(PEOPLE, REFUSED),
    "GET /account/password": OWN,
    "POST /account/password": Row(PEOPLE, REFUSED),
    "GET /account/sessions": OWN,
    "POST /account/sessions/delete": Row(PEOPLE, "on"),
    "POST /account/sessions/<session_id>/delete": Row(OWNER, "on"),
    "GET /today": OWN,
    "GET /unread": OWN,
    "GET /courses/<course>/progress": OWN,
    "GET /orders": OWN,
    # Reading
    "GET /courses/<course>/changes/<path:lesson>": Row(INSIDE, "on"),  # nothing has changed
    f"POST {LESSON}/completion": Row(INSIDE, "on"),
    f"POST {LESSON}/completion/delete": Row(INSIDE, "on"),
    f"POST {LESSON}/place": OF_MEMBERS,
    f"POST {LESSON}/quizzes/<quiz>/attempts": Row(INSIDE, REFUSED),
    f"POST {LESSON}/ticks": Row(INSIDE, "on"),
    # Cohorts
    "GET /cohorts/<cohort>": Row(INSIDE, "page", others="on", visitors="on"),
    "GET /cohorts/<cohort>/members": OF_MEMBERS,
    "GET /cohorts/<cohort>/threads": OF_MEMBERS,
    "GET /cohorts/<cohort>/threads/new": OF_MEMBERS,
    "GET /cohorts/<cohort>/lessons/<path:lesson_id>/threads": OF_MEMBERS,
    "POST /cohorts/<cohort>/threads": Row(INSIDE, REFUSED),
    "POST /cohorts/<cohort>/threads/read-all": Row(INSIDE, "on"),
    "GET /threads/<thread>": OF_MEMBERS,
    "POST /threads/<thread>/posts": Row(INSIDE, REFUSED),
    "POST /threads/<thread>/read": Row(INSIDE, "on"),
    "GET /threads/<thread>/title": Row(INSIDE, "page"),
    "POST /threads/<thread>/title": Row(INSIDE, REFUSED),
    "GET /posts/<post>": Row(INSIDE, "on"),
    "GET /posts/<post>/edit": OF_MEMBERS,
    "POST /posts/<post>/edit": Row(INSIDE, REFUSED),
    "GET /posts/<post>/delete": OF_MEMBERS,
    "POST /posts/<post>/delete": Row(INSIDE, "on"),
    # Buying
    "GET /checkout/<cohort>": Row(PEOPLE, "page", where=FREE),
    "POST /checkout/<cohort>": Row(PEOPLE, "on", where=FREE),
    "GET /checkout/<order>/return": Row(OWNER | ADMIN, "on"),
    "GET /orders/<order>": Row(OWNER | ADMIN, "page"),
    "POST /orders/<order>/withdraw": Row(OWNER, "on"),
    # Guiding and teaching
    "GET /teach": Row(GUIDES, "page"),
    "GET /teach/<course>": Row(TEACHERS, "page"),
    "GET /teach/<course>/answers": Row(GUIDES, "page"),
    "GET /teach/<course>/answers/<answer>": Row(GUIDES, "page"),
    "POST /teach/<course>/answers/<answer>": Row(GUIDES, REFUSED),
    "POST /teach/<course>/pull": Row(TEACHERS, "missing"),  # the course does not come from git
    "POST /teach/<course>/branches": Row(TEACHERS, "missing"),
    "POST /teach/archives": Row(ADMIN, REFUSED),  # an empty form names no course
    f"GET {REVISION}": Row(TEACHERS, "page"),
    f"GET {REVISION}/lessons/<path:lesson_id>": Row(TEACHERS, "page"),
    f"POST {REVISION}/restoration": Row(TEACHERS, "on"),
    "GET /teach/<course>/cohorts/<cohort>/revision": Row(TEACHERS, "page"),
    "POST /teach/<course>/cohorts/<cohort>/revision": Row(TEACHERS, "on"),
    "GET /teach/<course>/branches/<key>": Row(TEACHERS, "page"),
    "GET /teach/<course>/branches/<key>/lessons/<path:lesson>": Row(TEACHERS, "page"),
    "GET /teach/<course>/branches/<key>/files/<path:path>": Row(TEACHERS, "page"),
    "POST /teach/<course>/branches/<key>/delete": Row(TEACHERS, "on"),
    "GET /mentor/<cohort>": Row(GUIDES, "page"),
    # Running the school
    "GET /admin": OF_STAFF,
    "GET /admin/audit": OF_STAFF,
    "GET /admin/journal": STAFF_DOES,
    "GET /admin/cohorts": OF_STAFF,
    "GET /admin/cohorts/new": OF_STAFF,
    "POST /admin/cohorts/new": STAFF_ERRS,
    "GET /admin/cohorts/<cohort>": OF_STAFF,
    "GET /admin/cohorts/<cohort>/edit": OF_STAFF,
    "POST /admin/cohorts/<cohort>/edit": STAFF_ERRS,
    "POST /admin/cohorts/<cohort>/state": STAFF_DOES,
    "GET /admin/cohorts/<cohort>/cancel": OF_STAFF,
    "POST /admin/cohorts/<cohort>/cancel": STAFF_ERRS,
    "POST /admin/cohorts/<cohort>/delete": STAFF_DOES,
    f"GET {GRANT}": OF_STAFF,
    f"POST {GRANT}": STAFF_ERRS,
    "GET /admin/cohorts/<cohort>/members.csv": OF_STAFF,
    "POST /admin/cohorts/<cohort>/mentors": STAFF_ERRS,
    "POST /admin/cohorts/<cohort>/mentors/<handle>/delete": Row(ADMIN, "on", where=GUIDE),
    "POST /admin/cohorts/<cohort>/people": STAFF_ERRS,
    "POST /admin/cohorts/<cohort>/people/<handle>/invitation": STAFF_DOES,
    "GET /admin/cohorts/<cohort>/people/csv": OF_STAFF,
    "POST /admin/cohorts/<cohort>/people/csv": STAFF_ERRS,
    "GET /admin/jobs": OF_STAFF,
    f"POST {JOB}": STAFF_DOES,
    "GET /admin/orders": OF_STAFF,
    "GET /admin/orders/<order>": OF_STAFF,
    "GET /admin/orders/<order>/elsewhere": STAFF_ERRS,  # no refund has failed
    "POST /admin/orders/<order>/elsewhere": STAFF_ERRS,
    "GET /admin/orders/<order>/refund": STAFF_ERRS,  # nothing was paid
    "POST /admin/orders/<order>/refund": STAFF_ERRS,
    "GET /admin/people": OF_STAFF,
    "GET /admin/people/<handle>": OF_STAFF,
    "POST /admin/people/<handle>/account": STAFF_DOES,
    "POST /admin/people/<handle>/account/delete": STAFF_DOES,
    "POST /admin/people/<handle>/admin": STAFF_DOES,
    "POST /admin/people/<handle>/admin/delete": STAFF_DOES,
    "POST /admin/people/<handle>/courses": Row(ADMIN, "missing"),  # an empty form names no course
    "POST /admin/people/<handle>/courses/<course>/delete": STAFF_DOES,
    "POST /admin/people/<handle>/sessions/delete": STAFF_DOES,
}
