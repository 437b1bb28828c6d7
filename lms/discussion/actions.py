"""Talking: beginning a thread, replying, changing one's words, taking them back, having read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, literal, select, update

from lms.accounts import queries as accounts
from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.discussion import mentions, queries, rules
from lms.discussion.models import Post, ReadMark, Thread
from lms.discussion.queries import FoundPost, OpenThread
from lms.discussion.writing import Written
from lms.platform import clock, limits
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.i18n import gettext as _
from lms.platform.ids import new_id
from lms.platform.journal import record


@dataclass(frozen=True, slots=True)
class Opening:
    """What a thread begins with."""

    title: str
    post: Written
    lesson_id: str | None = None


def start_thread(author: User, cohort: Cohort, opening: Opening) -> Thread:
    """Begin a thread with its first post; the same one twice within a minute is the first one."""
    _require_open(cohort.state)
    accounts.lock_person(author)
    now = clock.now()
    said = (opening.title, opening.post.body)
    if twin := queries.twin_thread(author, cohort, said, now - rules.TWIN_WINDOW):
        return twin
    _count_post(author)
    thread = _new_thread(author, cohort, opening, now)
    db.session.add(thread)
    db.session.flush()
    post, called = _write(author, thread, cohort, opening.post)
    record(
        "thread.created",
        actor=author,
        subject=thread,
        cohort_id=cohort.id,
        post_id=post.id,
        mentioned=[person.id for person in called],
    )
    return thread


def reply(author: User, thread_id: str, written: Written) -> Post:
    """Add a post to a thread; the same text twice within a minute is the first post."""
    accounts.lock_person(author)
    now = clock.now()
    thread = queries.locked_thread(author, thread_id, now)
    cohort = db.session.get_one(Cohort, thread.cohort_id)
    _require_open(cohort.state)
    if twin := queries.twin_post(author, thread, written.body, now - rules.TWIN_WINDOW):
        return twin
    _count_post(author)
    post, called = _write(author, thread, cohort, written)
    record(
        "post.created",
        actor=author,
        subject=post,
        thread_id=thread.id,
        cohort_id=cohort.id,
        mentioned=[person.id for person in called],
    )
    return post


def retitle(editor: User, found: OpenThread, title: str) -> None:
    """Call a thread something else; it keeps the time and the hand of the last change."""
    require_retitlable(editor, found)
    thread = queries.locked_thread(editor, found.id, clock.now())
    if thread.title == title:
        return
    before, thread.title = thread.title, title
    thread.retitled_at, thread.retitled_by_id = clock.now(), editor.id
    record("thread.retitled", actor=editor, subject=thread, before=before, after=title)


def require_retitlable(editor: User, found: OpenThread) -> None:
    """Refused unless this person may change what this thread is called."""
    _require_open(found.state)
    if not found.may_retitle(editor.id):
        raise Refused(_("Only who began a thread can change its title."))


def edit_post(editor: User, found: FoundPost, written: Written) -> Post:
    """Change what a post says; the post keeps the time and the hand of its last change.

    Whom it calls now and did not before is told.
    """
    require_editable(editor, found)
    post = queries.locked_post(found.post.id)
    if post.body == written.body:
        return post
    heard = mentions.heard(post.html)
    post.html, called = _calling(written, found.cohort)
    post.body, post.edited_at, post.edited_by_id = written.body, clock.now(), editor.id
    new = [person.id for person in called if person.handle not in heard]
    if new:  # a letter goes out, as for a post
        _count_post(editor)
    record("post.edited", actor=editor, subject=post, thread_id=post.thread_id, mentioned=new)
    return post


def require_editable(editor: User, found: FoundPost) -> None:
    """Refused unless this person may still change this post."""
    post, state, mine = found.post, found.cohort.state, found.post.author_id == editor.id
    _require_open(state)
    if not mine and not found.guides:
        raise Refused(_("Only its author can change a post."))
    age = {"written_at": post.created_at, "now": clock.now()}
    if not rules.may_edit(mine=mine, guides=found.guides, state=state, **age):
        raise Refused(_("A post can be changed for a day. Write another one to add to it."))


def delete_post(by: User, found: FoundPost) -> None:
    """Take a post back: its words go, a trace stays."""
    require_deletable(by, found)
    now = clock.now()
    post = queries.locked_post(found.post.id)
    thread = queries.locked_thread(by, found.thread.id, now)
    post.body = post.html = ""
    post.deleted_at, post.deleted_by_id = now, by.id
    db.session.flush()
    _count_again(thread)
    record("post.deleted", actor=by, subject=post, thread_id=post.thread_id)


def require_deletable(by: User, found: FoundPost) -> None:
    """Refused unless this person may take this post away."""
    if not rules.may_delete(mine=found.post.author_id == by.id, guides=found.guides):
        raise Refused(_("Only its author can delete a post."))


def mark_read(reader: User, thread_id: str, up_to: datetime) -> None:
    """Note that a person has read a thread up to a time; a mark never moves back."""
    accounts.lock_person(reader)
    mark = db.session.get(ReadMark, (reader.id, thread_id))
    if mark is None:
        db.session.add(ReadMark(user_id=reader.id, thread_id=thread_id, read_at=up_to))
    elif mark.read_at < up_to:
        mark.read_at = up_to
    db.session.flush()


def mark_all_read(reader: User, cohort: Cohort) -> None:
    """Note that a person has read all that a cohort has said so far."""
    accounts.lock_person(reader)
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


def _write(
    author: User, thread: Thread, cohort: Cohort, written: Written
) -> tuple[Post, Sequence[User]]:
    """Put a post at the end of a locked or new thread; the post, and whom it calls."""
    now = clock.now()
    html, called = _calling(written, cohort)
    post = Post(
        id=written.id,
        thread_id=thread.id,
        author_id=author.id,
        body=written.body,
        html=html,
        created_at=now,
    )
    db.session.add(post)
    thread.post_count += 1
    thread.last_post_at, thread.last_author_id = now, author.id
    db.session.flush()
    mark_read(author, thread.id, now)
    return post, called


def _calling(written: Written, cohort: Cohort) -> tuple[str, Sequence[User]]:
    """The HTML with those inside the cohort whom it calls set apart, and who they are."""
    names = mentions.names_in(written.html)[: rules.MOST_MENTIONS]
    called = queries.people_called(cohort, names, clock.now())
    return mentions.marked(written.html, {person.handle for person in called}), called


def _count_again(thread: Thread) -> None:
    """Number and last of the posts that stand; with none left, the thread's own beginning."""
    thread.post_count, last = queries.what_stands(thread)
    thread.last_post_at = last.created_at if last else thread.created_at
    thread.last_author_id = last.author_id if last else thread.author_id


def _require_open(state: str) -> None:
    if not rules.may_post(state):
        raise Refused(_("This conversation is closed. What was said stays here to be read."))


def _count_post(author: User) -> None:
    what = f"post:{author.id}"
    limits.refuse_beyond(what, rules.MOST_POSTS, rules.POSTS_WINDOW)
    limits.count(what, rules.POSTS_WINDOW)
