"""Staff bring people in, one by one or from a list; the same person twice is once."""

from collections.abc import Sequence
from dataclasses import dataclass

from lms.accounts import actions as account_actions
from lms.accounts.models import User
from lms.cohorts import queries, rules
from lms.cohorts.actions.inviting import invite_waiting
from lms.cohorts.actions.seats import Reason, enroll
from lms.cohorts.models import Cohort
from lms.cohorts.queries import Outcome
from lms.cohorts.roster import Newcomer
from lms.cohorts.rules import CohortState
from lms.platform import clock
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.i18n import lazy_gettext
from lms.platform.journal import record

NAME_NEEDED = lazy_gettext("Nobody has this address yet: write the name too.")


class NameNeeded(Refused):
    """An account can be made for an address only with a name."""


@dataclass(frozen=True, slots=True)
class Filled:
    """How many came in, how many of them were invited by mail, how many were in already."""

    enrolled: int
    invited: int
    already: int


def place(newcomer: Newcomer, cohort: Cohort, by: User) -> Outcome:
    """Bring one person in, or invite them when nobody has their address.

    Refused without a seat or where their account is closed; NameNeeded where it would need one.
    """
    outcome = queries.outcomes(cohort, [newcomer], clock.now())[newcomer.email]
    if outcome == Outcome.CLOSED:
        raise Refused(_("The account with this address is closed."))
    if outcome == Outcome.NAMELESS:
        raise NameNeeded(NAME_NEEDED)
    fill([newcomer], cohort, by)
    return outcome


def fill(newcomers: Sequence[Newcomer], cohort: Cohort, by: User) -> Filled:
    """Bring all in, or nobody where seats are missing; who has a closed account, or neither
    account nor name, stays out.
    """
    cohort = queries.locked_cohort(cohort.id)
    if not rules.may_fill(cohort.state):
        raise Refused(_("This cohort is over."))
    now = clock.now()
    outcomes = queries.outcomes(cohort, newcomers, now)
    coming = [n for n in newcomers if outcomes[n.email] in (Outcome.ENROLL, Outcome.INVITE)]
    _require_seats(cohort, coming)
    known = queries.people_by_email([n.email for n in coming])
    for newcomer in coming:
        user = known.get(newcomer.email) or _account(newcomer, cohort, by)
        reason = Reason(newcomer.source, words=newcomer.reason, given_by=by)
        enroll(user, cohort, reason)
    if cohort.state != CohortState.DRAFT:
        invite_waiting(cohort)
    invited = sum(outcomes[n.email] == Outcome.INVITE for n in coming)
    already = sum(outcome == Outcome.ALREADY for outcome in outcomes.values())
    return Filled(len(coming), invited, already)


def _require_seats(cohort: Cohort, coming: Sequence[Newcomer]) -> None:
    wanted = sum(rules.takes_seat(n.source) for n in coming)
    taken = queries.seats_taken([cohort], clock.now())[cohort.id]
    if rules.missing_seats(cohort.seats, taken, wanted):
        free = max(0, (cohort.seats or 0) - taken)
        raise Refused(_("Seats wanted: %(wanted)s, free: %(free)s.", wanted=wanted, free=free))


def _account(newcomer: Newcomer, cohort: Cohort, by: User) -> User:
    """An account without a password; a letter lets its owner choose one."""
    user = account_actions.register(
        newcomer.name,
        newcomer.email,
        "",
        newcomer.language or by.language,
        cohort.time_zone,
    )
    record("person.invited", actor=by, subject=user, cohort_id=cohort.id)
    return user
