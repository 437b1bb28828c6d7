"""What waits for an answer."""

from collections.abc import Collection, Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from lms.discussion.models import Post, Thread
from lms.platform.db import db

MOST_SHOWN = 20  # the oldest first; who has answered these sees the next


def unanswered(cohort_ids: Collection[int]) -> Sequence[Thread]:
    """Threads of these cohorts in which nobody but their author has said anything, oldest first."""
    reply = exists().where(
        Post.thread_id == Thread.id,
        Post.author_id != Thread.author_id,
        Post.deleted_at.is_(None),
    )
    return db.session.scalars(
        select(Thread)
        .options(joinedload(Thread.author), joinedload(Thread.cohort))
        .where(Thread.cohort_id.in_(cohort_ids), Thread.post_count > 0, ~reply)
        .order_by(Thread.created_at, Thread.id)
        .limit(MOST_SHOWN)
    ).all()
