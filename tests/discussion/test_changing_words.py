"""Posts and titles that are changed or taken back, on the thread’s page."""

from collections.abc import Callable

import pytest
from flask import Flask

from lms.discussion import rules
from lms.platform import clock
from lms.platform.db import transaction
from tests.discussion.talk import (
    begin,
    date_back,
    member,
    posts_of,
    say,
    sinopia,
    take_back,
)
from tests.people import make_admin, make_mentor, make_person
from tests.visitor import Visitor

LogIn = Callable[[object], Visitor]


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


def test_calling_people_by_changes_has_an_end(app: Flask, login_as: LogIn) -> None:
    cohort, alice = sinopia()
    member("Bob", cohort)
    post, writer = say(alice, begin(alice, cohort), "Hello"), login_as(alice)
    answers = []
    for number in range(rules.MOST_POSTS + 1):
        for body in (f"nothing {number}", f"@bob {number}"):
            answers.append(writer.post(f"/posts/{post.id}/edit", {"body": body}).status)
    assert answers[-1] == 429
    assert answers[0] == 303
    assert writer.post(f"/posts/{post.id}/edit", {"body": "nobody is called"}).status == 303


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


@pytest.mark.parametrize("state", ["finished", "cancelled"])
def test_once_a_conversation_is_closed_nobody_changes_what_was_said(
    app: Flask, login_as: LogIn, state: str
) -> None:
    cohort, alice = sinopia()
    mia, ada = make_person("Mia"), make_admin()
    make_mentor(mia, cohort)
    post = say(alice, begin(alice, cohort), "I said this.")
    assert login_as(mia).get(f"/threads/{post.thread_id}").has_link("#reply")
    with transaction():
        cohort.state = state
    for person in (alice, mia, ada):
        reader, address = login_as(person), f"/posts/{post.id}/edit"
        page = reader.get(f"/threads/{post.thread_id}")
        assert not page.has_link("#reply")
        assert not page.has_link(address)
        asked, sent = reader.get(address), reader.post(address, {"body": "She said that."})
        assert asked.status == sent.status == 409
        assert "This conversation is closed." in asked.text
        assert "This conversation is closed." in sent.text
    assert posts_of(post.thread)[1] == "I said this."
    page = login_as(alice).get(f"/threads/{post.thread_id}")
    assert page.has_link(f"/posts/{post.id}/delete")
    assert login_as(alice).post(f"/posts/{post.id}/delete").status == 303
