"""Finding people, those with closed accounts too."""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager

from lms.accounts import rules
from lms.accounts.models import User
from lms.cohorts.models import Cohort, Enrollment, Grant
from lms.platform import paging
from lms.platform.db import db, one_or_not_found
from lms.platform.paging import Page


def find_people(words: str, number: int) -> Page[User]:
    """People whose name, address or handle holds these words, by name, a page at a time."""
    found = select(User)
    if words:
        wanted = words.removeprefix("@")
        found = found.where(
            or_(
                User.name.icontains(wanted, autoescape=True),
                User.email.icontains(wanted, autoescape=True),
                User.handle.icontains(wanted, autoescape=True),
            )
        )
    return paging.scalars_page(found.order_by(func.lower(User.name), User.id), number)


def person(handle: str) -> User:
    """The person with this handle, or NotFound."""
    return one_or_not_found(select(User).where(User.handle == handle))


def find_person(who: str) -> User | None:
    """Whoever has this handle (with or without @) or this address, and may log in."""
    tidy = rules.tidy_email(who)
    found = or_(User.handle == tidy.removeprefix("@"), User.email == tidy)
    return db.session.scalars(select(User).where(found, User.closed_at.is_(None))).one_or_none()


def grants_of(user: User, number: int) -> Page[Grant]:
    """Every reason that a person ever had in a cohort, the newest first, a page at a time."""
    return paging.scalars_page(
        select(Grant)
        .join(Enrollment, Enrollment.id == Grant.enrollment_id)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .options(contains_eager(Grant.enrollment).contains_eager(Enrollment.cohort))
        .where(Enrollment.user_id == user.id)
        .order_by(Grant.starts_at.desc(), Grant.id.desc()),
        number,
    )


def names(ids: Iterable[int | None]) -> Mapping[int, User]:
    """The people with these numbers; one statement."""
    wanted = {number for number in ids if number is not None}
    if not wanted:
        return {}
    found = db.session.scalars(select(User).where(User.id.in_(wanted)))
    return {user.id: user for user in found}
