"""Finding people, those with closed accounts too."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.orm import contains_eager

from lms.accounts import rules
from lms.accounts.models import User
from lms.cohorts.models import Cohort, Enrollment, Grant
from lms.platform import paging
from lms.platform.db import db, one_or_not_found
from lms.platform.paging import Page

MOST_CALLED = 10  # people to choose from; whoever looks for more writes more of the name
MOST_WORDS = 10  # of a name that are looked for; nobody has more


def find_people(words: str, number: int) -> Page[User]:
    """People in whose name, address or handle each of these words stands, by name, a page at a
    time."""
    found = select(User)
    if words:
        found = found.where(holds(words))
    return paging.scalars_page(found.order_by(func.lower(User.name), User.id), number)


def people_called(words: str) -> Sequence[User]:
    """Whoever has exactly this handle or address, else those in whose name, address or handle
    each of these words stands: one more than MOST_CALLED where there are more; one statement."""
    tidy = rules.tidy_email(words.removeprefix("@"))
    exactly = or_(User.handle == tidy, User.email == tidy)
    found = select(User).where(or_(exactly, holds(words)))
    nearest = found.order_by(case((exactly, 0), else_=1), func.lower(User.name), User.id)
    people = db.session.scalars(nearest.limit(MOST_CALLED + 1)).all()
    return people[:1] if people and tidy in (people[0].handle, people[0].email) else people


def holds(words: str) -> ColumnElement[bool]:
    """The condition on User that each of these words stands in their name, address or handle,
    in any order; as handles have no accents, a name is found without them, too."""
    columns = (User.name, User.email, User.handle)
    wanted = (word.removeprefix("@") for word in words.split()[:MOST_WORDS])
    anywhere = (or_(*(c.icontains(word, autoescape=True) for c in columns)) for word in wanted)
    return and_(true(), *anywhere)


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
