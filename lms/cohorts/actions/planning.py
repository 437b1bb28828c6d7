"""A cohort is planned, changed and moved on."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from sqlalchemy.exc import IntegrityError

from lms.accounts.models import User
from lms.cohorts import queries, rules, titles
from lms.cohorts.actions.inviting import invite_waiting
from lms.cohorts.models import Cohort
from lms.cohorts.rules import CohortState
from lms.platform import clock, i18n
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.i18n import ngettext
from lms.platform.journal import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What staff decide about a cohort."""

    title: str
    time_zone: str
    starts_on: date | None = None
    """None only for the cohort at one's own pace."""
    ends_on: date | None = None
    seats: int | None = None
    price_amount: int | None = None
    """Minor units; None: the course's price."""
    price_currency: str | None = None
    language: str = ""
    meets_on: int | None = None
    """0 is Monday; None, like the two below, when it has no weekly hour."""
    meets_at: time | None = None
    meets_minutes: int | None = None
    meets: str = ""


def plan_cohort(course: str, plan: Plan, by: User) -> Cohort:
    """A new cohort of a course, a draft that only staff see."""
    _require_dates(plan)
    _require_hour(plan)
    cohort = Cohort(
        slug=_free_slug(rules.slug_from(plan.title)),
        course=course,
        state=CohortState.DRAFT,
        created_at=clock.now(),
        **asdict(plan),
    )
    db.session.add(cohort)
    record("cohort.planned", actor=by, subject=cohort, course=course)
    return cohort


def change(cohort: Cohort, plan: Plan, by: User) -> None:
    """Give a cohort other dates, seats, price or words; its address stays."""
    cohort = queries.locked_cohort(cohort.id)
    if not cohort.self_paced:
        _require_dates(plan)
    _require_hour(plan)
    _require_room(cohort, plan.seats)
    wanted = asdict(plan)
    changed = [field for field, value in wanted.items() if getattr(cohort, field) != value]
    for field in changed:
        setattr(cohort, field, wanted[field])
    if changed:
        record("cohort.changed", actor=by, subject=cohort, fields=changed)


def move(cohort: Cohort, to: str, by: User) -> None:
    """Bring a cohort to its next state, or one back; Refused where the step does not exist."""
    cohort = queries.locked_cohort(cohort.id)
    if not rules.may_move(cohort.state, to):
        raise Refused(_("That step is not possible from here."))
    before, cohort.state = cohort.state, to
    record("cohort.moved", actor=by, subject=cohort, before=before, after=to)
    if before == CohortState.DRAFT:
        invite_waiting(cohort)


def read_revision(cohort: Cohort, revision: int | None, by: User) -> None:
    """Let a cohort read one revision of its course from now on; None: whichever is the newest."""
    cohort = queries.locked_cohort(cohort.id)
    if cohort.revision == revision:
        return
    before, cohort.revision = cohort.revision, revision
    record("cohort.pinned", actor=by, subject=cohort, before=before, after=revision)


def open_to_first_readers(course: str, language: str, now: datetime) -> Cohort:
    """A new course has its cohort without dates from the first moment, named in its language."""
    with i18n.speaking(language if language in i18n.LANGUAGES else "en"):
        title = titles.own_pace()
    return open_self_paced(course, title, now, language)


def open_self_paced(course: str, title: str, now: datetime, language: str = "") -> Cohort:
    """The course's one cohort without dates, called `title`, open to all; twice is once."""
    if already := queries.self_paced_cohort(course):
        return already
    cohort = Cohort(
        slug=_free_slug(f"{rules.slug_from(course)[:44]}-own-pace"),
        title=title,
        course=course,
        self_paced=True,
        language=language,
        state=CohortState.OPEN,
        time_zone=i18n.chosen_zone(),
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(cohort)
    except IntegrityError:  # another process was quicker: the index allows one
        return queries.self_paced_cohort(course) or cohort
    record("cohort.planned", actor=None, subject=cohort, course=course)
    return cohort


def _require_dates(plan: Plan) -> None:
    if plan.starts_on is None:
        raise Refused(_("A cohort needs a first day."))
    if plan.ends_on is not None and plan.ends_on < plan.starts_on:
        raise Refused(_("The last day lies before the first."))
    if plan.ends_on is not None and plan.ends_on - plan.starts_on > rules.LONGEST_COHORT:
        raise Refused(_("A cohort lasts two years at most."))
    if abs(plan.starts_on - clock.now().date()) > rules.FARTHEST_START:
        raise Refused(_("The first day lies more than five years away: is the year right?"))


def _require_hour(plan: Plan) -> None:
    """All of a weekly hour or nothing of it."""
    parts = (plan.meets_on, plan.meets_at, plan.meets_minutes)
    if any(part is None for part in parts) and parts != (None, None, None):
        raise Refused(_("A weekly hour needs its day, its time and how long it lasts."))


def _require_room(cohort: Cohort, seats: int | None) -> None:
    taken = queries.seats_taken([cohort], clock.now())[cohort.id]
    if seats is not None and seats < taken and seats != cohort.seats:
        raise Refused(
            ngettext(
                "One seat is taken: fewer cannot be offered.",
                "%(num)d seats are taken: fewer cannot be offered.",
                taken,
            )
        )


def _free_slug(guess: str) -> str:
    candidate, number = guess, 2
    while queries.slug_is_taken(candidate):
        candidate, number = f"{guess}-{number}", number + 1
    return candidate
