"""One thread, as people meet it."""

from collections.abc import Callable

from flask import Flask

from lms.discussion import rules
from lms.discussion.models import Post
from lms.platform import clock
from lms.platform.db import db, transaction
from tests.discussion.talk import (
    begin,
    date_back,
    fill,
    is_unread,
    marks_of,
    member,
    posts_of,
    say,
    sinopia,
    take_back,
)
from tests.people import make_mentor, make_person
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
    assert "Half an &lt;hour&gt; of work</textarea>" in page.html
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


def test_the_author_changes_a_post(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    post, writer = say(alice, begin(alice, cohort), "Frist"), login_as(alice)
    assert "Frist</textarea>" in writer.get(f"/posts/{post.id}/edit").html
    shown = writer.post(f"/posts/{post.id}/edit", {"body": "*First*", "action": "preview"})
    assert "<em>First</em>" in shown.html
    assert writer.post(f"/posts/{post.id}/edit", {"body": " "}).status == 422
    page = writer.follow(writer.post(f"/posts/{post.id}/edit", {"body": "First"}))
    assert "First" in page.text
    assert "edited " in page.text


def test_after_a_day_the_author_is_told_why_not(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    post = say(alice, begin(alice, cohort))
    date_back(post, clock.now() - rules.EDIT_WINDOW)
    writer = login_as(alice)
    assert writer.get(f"/posts/{post.id}/edit").status == 409
    page = writer.post(f"/posts/{post.id}/edit", {"body": "Late, and long"})
    assert page.status == 409
    assert "Late, and long</textarea>" in page.html
    assert "A post can be changed for a day." in page.text
    assert not writer.get(f"/threads/{post.thread_id}").has_link(f"/posts/{post.id}/edit")


def test_a_mentor_mends_and_removes_and_it_shows(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    mia = make_person("Mia")
    make_mentor(mia, cohort)
    thread = begin(alice, cohort)
    rude, ruder = say(alice, thread, "Rude"), say(alice, thread, "Ruder")
    mentor = login_as(mia)
    page = mentor.follow(mentor.post(f"/posts/{rude.id}/edit", {"body": "Polite"}))
    assert "edited by a mentor" in page.text
    assert "Ruder" in mentor.get(f"/posts/{ruder.id}/delete").text
    page = mentor.follow(mentor.post(f"/posts/{ruder.id}/delete"))
    assert "Deleted by a mentor." in page.text
    assert "Ruder" not in page.text


def test_a_deleted_post_is_gone_for_good(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    post = say(alice, begin(alice, cohort), "I regret this")
    take_back(alice, post)
    writer = login_as(alice)
    assert "Deleted by its author." in writer.follow(writer.get(f"/posts/{post.id}")).text
    for address in (f"/posts/{post.id}/edit", f"/posts/{post.id}/delete"):
        assert writer.get(address).status == writer.post(address, {"body": "x"}).status == 404


def test_a_member_cannot_touch_the_words_of_another(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    post = say(alice, begin(alice, cohort))
    bob = login_as(member("Bob", cohort))
    assert "Delete" not in bob.get(f"/threads/{post.thread_id}").text
    for address in (f"/posts/{post.id}/edit", f"/posts/{post.id}/delete"):
        assert bob.get(address).status == bob.post(address, {"body": "Mine"}).status == 409
    assert posts_of(post.thread)[1] == "I answer."


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


def test_its_author_and_guides_can_change_a_title(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread, mara = begin(alice, cohort, "Flour"), make_person("Mara")
    make_mentor(mara, cohort)
    address = f"/threads/{thread.id}/title"
    page = login_as(alice).post(address, {"title": "Which  flour?"})
    assert "title edited" in login_as(alice).follow(page).text
    assert login_as(mara).post(address, {"title": "Which flour for rye?"}).status == 303
    page = login_as(mara).get(f"/threads/{thread.id}")
    assert "Which flour for rye?" in page.text
    assert "title edited by a mentor" in page.text


def test_others_cannot_and_nothing_is_no_title(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    thread, bob = begin(alice, cohort, "Flour"), member("Bob", cohort)
    address = f"/threads/{thread.id}/title"
    assert login_as(bob).get(address).status == 409
    assert login_as(bob).post(address, {"title": "Mine"}).status == 409
    assert login_as(alice).post(address, {"title": " "}).status == 422
    assert "Change the title" not in login_as(bob).get(f"/threads/{thread.id}").text
    with transaction():
        cohort.state = "finished"
    assert login_as(alice).post(address, {"title": "Late"}).status == 409
