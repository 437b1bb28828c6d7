"""One thread, as people meet it."""

from collections.abc import Callable

from flask import Flask

from lms.discussion import rules
from lms.discussion.models import Post
from lms.platform.db import db, transaction
from tests.discussion.talk import (
    begin,
    fill,
    is_unread,
    marks_of,
    member,
    posts_of,
    say,
    sinopia,
)
from tests.queries import counted
from tests.visitor import Visitor

LogIn = Callable[[object], Visitor]


def test_a_member_reads_and_replies(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort, "Which flour?", "I *ask*.")
    bob = login_as(member("Bob", cohort))
    page = bob.get(f"/threads/{thread.id}")
    assert "Which flour?" in page.text
    assert "<em>ask</em>" in page.html
    answer = bob.post(f"/threads/{thread.id}/posts", {"body": "Same here"})
    assert answer.status == 303
    assert "Same here" in bob.follow(answer).text
    assert posts_of(thread) == ["I *ask*.", "Same here"]


def test_a_reply_leads_to_itself(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    fill(alice, thread, 99)
    answer = login_as(alice).post(f"/threads/{thread.id}/posts", {"body": "The hundred and first"})
    last = db.session.query(Post).filter_by(body="The hundred and first").one()
    assert answer.location.endswith(f"/threads/{thread.id}?page=3#post-{last.id}")
    permalink = login_as(alice).get(f"/posts/{last.id}")
    assert permalink.location == answer.location


def test_who_calls_somebody_who_is_not_here_is_told(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    member("Bob", cohort)
    thread = begin(alice, cohort)
    writer, way = login_as(alice), f"/threads/{thread.id}/posts"
    page = writer.follow(writer.post(way, {"body": "@bob and @ugo, what do you say?"}))
    assert "Nobody in this cohort is called @ugo." in page.text
    page = writer.follow(writer.post(way, {"body": "@bob then, alone."}))
    assert "Nobody in this cohort is called" not in page.text


def test_an_empty_reply_is_answered_beside_the_form(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    for nothing in ("", "  \n ", "\u200b\u200d"):
        page = login_as(alice).post(f"/threads/{thread.id}/posts", {"body": nothing})
        assert page.status == 422
        assert "Something is needed here." in page.text


def test_a_reply_too_long_is_kept(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    text = "long " * (rules.LONGEST_POST // 5) + "end"
    page = login_as(alice).post(f"/threads/{thread.id}/posts", {"body": text})
    assert page.status == 422
    assert text in page.html
    assert len(posts_of(thread)) == 1


def test_a_preview_shows_and_keeps_and_stores_nothing(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    fields = {"body": "A **loaf** <script>x()</script>", "action": "preview"}
    page = login_as(alice).post(f"/threads/{thread.id}/posts", fields)
    assert page.status == 200
    assert "A <strong>loaf</strong> &lt;script&gt;" in page.html
    assert "A **loaf** &lt;script&gt;x()&lt;/script&gt;</textarea>" in page.html
    assert len(posts_of(thread)) == 1


def test_too_many_posts_keep_the_last_in_the_box(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread, writer = begin(alice, cohort), login_as(alice)
    for number in range(rules.MOST_POSTS - 1):
        say(alice, thread, f"Number {number}")
    page = writer.post(f"/threads/{thread.id}/posts", {"body": "One too many"})
    assert page.status == 429
    assert "One too many</textarea>" in page.html
    assert "You have written a lot in a short time." in page.text


def test_a_stale_form_gives_the_words_back(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    fields = {"body": "Half an <hour> of work"}
    page = login_as(alice).post(f"/threads/{thread.id}/posts", fields, token=False)
    assert page.status == 400
    assert 'value="Half an &lt;hour&gt; of work" readonly' in page.html
    assert len(posts_of(thread)) == 1


def test_a_look_writes_nothing(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread, bob = begin(alice, cohort), member("Bob", cohort)
    page = login_as(bob).get(f"/threads/{thread.id}")
    assert "Mark as read" in page.text
    assert marks_of(bob) == 0


def test_reading_is_told_by_a_form(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread, bob = begin(alice, cohort), member("Bob", cohort)
    first = db.session.query(Post).one()
    reader = login_as(bob)
    assert reader.post(f"/threads/{thread.id}/read", {"post": first.id}).status == 303
    assert not is_unread(bob, thread)
    say(alice, thread, "News")
    reader.post(f"/threads/{thread.id}/read", {"post": first.id})
    assert is_unread(bob, thread)
    page = reader.get(f"/threads/{thread.id}")
    assert page.text.index("I ask.") < page.text.index("new to you") < page.text.index("News")
    reader.post(f"/threads/{thread.id}/read")
    assert "Mark as read" not in reader.get(f"/threads/{thread.id}").text


def test_a_post_of_another_thread_marks_nothing(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread, other = begin(alice, cohort), begin(alice, cohort, "Other")
    elsewhere = db.session.query(Post).filter_by(thread_id=other.id).one()
    bob = member("Bob", cohort)
    for wrong in (elsewhere.id, "nothing", "\0"):
        page = login_as(bob).post(f"/threads/{thread.id}/read", {"post": wrong})
        assert page.status == 404
    assert marks_of(bob) == 0


def test_reading_goes_on_where_it_stopped(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread, bob = begin(alice, cohort), member("Bob", cohort)
    fill(alice, thread, 60)
    login_as(bob).post(f"/threads/{thread.id}/read")
    say(alice, thread, "After the sixty")
    reader = login_as(bob)
    assert "After the sixty" in reader.get(f"/threads/{thread.id}").text
    assert "After the sixty" not in reader.get(f"/threads/{thread.id}?page=1").text


def test_a_finished_cohort_is_read_and_says_so(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    with transaction():
        cohort.state = "finished"
    page = login_as(alice).get(f"/threads/{thread.id}")
    assert "I ask." in page.text
    assert "This conversation is closed." in page.text
    assert "<textarea" not in page.html
    late = login_as(alice).post(f"/threads/{thread.id}/posts", {"body": "Still here?"})
    assert late.status == 409
    assert "Still here?</textarea>" in late.html


def test_a_thread_costs_three_statements_however_long(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread = begin(alice, cohort)
    fill(alice, thread, 4)
    reader = login_as(member("Bob", cohort))
    with counted() as few:
        reader.get(f"/threads/{thread.id}")
    fill(alice, thread, 45)
    with counted() as many:
        assert reader.get(f"/threads/{thread.id}").html.count("<article") == 50
    assert len(many) == len(few) <= 3, many


def test_a_page_beyond_the_last_says_so(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    page = login_as(alice).get(f"/threads/{begin(alice, cohort).id}?page=9")
    assert "There is nothing on this page." in page.text
