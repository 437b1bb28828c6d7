"""Long answers: written, waiting, read by a person, and told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.content.commands import sync_folder
from lms.content.course import Course
from lms.learning.models import Completion, QuizAttempt
from lms.platform import mail
from lms.platform.db import db, transaction
from lms.platform.journal import Event
from lms.teaching.routes import answers
from lms.teaching.routes.door import course_in_own_words
from tests import people
from tests.learning.conftest import Publish
from tests.learning.conftest import publish as publish
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
HERE = "/courses/clay/lessons/tell"
LIST = "/teach/clay/answers"
TEXT = (
    "---\ncomplete: quiz\n---\n# Tell\n\n::: quiz {#tell-1 points=4 attempts=2}\n"
    "Tell of a pot.\n\n____\n\n> explained-afterwards\n:::\n"
)


@pytest.fixture
def alice(publish: Publish) -> User:
    publish({"01-tell.md": TEXT})
    alice, cohort = people.make_person("Alice"), people.make_cohort("Umber", course="clay")
    people.seat(alice, cohort)
    people.make_mentor(people.make_person("Mara"), cohort)
    return alice


def hand_in(browser: Visitor, words: str) -> None:
    page = browser.follow(browser.post(f"{HERE}/quizzes/tell-1/attempts", {"answer": words}))
    assert "Waiting to be read." in page.text
    assert "explained-afterwards" not in page.html


def test_an_answer_that_waits_is_told_to_both(login_as: LogIn, alice: User) -> None:
    learner = login_as(alice)
    hand_in(learner, "It leaks.")
    progress = learner.get("/courses/clay/progress").text
    assert "0 of 4 points, answered once; it waits to be read" in progress
    teacher = people.make_person("Ines")
    people.make_instructor(teacher, "clay")
    page = login_as(teacher).get("/teach")
    assert "One answer to read" in page.text
    assert page.has_link(LIST)


def mentor(login_as: LogIn) -> Visitor:
    return login_as(db.session.query(User).filter_by(name="Mara").one())


def address() -> str:
    newest = db.session.query(QuizAttempt).order_by(QuizAttempt.number.desc()).first()
    assert newest is not None
    return f"{LIST}/{newest.id}"


def test_an_answer_is_read_and_its_writer_told(login_as: LogIn, alice: User) -> None:
    learner = login_as(alice)
    hand_in(learner, "It leaks.\r\n<b>Badly.</b>")
    guide = mentor(login_as)
    assert "One answer to read" in guide.get("/mentor/umber").text
    overview = guide.get("/teach")
    assert "One answer to read: Clay" in overview.text
    assert overview.has_link(LIST)
    assert "Alice" in guide.get(LIST).text
    page = guide.get(address())
    assert "It leaks.\n&lt;b&gt;Badly.&lt;/b&gt;" in page.html
    assert guide.post(address(), {"points": "1", "remark": "Say <why>."}).location == LIST
    page = learner.get(HERE)
    assert "Read: 1 of 4 points." in page.text
    assert "Say &lt;why&gt;." in page.html
    assert "explained-afterwards" not in page.html
    assert db.session.query(Completion).count() == 0
    event = db.session.query(Event).filter_by(name="answer.read").one()
    assert (event.facts["points"], event.facts["of"]) == (1, 4)


def test_from_half_of_the_points_on_it_is_right(login_as: LogIn, alice: User) -> None:
    learner, guide = login_as(alice), mentor(login_as)
    hand_in(learner, "It leaks.")
    guide.post(address(), {"points": "1", "remark": ""})
    hand_in(learner, "It leaks, for its wall is thin.")
    guide.post(address(), {"points": "2", "remark": ""})
    page = learner.get(HERE)
    assert "explained-afterwards" in page.html
    assert "2 of 4 points" in page.text
    assert db.session.query(Completion).count() == 1
    assert "2 of 4 points" in learner.get("/courses/clay/progress").text


def test_nothing_more_is_taken_while_an_answer_waits(login_as: LogIn, alice: User) -> None:
    learner = login_as(alice)
    hand_in(learner, "It leaks.")
    page = learner.post(f"{HERE}/quizzes/tell-1/attempts", {"answer": "Again."})
    assert page.status == 422
    assert "still waiting to be read" in page.text


@pytest.mark.parametrize("points", ["", "-1", "5", "1.5", "many"])
def test_points_that_are_none_are_told_beside_their_field(
    points: str, login_as: LogIn, alice: User
) -> None:
    hand_in(login_as(alice), "It leaks.")
    page = mentor(login_as).post(address(), {"points": points, "remark": "Kept words"})
    assert page.status == 422
    assert "Kept words" in page.html
    assert db.session.query(QuizAttempt).one().judged_at is None


def test_only_those_who_guide_the_writer_may_read(login_as: LogIn, alice: User) -> None:
    hand_in(login_as(alice), "It leaks.")
    there = address()
    other = people.make_person("Otto")
    people.make_mentor(other, people.make_cohort("Ochre", course="clay"))
    assert login_as(other).get(there).status == 404
    assert "Alice" not in login_as(other).get(LIST).text
    foreign = people.make_person("Franz")
    people.make_instructor(foreign, "bread")
    for stranger in (foreign, alice, people.make_person("Sam")):
        assert login_as(stranger).get(LIST).status == 404
        assert login_as(stranger).post(there, {"points": "4"}).status == 404
    ivo = people.make_person("Ivo")
    people.make_instructor(ivo, "clay")
    assert login_as(ivo).get(there).status == 200
    assert login_as(people.make_admin()).get(there).status == 200


def test_an_answer_to_what_is_no_longer_asked_can_still_be_read(
    login_as: LogIn, alice: User, publish: Publish
) -> None:
    hand_in(login_as(alice), "It leaks.")
    publish({"01-tell.md": "# Tell\n\nNothing is asked.\n"})
    guide = mentor(login_as)
    assert "One answer to read" in guide.get("/mentor/umber").text
    assert guide.get(LIST).has_link(address())
    page = guide.get(address())
    assert "It leaks." in page.text
    assert "no longer asks this question" in page.text
    assert guide.post(address(), {"points": "2"}).status == 422
    assert guide.post(address(), {"points": "1"}).location == LIST
    assert db.session.query(QuizAttempt).one().is_right
    assert "answer to read" not in guide.get("/mentor/umber").text


def test_an_answer_in_a_lesson_that_is_gone_can_still_be_read(
    login_as: LogIn, alice: User, app: Flask
) -> None:
    hand_in(login_as(alice), "It leaks.")
    app.extensions["library"].withdraw("clay")
    guide = mentor(login_as)
    assert "No longer part of the course" in guide.get(LIST).text
    assert "It leaks." in guide.get(address()).text
    assert guide.post(address(), {"points": "1"}).location == LIST
    assert "No longer part of the course" in guide.get(LIST).text


def test_a_pinned_cohorts_answer_is_read_beside_the_question_it_was_asked(
    login_as: LogIn, app: Flask, tmp_path: Path, work: Callable[[], int]
) -> None:
    folder = tmp_path / "clay"
    folder.mkdir()
    (folder / "course.md").write_text("---\ntitle: Clay\nsummary: Pots.\n---\nPots.\n")
    other = "# Throw\n\nPlates are thrown, and nothing is asked of them.\n"
    for name, text in (("01-tell.md", TEXT), ("02-throw.md", other)):
        (folder / "01-tell.md").unlink(missing_ok=True)
        (folder / name).write_text(text)
        assert sync_folder(folder, app.extensions["library"]).accepted
    alice, cohort = people.make_person("Alice"), people.make_cohort("Umber", course="clay")
    people.seat(alice, cohort)
    people.make_mentor(people.make_person("Mara"), cohort)
    with transaction():
        db.session.get_one(Cohort, cohort.id).revision = 1
    hand_in(login_as(alice), "It leaks.")
    ivo = people.make_person("Ivo")
    people.make_instructor(ivo, "clay")
    guide = login_as(ivo)
    assert guide.get(LIST).has_link(address())
    assert "Tell of a pot." in guide.get(address()).text
    assert guide.post(address(), {"points": "4"}).location == LIST
    assert db.session.query(Completion).count() == 1
    work()
    assert any("Tell" in letter.text for letter in mail.kept("alice@example.org"))
    app.extensions["library"].withdraw("clay")


def test_many_answers_to_one_question_are_looked_up_once(
    login_as: LogIn, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(login_as(alice), "It leaks.")
    cohort = db.session.query(Cohort).filter_by(slug="umber").one()
    for number in range(12):
        person = people.make_person(f"P {number}")
        people.seat(person, cohort)
        hand_in(login_as(person), f"Mine leaks in {number} places.")
    guide, read = mentor(login_as), []

    def counting(*asked: object) -> Course | None:
        read.append(asked)
        return course_in_own_words(*asked)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(answers, "course_in_own_words", counting)
    page = guide.get(LIST)
    assert page.text.count("P 1") >= 1
    assert len(read) <= 2
