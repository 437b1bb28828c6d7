"""What people have said to each other, from talk.toml, and how far they have read."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from lms.accounts.models import User
from lms.cohorts.queries import people_inside
from lms.demo import script
from lms.demo.past import Happening
from lms.demo.script import Cast
from lms.discussion import actions, queries
from lms.discussion.actions import Opening
from lms.discussion.models import Post, Thread
from lms.discussion.writing import written as composed
from lms.platform import clock
from lms.platform.db import db

BREATH = timedelta(minutes=3)  # between two posts, at least
SECOND_THOUGHT = timedelta(minutes=2)
READ_UNTIL = timedelta(hours=30)  # what came later is new to all but its authors
Told = dict[str, Any]


def threads(cast: Cast) -> Iterator[Happening]:
    """Every post of every thread, and the second thoughts of some authors."""
    for told in script.read("talk.toml")["thread"]:
        begun: list[Thread] = []
        previous: datetime | None = None
        for post in told["post"]:
            at = cast.moment(post["at"], post["by"])
            at = at if previous is None else max(at, previous + BREATH)
            written: list[Post] = []
            yield Happening(at, partial(_write, cast, told, post, (begun, written)))
            if "first" in post or post.get("deleted"):
                yield Happening(at + SECOND_THOUGHT, partial(_reconsider, cast, post, written))
            previous = at


def readings(cast: Cast) -> Iterator[Happening]:
    """Everybody has read what their cohort said until the day before yesterday."""
    for key in {told["cohort"] for told in script.read("talk.toml")["thread"]}:
        yield Happening(cast.now - READ_UNTIL, partial(_read_all, cast, key))


def _write(cast: Cast, told: Told, post: Told, kept: tuple[list[Thread], list[Post]]) -> None:
    author, body = cast.people[post["by"]], str(post.get("first", post["text"])).strip()
    begun, written = kept
    if begun:
        written.append(actions.reply(author, begun[0].id, composed(body)))
        return
    opening = Opening(told["title"], composed(body), told.get("lesson"))
    begun.append(actions.start_thread(author, cast.cohorts[told["cohort"]], opening))


def _reconsider(cast: Cast, post: Told, written: list[Post]) -> None:
    author: User = cast.people[post["by"]]
    found = queries.post(author, written[0].id, clock.now())
    if post.get("deleted"):
        actions.delete_post(author, found)
    else:
        actions.edit_post(author, found, composed(post["text"].strip(), found.post.id))


def _read_all(cast: Cast, key: str) -> None:
    cohort = cast.cohorts[key]
    for person in people_inside(cohort, clock.now(), 1).items:
        actions.mark_all_read(person, cohort)
    db.session.flush()
