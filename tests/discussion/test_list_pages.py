"""Lists of threads, and beginning one."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.content import shelf
from lms.discussion.models import Thread
from lms.platform import clock
from lms.platform.db import db, transaction
from tests.discussion.talk import begin, fill_cohort, is_unread, member, say, sinopia
from tests.people import COURSE, make_admin, make_cohort, make_person, seat, yesterday
from tests.queries import counted
from tests.visitor import Visitor

LogIn = Callable[[object], Visitor]


@pytest.fixture
def lesson_id(app: Flask) -> str:
    """The id of the first lesson of the course."""
    return shelf.course(COURSE, "en").lessons[0].id


def test_a_list_says_what_is_new(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    bob = member("Bob", cohort)
    begin(bob, cohort, "Which oven?")
    thread = begin(alice, cohort, "Which flour?")
    say(bob, thread)
    page = login_as(alice).get("/cohorts/sinopia/threads")
    assert page.text.index("Which flour? , unread") < page.text.index("Which oven? , unread")
    assert "2 posts. Last: Bob" in page.text
    assert "is-unread" not in login_as(bob).get("/cohorts/sinopia/threads").html


def test_an_empty_list_offers_the_first_step(app: Flask, login_as: LogIn) -> None:
    _cohort, alice = sinopia()
    page = login_as(alice).get("/cohorts/sinopia/threads")
    assert "Nobody has said anything yet" in page.text
    assert page.has_link("/cohorts/sinopia/threads/new")


def test_a_member_begins_a_thread_at_a_lesson(app: Flask, login_as: LogIn, lesson_id: str) -> None:
    _cohort, alice = sinopia()
    writer = login_as(alice)
    form = writer.get(f"/cohorts/sinopia/threads/new?lesson={lesson_id}")
    assert f'<option selected value="{lesson_id}">' in form.html
    fields = {"title": " Which\nflour? ", "body": "I ask.", "lesson": lesson_id}
    page = writer.follow(writer.post("/cohorts/sinopia/threads", fields))
    thread = db.session.query(Thread).one()
    assert (thread.title, thread.lesson_id) == ("Which flour?", lesson_id)
    lesson = shelf.course(COURSE, "en").lessons[0]
    assert lesson.title in page.text
    assert page.has_link(f"/courses/{COURSE}/lessons/{lesson.address}")


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "", "body": "Kept words"},
        {"title": "x" * 161, "body": "Kept words"},
        {"title": "A title", "body": "Kept words", "lesson": "no-such-lesson"},
    ],
)
def test_a_thread_that_cannot_be_is_kept(
    app: Flask, login_as: LogIn, fields: dict[str, str]
) -> None:
    _cohort, alice = sinopia()
    page = login_as(alice).post("/cohorts/sinopia/threads", fields)
    assert page.status == 422
    assert "One thing to fix" in page.text
    assert "Kept words</textarea>" in page.html
    assert db.session.query(Thread).count() == 0


def test_a_preview_of_a_thread_keeps_all(app: Flask, login_as: LogIn) -> None:
    _cohort, alice = sinopia()
    fields = {"title": "A title", "body": "*Words*", "action": "preview"}
    page = login_as(alice).post("/cohorts/sinopia/threads", fields)
    assert page.status == 200
    assert "<em>Words</em>" in page.html
    assert 'value="A title"' in page.html
    assert db.session.query(Thread).count() == 0


def test_a_finished_cohort_takes_no_thread(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    with transaction():
        cohort.state = "finished"
    writer = login_as(alice)
    assert "This conversation is closed." in writer.get("/cohorts/sinopia/threads").text
    assert "This conversation is closed." in writer.get("/cohorts/sinopia/threads/new").text
    late = writer.post("/cohorts/sinopia/threads", {"title": "Late", "body": "Kept words"})
    assert late.status == 409
    assert "Kept words</textarea>" in late.html


def test_all_of_a_cohort_is_read_at_once(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    bob, thread = member("Bob", cohort), begin(alice, cohort)
    reader = login_as(bob)
    page = reader.follow(reader.post("/cohorts/sinopia/threads/read-all"))
    assert "Every thread is marked as read." in page.text
    assert not is_unread(bob, thread)


def test_unread_gathers_all_of_ones_cohorts(app: Flask, login_as: LogIn) -> None:
    sinopia_cohort, alice = sinopia()
    ocra, left = make_cohort("Ocra"), make_cohort("Biacca")
    for cohort in (sinopia_cohort, ocra, left):
        begin(member(f"Friend in {cohort.title}", cohort), cohort, f"From {cohort.title}")
    seat(alice, ocra)
    seat(alice, left, ends_at=yesterday())
    page = login_as(alice).get("/unread")
    assert "From Sinopia" in page.text
    assert "From Ocra" in page.text
    assert "From Biacca" not in page.text


def test_unread_is_quiet_when_all_is_read(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    begin(alice, cohort)
    assert "You have read everything" in login_as(alice).get("/unread").text
    assert "You have read everything" in login_as(make_admin()).get("/unread").text


def test_a_lesson_shows_its_threads(app: Flask, login_as: LogIn, lesson_id: str) -> None:
    cohort, alice = sinopia()
    writer = login_as(alice)
    address = f"/cohorts/sinopia/lessons/{lesson_id}/threads"
    assert "No questions on this lesson yet" in writer.get(address).text
    begin(alice, cohort, "About nothing")
    fields = {"title": "About the bag", "body": "?", "lesson": lesson_id}
    writer.post("/cohorts/sinopia/threads", fields)
    page, part = writer.get(address), writer.get(f"{address}?fragment=1")
    for shown in (page, part):
        assert "About the bag" in shown.text
        assert "About nothing" not in shown.text
    assert "<html" in page.html
    assert "<html" not in part.html
    assert writer.get("/cohorts/sinopia/lessons/no-such-lesson/threads").status == 404


def test_a_list_costs_the_same_however_long(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    reader = login_as(member("Bob", cohort))
    for address in ("/cohorts/sinopia/threads", "/unread"):
        fill_cohort(alice, cohort, 10)
        with counted() as few:
            reader.get(address)
        fill_cohort(alice, cohort, 190)
        with counted() as many:
            assert reader.get(address).html.count("rows__t") == 50
        assert len(many) == len(few) <= 5, many


def test_what_is_gone_is_not_listed(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    with transaction():
        db.session.add(
            Thread(
                cohort_id=cohort.id,
                author_id=alice.id,
                title="All deleted",
                last_post_at=clock.now(),
                last_author_id=alice.id,
                created_at=clock.now(),
            )
        )
    assert "All deleted" not in login_as(alice).get("/cohorts/sinopia/threads").text


def test_a_cohort_of_others_does_not_exist(app: Flask, login_as: LogIn) -> None:
    make_cohort("Ocra")
    sinopia()
    assert login_as(make_person("Carol")).get("/cohorts/ocra/threads").status == 404
