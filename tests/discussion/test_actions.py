"""Talking, on both databases."""

from datetime import timedelta

import pytest
from flask import Flask

from lms.discussion import actions, queries, rules
from lms.discussion.models import Post, Thread
from lms.platform import clock, journal
from lms.platform.db import db, transaction
from lms.platform.errors import NotFound, Refused, TooMany
from tests.discussion.talk import (
    begin,
    date_back,
    fill,
    is_unread,
    marks_of,
    member,
    posts_of,
    put,
    say,
    sinopia,
    take_back,
)
from tests.people import make_cohort, make_mentor, make_person, seat, yesterday


def test_a_thread_begins_with_a_post(app: Flask) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort, body="Which *one*?")
    post = db.session.query(Post).one()
    assert (post.body, post.html) == ("Which *one*?", "<p>Which <em>one</em>?</p>")
    assert (thread.post_count, thread.last_author_id) == (1, alice.id)
    [event] = journal.history(thread)
    assert (event.name, event.facts["post_id"]) == ("thread.created", post.id)


def test_the_same_thread_twice_within_a_minute_is_the_first(app: Flask) -> None:
    cohort, alice = sinopia()
    assert begin(alice, cohort).id == begin(alice, cohort).id
    assert db.session.query(Thread).count() == db.session.query(Post).count() == 1


def test_a_reply_counts_and_is_written_down(app: Flask) -> None:
    cohort, alice = sinopia()
    bob = member("Bob", cohort)
    thread = begin(alice, cohort)
    post = say(bob, thread)
    kept = db.session.get_one(Thread, thread.id)
    assert (kept.post_count, kept.last_author_id, kept.last_post_at) == (2, bob.id, post.created_at)
    assert [event.name for event in journal.history(post)] == ["post.created"]


def test_the_same_reply_twice_within_a_minute_is_the_first(app: Flask) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    first = say(alice, thread, "Same here")
    assert say(alice, thread, "Same here").id == first.id
    date_back(first, clock.now() - rules.TWIN_WINDOW)
    assert say(alice, thread, "Same here").id != first.id


def test_a_finished_cohort_is_silent(app: Flask) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    with transaction():
        cohort.state = "finished"
    with pytest.raises(Refused, match="is closed"):
        say(alice, thread)
    with pytest.raises(Refused, match="is closed"):
        begin(alice, cohort, "Another")


def test_a_cohort_that_has_not_begun_talks(app: Flask) -> None:
    cohort = make_cohort(state="open", starts_on=clock.now().date() + timedelta(days=9))
    assert begin(member("Alice", cohort), cohort).post_count == 1


def test_whoever_has_left_says_nothing_more(app: Flask) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    bob = make_person("Bob")
    seat(bob, cohort, ends_at=yesterday())
    with pytest.raises(NotFound):
        say(bob, thread)


def test_thirty_posts_in_ten_minutes_are_enough(app: Flask) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    for number in range(rules.MOST_POSTS - 1):
        say(alice, thread, f"Number {number}")
    with pytest.raises(TooMany):
        say(alice, thread, "One more")
    assert len(posts_of(thread)) == rules.MOST_POSTS


def test_only_those_inside_are_set_apart_when_called(app: Flask) -> None:
    cohort, alice = sinopia()
    member("Bob", cohort), make_person("Carol")
    make_mentor(make_person("Mia"), cohort)
    thread = begin(alice, cohort)
    post = say(alice, thread, "@bob @carol @mia")
    assert post.html.count('<span class="mention">') == 2
    assert "@carol</span>" not in post.html
    [event] = journal.history(post)
    assert len(event.facts["mentioned"]) == 2


def test_a_changed_post_keeps_its_time(app: Flask) -> None:
    cohort, alice = sinopia()
    post = say(alice, begin(alice, cohort), "Frist")
    with transaction():
        put(alice, queries.post(alice, post.id, clock.now()), "First")
    kept = db.session.get_one(Post, post.id)
    assert (kept.body, kept.html, kept.edited_by_id) == ("First", "<p>First</p>", alice.id)
    assert kept.edited_at is not None
    assert [event.name for event in journal.history(post)] == ["post.created", "post.edited"]


def test_after_a_day_only_a_guide_changes_a_post(app: Flask) -> None:
    cohort, alice = sinopia()
    mia = make_person("Mia")
    make_mentor(mia, cohort)
    post = say(alice, begin(alice, cohort))
    date_back(post, clock.now() - rules.EDIT_WINDOW)
    with pytest.raises(Refused, match="for a day"), transaction():
        put(alice, queries.post(alice, post.id, clock.now()), "Late")
    with transaction():
        put(mia, queries.post(mia, post.id, clock.now()), "Mended")
    assert db.session.get_one(Post, post.id).edited_by_id == mia.id


def test_words_taken_back_are_not_brought_back_by_a_late_change(app: Flask) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    post = say(alice, thread, "I regret this")
    found = queries.post(alice, post.id, clock.now())
    take_back(alice, post)
    with pytest.raises(NotFound), transaction():
        put(alice, found, "I regret this, and more")
    assert db.session.get_one(Post, post.id).body == ""
    assert posts_of(thread) == ["I ask."]


def test_nobody_touches_the_words_of_another(app: Flask) -> None:
    cohort, alice = sinopia()
    bob = member("Bob", cohort)
    found = queries.post(bob, say(alice, begin(alice, cohort)).id, clock.now())
    with pytest.raises(Refused), transaction():
        put(bob, found, "Mine now")
    with pytest.raises(Refused), transaction():
        actions.delete_post(bob, found)


def test_a_deleted_post_leaves_a_trace_and_counts_no_more(app: Flask) -> None:
    cohort, alice = sinopia()
    bob = member("Bob", cohort)
    thread = begin(alice, cohort)
    post = say(bob, thread, "I regret this")
    take_back(bob, post)
    gone, kept = db.session.get_one(Post, post.id), db.session.get_one(Thread, thread.id)
    assert (gone.body, gone.html, gone.deleted_by_id) == ("", "", bob.id)
    assert (kept.post_count, kept.last_author_id) == (1, alice.id)
    assert journal.history(post)[-1].name == "post.deleted"


def test_what_others_say_is_new_until_it_is_read(app: Flask) -> None:
    cohort, alice = sinopia()
    bob = member("Bob", cohort)
    thread = begin(alice, cohort)
    assert not is_unread(alice, thread)
    assert is_unread(bob, thread)
    say(bob, thread)
    assert is_unread(alice, thread)
    assert not is_unread(bob, thread)


def test_a_read_mark_never_moves_back(app: Flask) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    with transaction():
        actions.mark_read(alice, thread.id, yesterday())
    assert not is_unread(alice, thread)


def test_all_is_read_at_once(app: Flask) -> None:
    cohort, alice = sinopia()
    bob = member("Bob", cohort)
    seen, unseen = begin(alice, cohort, "Seen"), begin(alice, cohort, "Unseen")
    say(bob, seen)
    fill(alice, seen, 1)
    assert queries.unread_count(bob, clock.now()) == 2
    for _ in range(2):
        with transaction():
            actions.mark_all_read(bob, cohort)
    assert queries.unread_count(bob, clock.now()) == 0
    assert marks_of(bob) == 2
    assert not is_unread(bob, unseen)
