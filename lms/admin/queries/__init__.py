"""What the staff's pages read of several slices together."""

from lms.admin.queries.cohorts import has_a_past
from lms.admin.queries.happenings import (
    EventsPage,
    events,
    failed_or_waiting_jobs,
    locked_job,
)
from lms.admin.queries.named import Named, named
from lms.admin.queries.needs import Needs, needs
from lms.admin.queries.people import (
    MOST_CALLED,
    find_people,
    find_person,
    grants_of,
    names,
    people_called,
    person,
)
from lms.admin.queries.roster import Member, everyone, roster

__all__ = [
    "MOST_CALLED",
    "EventsPage",
    "Member",
    "Named",
    "Needs",
    "events",
    "everyone",
    "failed_or_waiting_jobs",
    "find_people",
    "find_person",
    "grants_of",
    "has_a_past",
    "locked_job",
    "named",
    "names",
    "needs",
    "people_called",
    "person",
    "roster",
]
