"""Words cannot run: whatever people write stands on every page as text."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from lms.accounts.models import User
from lms.discussion import queries
from lms.discussion.forms import tidy_line, tidy_text
from lms.discussion.models import Post, Thread
from lms.notifications import letters
from lms.platform import clock
from lms.platform.db import db, transaction
from lms.platform.journal import Event
from tests.content.hostile import wrong_in
from tests.discussion.talk import begin, fill, fill_cohort, member, put, say, sinopia
from tests.people import make_cohort, seat
from tests.visitor import Page, Visitor

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "xss-markdown.jsonl"
LogIn = Callable[[object], Visitor]

pytestmark = pytest.mark.skipif(
    not CORPUS.exists(), reason="the corpus of payloads is not beside the project"
)


@pytest.fixture(scope="module")
def payloads() -> list[str]:
    return [json.loads(line)["payload"] for line in CORPUS.read_text().splitlines()]


def pages(reader: Visitor, address: str, number: int) -> Iterator[Page]:
    for page in range(1, -(-number // 50) + 1):
        yield reader.get(f"{address}?page={page}")


def write_all(author: User, thread: Thread, payloads: list[str]) -> None:
    """Let the posts of a thread say these, through the door that people use."""
    ids = [row.id for row in db.session.query(Post.id).filter_by(thread_id=thread.id)]
    with transaction():
        for post_id, payload in zip(ids, payloads, strict=True):
            found = queries.post(author, post_id, clock.now())
            put(author, found, tidy_text(payload) or "-")


def test_no_post_runs(app: Flask, login_as: LogIn, payloads: list[str]) -> None:
    cohort, alice = sinopia()
    harmless, hostile = begin(alice, cohort, "Harmless"), begin(alice, cohort, "Hostile")
    for thread in (harmless, hostile):
        fill(alice, thread, len(payloads) - 1)
    write_all(alice, hostile, payloads)
    reader, number = login_as(alice), len(payloads)
    quiet = pages(reader, f"/threads/{harmless.id}", number)
    for calm, page in zip(quiet, pages(reader, f"/threads/{hostile.id}", number), strict=True):
        assert wrong_in(page.html) == wrong_in(calm.html)


def test_no_title_runs(app: Flask, login_as: LogIn, payloads: list[str]) -> None:
    cohort, alice = sinopia()
    other = make_cohort("Ocra")
    seat(alice, other)
    for home in (cohort, other):
        fill_cohort(alice, home, len(payloads))
    with transaction():
        threads = db.session.query(Thread).filter_by(cohort_id=cohort.id)
        for thread, payload in zip(threads, payloads, strict=True):
            thread.title = tidy_line(payload)[:160] or "-"
    reader, number = login_as(alice), len(payloads)
    quiet = pages(reader, "/cohorts/ocra/threads", number)
    for calm, page in zip(quiet, pages(reader, "/cohorts/sinopia/threads", number), strict=True):
        assert wrong_in(page.html) == wrong_in(calm.html)


def test_no_preview_and_no_form_runs(app: Flask, login_as: LogIn, payloads: list[str]) -> None:
    cohort, alice = sinopia()
    thread, writer = begin(alice, cohort), login_as(alice)

    def seen(words: str) -> list[Page]:
        fields = {"title": words, "body": words, "action": "preview"}
        return [
            writer.post(f"/threads/{thread.id}/posts", fields),
            writer.post("/cohorts/sinopia/threads", fields),
            writer.post(f"/threads/{thread.id}/posts", fields, token=False),
        ]

    for payload in payloads[::40]:
        calm = [wrong_in(page.html) for page in seen(re.sub(r"\S", "x", payload) or "x")]
        assert [wrong_in(page.html) for page in seen(payload or "-")] == calm, payload


def test_no_letter_runs(app: Flask, payloads: list[str]) -> None:
    cohort, alice = sinopia()
    bob = member("Bob", cohort)
    post = say(bob, begin(alice, cohort))
    event = db.session.query(Event).filter_by(name="post.created").one()
    calm = letters.write(event, alice)
    for payload in payloads[::40]:
        with transaction():
            kept = db.session.get_one(Post, post.id)
            kept.body, kept.thread.title = payload, tidy_line(payload)[:160]
        letter = letters.write(event, alice)
        assert letter is not None
        assert calm is not None
        assert wrong_in(letter.html) == wrong_in(calm.html), payload
        assert "\n" not in letter.subject
