"""Which files of the library somebody may still want."""

from sqlalchemy import and_, func, select

from lms.cohorts.models import Cohort
from lms.content.models import LessonText, Revision
from lms.learning.models import Completion
from lms.platform.db import db


def states_to_keep(latest: int) -> set[str]:
    """The states of the latest revisions of each course, and of those that cohorts stay at."""
    rank = func.row_number().over(partition_by=Revision.course, order_by=Revision.number.desc())
    ranked = select(Revision.state, rank.label("rank")).subquery()
    young = select(ranked.c.state).where(ranked.c.rank <= latest)
    here = and_(Cohort.course == Revision.course, Cohort.revision == Revision.number)
    pinned = select(Revision.state).join(Cohort, here)
    return {row[0] for row in db.session.execute(young.union(pinned)) if row[0]}


def pages_to_keep() -> set[str]:
    """The pages of every text on which somebody has finished a lesson."""
    done = and_(
        Completion.course == LessonText.course,
        Completion.lesson_id == LessonText.lesson_id,
        Completion.lesson_hash == LessonText.hash,
    )
    wanted = select(LessonText.pages).where(select(Completion.user_id).where(done).exists())
    return {str(name) for pages in db.session.scalars(wanted) for name in pages.values()}
