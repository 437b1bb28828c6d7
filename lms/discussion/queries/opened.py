"""One thread and its posts, as one person finds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple, cast

from sqlalchemy import and_, bindparam, func, or_, select

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.cohorts.queries import belongs, guides, guides_as
from lms.discussion import rules
from lms.discussion.models import Post, ReadMark, Thread
from lms.discussion.queries.marks import asking, counted_unread, mark_of
from lms.platform.db import db, one_or_not_found
from lms.platform.errors import NotFound
from lms.platform.paging import PER_PAGE
from lms.platform.quick import Quick


@dataclass(frozen=True, slots=True)
class OpenThread:
    """A thread as one person finds it."""

    id: str
    title: str
    lesson_id: str | None
    author_id: int
    author_name: str
    created_at: datetime
    last_post_at: datetime
    post_count: int
    """Posts that stand."""
    cohort_slug: str
    cohort_title: str
    course: str
    state: str
    guides: bool
    """Whether this person guides the cohort."""
    read_at: datetime | None
    """Up to when this person has read; None: never opened."""
    places: int
    """All posts, those that only left a trace included."""
    seen: int
    """How many of them are not new to this person."""
    retitled_at: datetime | None
    retitled_by_id: int | None
    unread_threads: int
    """How many threads are new to this person in all of their cohorts."""

    @property
    def retitled_by_author(self) -> bool:
        """Whether its title was last changed by who began it."""
        return self.retitled_by_id == self.author_id

    @property
    def is_unread(self) -> bool:
        """Whether there is something new to this person."""
        return self.read_at is None or self.read_at < self.last_post_at

    def is_new(self, written_at: datetime) -> bool:
        """Whether a post of this time came after what this person has read."""
        return self.is_unread and self.read_at is not None and self.read_at < written_at

    def may_retitle(self, reader_id: int) -> bool:
        """Whether this person, who has opened it, may change its title."""
        mine = self.author_id == reader_id
        return rules.may_retitle(mine=mine, guides=self.guides, state=self.state)

    @property
    def new_begins_on(self) -> int:
        """The page on which to go on reading: of the first new post, else the first."""
        halfway = self.is_unread and self.read_at is not None and self.seen < self.places
        return rules.page_of(self.seen, PER_PAGE) if halfway else 1


class ThreadHead(NamedTuple):
    """What the page of a thread says of it to everybody."""

    id: str
    title: str
    author_name: str
    created_at: datetime
    post_count: int
    cohort_slug: str
    cohort_title: str
    retitled_at: datetime | None
    retitled_by_author: bool


def head(thread: OpenThread) -> ThreadHead:
    """What all who open a thread are told."""
    return ThreadHead(*(getattr(thread, name) for name in ThreadHead._fields))


def thread(user: User, thread_id: str, now: datetime) -> OpenThread:
    """The thread, when this person is inside its cohort; otherwise NotFound. One statement."""
    _require_id(thread_id)
    asked = {"user": user.id, "now": now, "thread": thread_id}
    found = _open_thread(user.is_admin).rows(**asked)
    if not found:
        raise NotFound
    return OpenThread(*found[0])


@cache
def _open_thread(is_admin: bool) -> Quick:
    """Built once for all readers, because building it costs more than asking it."""
    reader, now = asking(is_admin), cast(datetime, bindparam("now"))
    places = select(func.count()).where(Post.thread_id == Thread.id).scalar_subquery()
    seen = (
        select(func.count())
        .where(Post.thread_id == Thread.id, Post.created_at <= ReadMark.read_at)
        .scalar_subquery()
    )
    return Quick(
        select(
            Thread.id, Thread.title, Thread.lesson_id, Thread.author_id, User.name,
            Thread.created_at, Thread.last_post_at, Thread.post_count,
            Cohort.slug, Cohort.title.label("cohort_title"), Cohort.course, Cohort.state,
            guides(reader), ReadMark.read_at, places, seen,
            Thread.retitled_at, Thread.retitled_by_id, counted_unread(reader, now),
        )
        .join(Cohort, Cohort.id == Thread.cohort_id)
        .join(User, User.id == Thread.author_id)
        .outerjoin(ReadMark, mark_of(reader))
        .where(Thread.id == bindparam("thread"), belongs(reader, now))
    )  # fmt: skip


class PostRow(NamedTuple):
    """A post with its author, as it stands in a list."""

    id: str
    author_id: int
    html: str
    created_at: datetime
    edited_at: datetime | None
    edited_by_id: int | None
    deleted_at: datetime | None
    deleted_by_id: int | None
    name: str
    handle: str
    picture: str
    author_guides: bool


def posts(thread_id: str, number: int) -> Sequence[PostRow]:
    """Page `number` (from 1) of a thread's posts, oldest first, with authors; one statement."""
    asked = {"thread": thread_id, "before": (number - 1) * PER_PAGE}
    return [PostRow(*row) for row in _posts().rows(**asked)]


@cache
def _posts() -> Quick:
    return Quick(
        select(
            Post.id, Post.author_id, Post.html, Post.created_at, Post.edited_at, Post.edited_by_id,
            Post.deleted_at, Post.deleted_by_id, User.name, User.handle, User.picture,
            guides_as(Post.author_id).label("author_guides"),
        )
        .join(User, User.id == Post.author_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Cohort, Cohort.id == Thread.cohort_id)
        .where(Post.thread_id == bindparam("thread"))
        .order_by(Post.created_at, Post.id)
        .limit(PER_PAGE)
        .offset(bindparam("before"))
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundPost:
    """A post with its thread, and whether the person who asked guides the cohort."""

    post: Post
    thread: Thread
    cohort: Cohort
    guides: bool


def post(user: User, post_id: str, now: datetime) -> FoundPost:
    """The post, when this person is inside its cohort; otherwise NotFound."""
    _require_id(post_id)
    row = db.session.execute(
        select(Post, Thread, Cohort, guides(user))
        .join(Thread, Thread.id == Post.thread_id)
        .join(Cohort, Cohort.id == Thread.cohort_id)
        .where(Post.id == post_id, belongs(user, now))
    ).one_or_none()
    if row is None:
        raise NotFound
    return FoundPost(*row)


def standing_post(user: User, post_id: str, now: datetime) -> FoundPost:
    """The same, when the post was not deleted."""
    found = post(user, post_id, now)
    if found.post.deleted_at is not None:
        raise NotFound
    return found


def page_of(post: Post) -> int:
    """On which page of its thread a post stands."""
    earlier = or_(
        Post.created_at < post.created_at,
        and_(Post.created_at == post.created_at, Post.id < post.id),
    )
    counted = select(func.count()).where(Post.thread_id == post.thread_id, earlier)
    return rules.page_of(db.session.scalar(counted) or 0, PER_PAGE)


def seen_up_to(thread_id: str, post_id: str) -> datetime:
    """When the post that a reader saw last was written; NotFound when it stands elsewhere."""
    _require_id(post_id)
    written = select(Post.created_at).where(Post.id == post_id, Post.thread_id == thread_id)
    return one_or_not_found(written)


def _require_id(text: str) -> None:
    if not rules.can_be_id(text):
        raise NotFound
