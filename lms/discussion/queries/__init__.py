"""Reading what a cohort says, always through the person who asks."""

from lms.discussion.queries.lists import (
    latest_unread,
    lesson_threads,
    threads,
    unread_count,
    unread_threads,
)
from lms.discussion.queries.marks import MOST_COUNTED
from lms.discussion.queries.opened import (
    FoundPost,
    OpenThread,
    PostRow,
    head,
    page_of,
    post,
    posts,
    seen_up_to,
    standing_post,
    thread,
)
from lms.discussion.queries.people import may_hear, people_called
from lms.discussion.queries.writing import (
    locked_post,
    locked_thread,
    twin_post,
    twin_thread,
    what_stands,
)

__all__ = [
    "MOST_COUNTED",
    "FoundPost",
    "OpenThread",
    "PostRow",
    "head",
    "latest_unread",
    "lesson_threads",
    "locked_post",
    "locked_thread",
    "may_hear",
    "page_of",
    "people_called",
    "post",
    "posts",
    "seen_up_to",
    "standing_post",
    "thread",
    "threads",
    "twin_post",
    "twin_thread",
    "unread_count",
    "unread_threads",
    "what_stands",
]
