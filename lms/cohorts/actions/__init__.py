"""What happens to a cohort: it is planned, filled, moved on; people come and go."""

from lms.cohorts.actions.ending import cancel, delete_cohort
from lms.cohorts.actions.filling import NAME_NEEDED, Filled, NameNeeded, fill, place
from lms.cohorts.actions.inviting import invite_again
from lms.cohorts.actions.mentoring import name_mentor, relieve_mentor
from lms.cohorts.actions.planning import (
    Plan,
    change,
    move,
    open_self_paced,
    open_to_first_readers,
    plan_cohort,
    read_revision,
)
from lms.cohorts.actions.seats import (
    Reason,
    end_grant,
    enroll,
    hand_back_seat,
    hold_seat,
    require_seat,
    seat_is_free,
)

__all__ = [
    "NAME_NEEDED",
    "Filled",
    "NameNeeded",
    "Plan",
    "Reason",
    "cancel",
    "change",
    "delete_cohort",
    "end_grant",
    "enroll",
    "fill",
    "hand_back_seat",
    "hold_seat",
    "invite_again",
    "move",
    "name_mentor",
    "open_self_paced",
    "open_to_first_readers",
    "place",
    "plan_cohort",
    "read_revision",
    "relieve_mentor",
    "require_seat",
    "seat_is_free",
]
