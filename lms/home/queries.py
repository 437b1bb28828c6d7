"""What the front page counts, and where a person belongs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from lms.accounts.models import User
from lms.cohorts.access import Standing
from lms.cohorts.models import Cohort
from lms.cohorts.rules import CohortState
from lms.discussion.models import Post
from lms.home import rules
from lms.learning.models import Completion
from lms.platform.db import db


@dataclass(frozen=True, slots=True)
class Figures:
    """What the school can truly say of itself, and when it was counted."""

    people: int
    """Who ever finished a lesson."""
    cohorts_finished: int
    lessons_finished: int
    posts: int
    """What they have written to each other and not taken back."""
    counted_at: datetime


def figures(now: datetime) -> Figures:
    """Count; one statement."""
    finished_some = exists().where(Completion.user_id == User.id)
    people = select(func.count()).select_from(User).where(finished_some)
    finished = select(func.count()).where(Cohort.state == CohortState.FINISHED)
    lessons = select(func.count()).select_from(Completion)
    posts = select(func.count()).where(Post.deleted_at.is_(None))
    parts = (people, finished, lessons, posts)
    row = db.session.execute(select(*(part.scalar_subquery() for part in parts))).one()
    return Figures(row[0], row[1], row[2], row[3], now)


def nearest(standings: Sequence[Standing], now: datetime) -> Standing | None:
    """The cohort a person is most at home in: running before to come, dated before open, newest."""
    mine = [s for s in standings if s.is_member(now) or s.is_mentor]
    return max(
        mine,
        key=lambda s: (
            s.has_begun(now) and s.state != CohortState.FINISHED,
            not s.self_paced,
            s.cohort_id,
        ),
        default=None,
    )


def called_off(standings: Sequence[Standing], now: datetime) -> Standing | None:
    """The cohort in which a person last had a seat, if it was cancelled; None some weeks later."""
    ended = [
        (max(g.ends_at or now for g in s.grants), s.cohort_id, s) for s in standings if s.grants
    ]
    at, _id, last = max(ended, default=(now, 0, None))
    is_news = now - at < rules.NEWS_FOR
    return last if last and is_news and last.state == CohortState.CANCELLED else None
