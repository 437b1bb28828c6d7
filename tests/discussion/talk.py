"""Making threads and posts for a test: each call writes what it says, at once."""

from datetime import datetime

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.discussion import actions, queries
from lms.discussion.actions import Opening
from lms.discussion.models import Post, ReadMark, Thread
from lms.discussion.queries import FoundPost
from lms.discussion.writing import written
from lms.platform import clock
from lms.platform.db import db, transaction
from tests.people import make_cohort, make_person, seat


def member(name: str, cohort: Cohort) -> User:
    """A person with a seat in a cohort."""
    user = make_person(name)
    seat(user, cohort)
    return user


def sinopia() -> tuple[Cohort, User]:
    """A running cohort, and Alice, who is in it."""
    cohort = make_cohort("Sinopia")
    return cohort, member("Alice", cohort)


def begin(
    author: User, cohort: Cohort, title: str = "Which flour?", body: str = "I ask."
) -> Thread:
    """A new thread with its first post."""
    with transaction():
        return actions.start_thread(author, cohort, Opening(title, written(body)))


def say(author: User, thread: Thread, body: str = "I answer.") -> Post:
    """One more post in a thread."""
    with transaction():
        return actions.reply(author, thread.id, written(body))


def put(editor: User, found: FoundPost, body: str) -> Post:
    """Let a post that was found say this instead, as part of a transaction."""
    return actions.edit_post(editor, found, written(body, found.post.id))


def take_back(by: User, post: Post) -> None:
    """Delete a post."""
    with transaction():
        actions.delete_post(by, queries.post(by, post.id, clock.now()))


def date_back(post: Post, to: datetime) -> None:
    """Let a post have been written at another time."""
    with transaction():
        db.session.get_one(Post, post.id).created_at = to


def posts_of(thread: Thread) -> list[str]:
    """What stands in a thread, oldest first."""
    rows = db.session.query(Post).filter_by(thread_id=thread.id, deleted_at=None)
    return [post.body for post in rows.order_by(Post.created_at, Post.id)]


def fill(author: User, thread: Thread, number: int) -> None:
    """Many posts at once, past every limit."""
    with transaction():
        now = clock.now()
        for _ in range(number):
            db.session.add(
                Post(
                    thread_id=thread.id,
                    author_id=author.id,
                    body="Bread",
                    html="<p>Bread</p>",
                    created_at=now,
                )
            )
        kept = db.session.get_one(Thread, thread.id)
        kept.post_count += number
        kept.last_post_at = now


def fill_cohort(author: User, cohort: Cohort, number: int) -> None:
    """Many threads of one post each, past every limit."""
    with transaction():
        now = clock.now()
        for place in range(number):
            db.session.add(
                Thread(
                    cohort_id=cohort.id,
                    author_id=author.id,
                    title=f"Thread {place}",
                    post_count=1,
                    last_post_at=now,
                    last_author_id=author.id,
                    created_at=now,
                )
            )


def is_unread(user: User, thread: Thread) -> bool:
    """Whether a thread is new to a person."""
    return queries.thread(user, thread.id, clock.now()).is_unread


def marks_of(user: User) -> int:
    """How many threads a person has begun to read."""
    return db.session.query(ReadMark).filter_by(user_id=user.id).count()
