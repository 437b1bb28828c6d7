"""What is looked up, and kept from other writers, before something is written."""

from datetime import datetime

from sqlalchemy import func, select

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.cohorts.queries import belongs
from lms.discussion.models import Post, Thread
from lms.platform.db import db, locked


def locked_thread(user: User, thread_id: str, now: datetime) -> Thread:
    """The thread, kept from other writers, when this person is inside its cohort; or NotFound."""
    mine = select(Cohort.id).where(belongs(user, now))
    return locked(select(Thread).where(Thread.id == thread_id, Thread.cohort_id.in_(mine)))


def locked_post(post_id: str) -> Post:
    """The post, kept from other writers, while it stands; NotFound once it is deleted."""
    return locked(select(Post).where(Post.id == post_id, Post.deleted_at.is_(None)))


def twin_post(author: User, thread: Thread, body: str, since: datetime) -> Post | None:
    """A post of this person that says the same in this thread, written since then."""
    return db.session.scalars(
        select(Post)
        .where(Post.thread_id == thread.id, Post.author_id == author.id, Post.body == body)
        .where(Post.created_at > since, Post.deleted_at.is_(None))
        .limit(1)
    ).one_or_none()


def twin_thread(
    author: User, cohort: Cohort, said: tuple[str, str], since: datetime
) -> Thread | None:
    """A thread of this person with the same title and text (`said`), begun here since then."""
    title, body = said
    return db.session.scalars(
        select(Thread)
        .join(Post, Post.thread_id == Thread.id)
        .where(Thread.author_id == author.id, Thread.cohort_id == cohort.id)
        .where(Thread.title == title, Thread.created_at > since)
        .where(Post.author_id == author.id, Post.body == body, Post.deleted_at.is_(None))
        .limit(1)
    ).one_or_none()


def what_stands(thread: Thread) -> tuple[int, Post | None]:
    """How many posts of a thread are not deleted, and the last of them, if any."""
    standing = (Post.thread_id == thread.id, Post.deleted_at.is_(None))
    last = select(Post).where(*standing).order_by(Post.created_at.desc(), Post.id.desc()).limit(1)
    count = db.session.scalar(select(func.count()).where(*standing)) or 0
    return count, db.session.scalars(last).one_or_none()
