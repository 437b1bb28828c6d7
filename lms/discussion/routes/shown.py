"""Posts as HTML: drawn once per process for all who may do the same with them, then joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from lms.accounts.models import User
from lms.discussion import rules
from lms.discussion.queries import OpenThread, PostRow
from lms.platform import clock
from lms.platform.sheets import Pen

POST = "discussion/_post.html"


class ShownPost(NamedTuple):
    """All that decides how a post looks; equal ones look the same."""

    id: str
    name: str
    handle: str
    picture: str
    html: str
    created_at: datetime
    edited_at: datetime | None
    edited_by_guide: bool
    gone: str
    """Empty, or who deleted it: "author" or "guide"."""
    master: bool
    opener: bool
    may_reply: bool
    """Whether the thread is open, so that a form to reply stands below."""
    may_edit: bool
    may_delete: bool
    zone: str
    language: str
    year: int
    """The current one, which dates leave out."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the eye of the reader adds."""

    reader_id: int
    zone: str
    language: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page of posts, ready."""

    posts: list[str]
    people: list[str]
    """Those who wrote them, each once, in the order in which they came."""


def drawn(pen: Pen, rows: Sequence[PostRow], thread: OpenThread, reader: User) -> Drawn:
    """Posts (rows of `queries.posts`) as this person sees them."""
    sight = Sight(reader.id, reader.time_zone, pen.language, clock.now())
    posts = [_shown(row, thread, sight) for row in rows]
    voices = {post.handle: post for post in posts if not post.gone}
    return Drawn(
        [pen.part(POST, "post", post) for post in posts],
        [pen.part(POST, "voice", v.name, v.handle, v.picture, v.master) for v in voices.values()],
    )


def _shown(row: PostRow, thread: OpenThread, sight: Sight) -> ShownPost:
    mine, gone = row.author_id == sight.reader_id, row.deleted_at is not None
    when = {"written_at": row.created_at, "now": sight.now}
    may_edit = not gone and rules.may_edit(
        mine=mine, guides=thread.guides, state=thread.state, **when
    )
    return ShownPost(
        id=row.id,
        name=row.name,
        handle=row.handle,
        picture=row.picture,
        html=row.html,
        created_at=row.created_at,
        edited_at=row.edited_at,
        edited_by_guide=row.edited_by_id not in (None, row.author_id),
        gone="" if not gone else "author" if row.deleted_by_id == row.author_id else "guide",
        master=row.author_guides,
        opener=row.author_id == thread.author_id,
        may_reply=rules.may_post(thread.state),
        may_edit=may_edit,
        may_delete=not gone and rules.may_delete(mine=mine, guides=thread.guides),
        zone=sight.zone,
        language=sight.language,
        year=sight.now.year,
    )
