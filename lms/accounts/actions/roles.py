"""Who may do what in the school; a change of role ends every session that began in the old one."""

from lms.accounts import queries
from lms.accounts.actions.sessions import end_all_sessions
from lms.accounts.models import CourseRole, User
from lms.platform import clock
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.journal import record


def make_admin(user: User, by: User | None) -> None:
    """Let a person run the school."""
    if user.is_admin:
        return
    user.admin_since = clock.now()
    end_all_sessions(user, clock.now())
    record("person.promoted", actor=by, subject=user, role="admin")


def withdraw_admin(user: User, by: User | None) -> None:
    """Let a person run the school no more; Refused for the last one."""
    if not user.is_admin:
        return
    _keep_somebody_in_charge(user)
    user.admin_since = None
    end_all_sessions(user, clock.now())
    record("person.demoted", actor=by, subject=user, role="admin")


def make_instructor(user: User, course: str, by: User | None) -> None:
    """Make a person an instructor of a course."""
    if queries.teaches(user, course):
        return
    db.session.add(CourseRole(user_id=user.id, course=course, created_at=clock.now()))
    end_all_sessions(user, clock.now())
    record("person.promoted", actor=by, subject=user, role="instructor", course=course)


def withdraw_instructor(user: User, course: str, by: User | None) -> None:
    """Make a person an instructor of a course no more."""
    role = db.session.get(CourseRole, (user.id, course))
    if role is None:
        return
    db.session.delete(role)
    end_all_sessions(user, clock.now())
    record("person.demoted", actor=by, subject=user, role="instructor", course=course)


def close_account(user: User, by: User | None) -> None:
    """Shut a person out, at once and everywhere; their words stay. Refused for the last admin."""
    if user.closed_at is not None:
        return
    if user.is_admin:
        _keep_somebody_in_charge(user)
    user.closed_at = clock.now()
    end_all_sessions(user, clock.now())
    record("person.closed", actor=by, subject=user)


def reopen_account(user: User, by: User | None) -> None:
    """Let a person in again."""
    if user.closed_at is None:
        return
    user.closed_at = None
    record("person.reopened", actor=by, subject=user)


def _keep_somebody_in_charge(user: User) -> None:
    if all(admin.id == user.id for admin in queries.admins_locked()):
        raise Refused(_("This is the last person who runs the school. Name another first."))
