"""The letter to somebody whom staff have brought in."""

from lms.accounts import links
from lms.accounts import queries as people
from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.cohorts.rules import CohortState, yet_to_begin
from lms.content import shelf
from lms.platform import clock, i18n, mail, web
from lms.platform.db import db
from lms.platform.jobs import job


@job("cohorts.mail_invitation")
def mail_invitation(user_id: int, cohort_id: int) -> None:
    """Let somebody who has an account and no password choose one."""
    user, cohort = people.person_by_id(user_id), db.session.get(Cohort, cohort_id)
    if user is None or not user.is_active or user.password_hash:
        return
    if cohort is None or cohort.state == CohortState.DRAFT:
        return
    with i18n.speaking(user.language):
        _invite(user, cohort)


def _invite(user: User, cohort: Cohort) -> None:
    letter = mail.compose(
        "invitation",
        user.email,
        user.language,
        person=user.name,
        cohort=cohort.title,
        course=shelf.title(cohort.course),
        begins_on=yet_to_begin(cohort.starts_on, cohort.time_zone, clock.now()),
        url=web.external_url("accounts.reset", token=links.invitation_token(user)),
        forgot_url=web.external_url("accounts.forgot"),
    )
    mail.send(letter)
