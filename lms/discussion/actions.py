"""Talking: beginning a thread, replying, changing one's words, taking them back, having read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, literal, select, update

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.cohorts.queries import belongs
from lms.discussion import mentions, queries, rules
from lms.discussion.models import Post, ReadMark, Thread
from lms.discussion.queries import FoundPost
from lms.platform import clock, limits
from lms.platform.db import db, locked
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.ids import new_id
from lms.platform.journal import record
from lms.platform.markup import render_post


@dataclass(frozen=True, slots=True)
class Opening:
    """What a thread begins with."""

    title: str
    body: str
    lesson_id: str | None = None


def start_thread(author: User, cohort: Cohort, opening: Opening) -> Thread:
    """Begin a thread with its first post; the same one twice within a minute is the first one."""
    _require_talk(cohort)
    _one_at_a_time(author)
    now = clock.now()
    if twin := _thread_just_begun(author, cohort, opening, now):
        return twin
    _count_post(author)
    thread = _new_thread(author, cohort, opening, now)
    db.session.add(thread)
    db.session.flush()
    post, called = _write(author, thread, cohort, opening.body)
    record(
        "thread.created",
        actor=author,
        subject=thread,
        cohort_id=cohort.id,
        post_id=post.id,
        mentioned=[person.id for person in called],
    )
    return thread


def reply(author: User, thread_id: str, body: str) -> Post:
    """Add a post to a thread; the same text twice within a minute is the first post."""
    _one_at_a_time(author)
    thread = _locked_thread(author, thread_id)
    cohort = db.session.get_one(Cohort, thread.cohort_id)
    _require_talk(cohort)
    if twin := _post_just_written(author, thread, body):
        return twin
    _count_post(author)
    post, called = _write(author, thread, cohort, body)
    record(
        "post.created",
        actor=author,
        subject=post,
        thread_id=thread.id,
        cohort_id=cohort.id,
        mentioned=[person.id for person in called],
    )
    return post


def edit_post(editor: User, found: FoundPost, body: str) -> Post:
    """Change what a post says; the post keeps the time and the hand of its last change."""
    require_editable(editor, found)
    post = found.post
    if post.body == body:
        return post
    post.html, _called = _rendered(body, post.id, found.cohort)
    post.body, post.edited_at, post.edited_by_id = body, clock.now(), editor.id
    record("post.edited", actor=editor, subject=post, thread_id=post.thread_id)
    return post


def require_editable(editor: User, found: FoundPost) -> None:
    """Refused unless this person may still change this post."""
    post, mine = found.post, found.post.author_id == editor.id
    if not mine and not found.guides:
        raise Refused(_("Only its author can change a post."))
    now = clock.now()
    if not rules.may_edit(mine=mine, guides=found.guides, written_at=post.created_at, now=now):
        raise Refused(_("A post can be changed for a day. Write another one to add to it."))


def delete_post(by: User, found: FoundPost) -> None:
    """Take a post back: its words go, a trace stays."""
    require_deletable(by, found)
    thread = db.session.scalars(
        select(Thread).where(Thread.id == found.thread.id).with_for_update()
    ).one()
    post = found.post
    post.body = post.html = ""
    post.deleted_at, post.deleted_by_id = clock.now(), by.id
    db.session.flush()
    _count_again(thread)
    record("post.deleted", actor=by, subject=post, thread_id=post.thread_id)


def require_deletable(by: User, found: FoundPost) -> None:
    """Refused unless this person may take this post away."""
    if not rules.may_delete(mine=found.post.author_id == by.id, guides=found.guides):
        raise Refused(_("Only its author can delete a post."))


def mark_read(reader: User, thread_id: str, up_to: datetime) -> None:
    """Note that a person has read a thread up to a time; a mark never moves back."""
    _one_at_a_time(reader)
    mark = db.session.get(ReadMark, (reader.id, thread_id))
    if mark is None:
        db.session.add(ReadMark(user_id=reader.id, thread_id=thread_id, read_at=up_to))
    elif mark.read_at < up_to:
        mark.read_at = up_to
    db.session.flush()


def mark_all_read(reader: User, cohort: Cohort) -> None:
    """Note that a person has read all that a cohort has said so far."""
    _one_at_a_time(reader)
    here = select(Thread.id).where(Thread.cohort_id == cohort.id)
    last = select(Thread.last_post_at).where(Thread.id == ReadMark.thread_id).scalar_subquery()
    db.session.execute(
        update(ReadMark)
        .where(ReadMark.user_id == reader.id, ReadMark.thread_id.in_(here), ReadMark.read_at < last)
        .values(read_at=last)
        .execution_options(synchronize_session=False)
    )
    marked = select(ReadMark.thread_id).where(ReadMark.user_id == reader.id)
    db.session.execute(
        insert(ReadMark).from_select(
            ["user_id", "thread_id", "read_at"],
            select(literal(reader.id), Thread.id, Thread.last_post_at).where(
                Thread.cohort_id == cohort.id, Thread.id.not_in(marked)
            ),
        )
    )


def _new_thread(author: User, cohort: Cohort, opening: Opening, now: datetime) -> Thread:
    return Thread(
        id=new_id(),
        cohort_id=cohort.id,
        author_id=author.id,
        title=opening.title,
        lesson_id=opening.lesson_id,
        post_count=0,
        last_post_at=now,
        last_author_id=author.id,
        created_at=now,
    )


def _write(author: User, thread: Thread, cohort: Cohort, body: str) -> tuple[Post, Sequence[User]]:
    """Put a post at the end of a locked or new thread; the post, and whom it calls."""
    now, post_id = clock.now(), new_id()
    html, called = _rendered(body, post_id, cohort)
    post = Post(
        id=post_id, thread_id=thread.id, author_id=author.id, body=body, html=html, created_at=now
    )
    db.session.add(post)
    thread.post_count += 1
    thread.last_post_at, thread.last_author_id = now, author.id
    db.session.flush()
    mark_read(author, thread.id, now)
    return post, called


def _rendered(body: str, post_id: str, cohort: Cohort) -> tuple[str, Sequence[User]]:
    """Safe HTML with those inside the cohort whom it calls set apart, and who they are."""
    html = render_post(body, post_id)
    names = mentions.names_in(html)[: rules.MOST_MENTIONS]
    called = queries.people_called(cohort, names, clock.now())
    return mentions.marked(html, {person.handle for person in called}), called


def _count_again(thread: Thread) -> None:
    """Number and last of the posts that stand; with none left, the thread's own beginning."""
    standing = (Post.thread_id == thread.id, Post.deleted_at.is_(None))
    thread.post_count = db.session.scalar(select(func.count()).where(*standing)) or 0
    last = db.session.scalars(
        select(Post).where(*standing).order_by(Post.created_at.desc(), Post.id.desc()).limit(1)
    ).one_or_none()
    thread.last_post_at = last.created_at if last else thread.created_at
    thread.last_author_id = last.author_id if last else thread.author_id


def _locked_thread(user: User, thread_id: str) -> Thread:
    mine = select(Cohort.id).where(belongs(user, clock.now()))
    return locked(select(Thread).where(Thread.id == thread_id, Thread.cohort_id.in_(mine)))


def _require_talk(cohort: Cohort) -> None:
    if not rules.may_post(cohort.state):
        raise Refused(_("This cohort has finished. What it said stays here to be read."))


def _one_at_a_time(user: User) -> None:
    """Let a person's writings follow each other, so that a twin sees its first."""
    db.session.execute(select(User.id).where(User.id == user.id).with_for_update(key_share=True))


def _count_post(author: User) -> None:
    what = f"post:{author.id}"
    limits.refuse_beyond(what, rules.MOST_POSTS, rules.POSTS_WINDOW)
    limits.count(what, rules.POSTS_WINDOW)


def _post_just_written(author: User, thread: Thread, body: str) -> Post | None:
    return db.session.scalars(
        select(Post)
        .where(Post.thread_id == thread.id, Post.author_id == author.id, Post.body == body)
        .where(Post.created_at > clock.now() - rules.TWIN_WINDOW, Post.deleted_at.is_(None))
        .limit(1)
    ).one_or_none()


def _thread_just_begun(
    author: User, cohort: Cohort, opening: Opening, now: datetime
) -> Thread | None:
    return db.session.scalars(
        select(Thread)
        .join(Post, Post.thread_id == Thread.id)
        .where(Thread.author_id == author.id, Thread.cohort_id == cohort.id)
        .where(Thread.title == opening.title, Thread.created_at > now - rules.TWIN_WINDOW)
        .where(Post.author_id == author.id, Post.body == opening.body, Post.deleted_at.is_(None))
        .limit(1)
    ).one_or_none()
