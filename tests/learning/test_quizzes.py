"""Answering questions; and that no page tells more than is due."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from lms.learning import actions, catalogue
from lms.learning.models import Completion, QuizAttempt
from lms.platform.db import db, transaction
from lms.platform.errors import Refused
from tests import people
from tests.learning.conftest import Publish
from tests.visitor import Visitor

FREE = "/courses/bread/lessons/flour/reading-the-bag"
WATER = "/courses/bread/lessons/flour/water"
BAG, BOWL = f"{FREE}/quizzes/bag-1/attempts", f"{WATER}/quizzes/water-1/attempts"
SECRETS = {
    "remark on the wrong": "Strength is measured by W",
    "remark on the right": "Yes: ash, and so bran",
    "explanation": "The classes 00, 0, 1 and 2",
    "hint": "Think of burning it",
}
LogIn = Callable[..., Visitor]


def told(page_html: str) -> set[str]:
    """Which of the secrets a page holds, wherever in its source."""
    return {name for name, words in SECRETS.items() if words in page_html}


def test_before_an_answer_no_page_tells_anything(login_as: LogIn, visitor: Visitor) -> None:
    alice = people.make_person("Alice")
    people.seat(alice, people.make_cohort())
    addresses = ("/", "/courses", "/courses/bread", FREE, WATER, "/sitemap.xml")
    for browser in (visitor, login_as(alice), login_as("Carol")):
        for address in (*addresses, "/courses/bread/progress", "/today"):
            page = browser.get(address)
            assert told(page.html) == set(), address
            assert "Bran drinks" not in page.html
            assert "is-right" not in page.html


def test_a_wrong_answer_tells_about_itself_only(login_as: LogIn) -> None:
    browser = login_as("Carol")
    answered = browser.post(BAG, {"answer": "0"})
    assert answered.location == f"{FREE}#quiz-bag-1"
    page = browser.follow(answered)
    assert told(page.html) == {"remark on the wrong"}
    assert "Not yet." in page.text
    assert "2 attempts left." in page.text
    assert "is-right" not in page.html


def test_a_right_answer_settles_it(login_as: LogIn) -> None:
    browser = login_as("Carol")
    browser.post(BAG, {"answer": "0"})
    page = browser.follow(browser.post(BAG, {"answer": "1"}))
    assert told(page.html) == {"remark on the right", "explanation"}
    assert "Right, at attempt 2." in page.text
    assert "2 of 2 points" in page.text
    assert browser.post(BAG, {"answer": "0"}).status == 422
    assert db.session.query(QuizAttempt).count() == 2


def test_the_last_attempt_settles_it_too(login_as: LogIn) -> None:
    browser = login_as("Carol")
    for _ in range(3):
        browser.post(BAG, {"answer": "2"})
    page = browser.get(FREE)
    assert "Not right, and no attempt is left." in page.text
    assert told(page.html) == {"explanation"}
    assert browser.post(BAG, {"answer": "1"}).status == 422
    assert db.session.query(QuizAttempt).count() == 3


def test_what_one_answered_is_nobody_elses_to_see(login_as: LogIn) -> None:
    login_as("Carol").post(BAG, {"answer": "1"})
    assert told(login_as("Dora").get(FREE).html) == set()


def test_a_hint_comes_when_it_is_asked_for(login_as: LogIn, visitor: Visitor) -> None:
    ask = f"{FREE}?quiz=bag-1&hint=1"
    assert told(login_as("Carol").get(ask).html) == {"hint"}
    assert told(visitor.get(ask).html) == set()


def test_asking_again_hides_the_last_answer(login_as: LogIn) -> None:
    browser = login_as("Carol")
    browser.post(BAG, {"answer": "0"})
    assert told(browser.get(f"{FREE}?quiz=bag-1&again=1").html) == set()


@pytest.mark.parametrize("chosen", [[], ["7"], ["-1"], ["x"], ["0", "1"]])
def test_what_is_no_answer_is_said_and_not_counted(chosen: list[str], login_as: LogIn) -> None:
    page = login_as("Carol").post(BAG, {"answer": chosen})
    assert page.status == 422
    assert "Choose an answer first." in page.text
    assert db.session.query(QuizAttempt).count() == 0


def test_several_right_options_are_one_answer(login_as: LogIn) -> None:
    alice = people.make_person("Alice")
    people.seat(alice, people.make_cohort())
    browser = login_as(alice)
    browser.post(BOWL, {"answer": ["0"]})
    assert "Bran drinks" not in browser.get(WATER).html
    page = browser.follow(browser.post(BOWL, {"answer": ["1", "0"]}))
    assert "Bran drinks" in page.text
    kept = db.session.query(QuizAttempt).order_by(QuizAttempt.number)
    assert [(a.number, a.answer, a.points, a.is_right) for a in kept] == [
        (1, [0], 0, False),
        (2, [0, 1], 1, True),
    ]


def test_a_quiz_belongs_to_its_lesson(login_as: LogIn) -> None:
    assert login_as("Carol").post(f"{FREE}/quizzes/water-1/attempts", {"answer": "0"}).status == 404
    assert login_as("Dora").post(f"{FREE}/quizzes/none/attempts", {"answer": "0"}).status == 404


def test_questions_complete_a_lesson_where_the_author_says_so(
    login_as: LogIn, publish: Publish
) -> None:
    question = "::: quiz {{#{0}}}\nYes?\n\n- [x] Yes\n- [ ] No\n:::\n"
    text = "\n".join(question.format(name) for name in ("one", "two"))
    publish({"01-a.md": f"---\ncomplete: quiz\n---\n# A\n\n{text}"})
    reader = people.make_person("Alice")
    people.seat(reader, people.make_cohort(course="clay"))
    browser, here = login_as(reader), "/courses/clay/lessons/a"
    assert "Answering its questions right" in browser.get(here).text
    assert browser.post(f"{here}/completion").status == 409
    browser.post(f"{here}/quizzes/one/attempts", {"answer": "0"})
    assert db.session.query(Completion).count() == 0
    browser.post(f"{here}/quizzes/two/attempts", {"answer": "0"})
    assert db.session.query(Completion).count() == 1


def test_an_action_refuses_beyond_the_last_attempt(app: Flask) -> None:
    alice = people.make_person("Alice")
    course = next(c for c in catalogue.courses("en") if c.slug == "bread")
    lesson = course.lessons[0]
    for _ in range(3):
        with transaction():
            actions.answer(alice, (course, lesson), lesson.quizzes[0], [0])
    with pytest.raises(Refused, match="settled"), transaction():
        actions.answer(alice, (course, lesson), lesson.quizzes[0], [1])


def test_many_answers_at_once_are_counted_one_by_one(app: Flask) -> None:
    carol = people.make_person("Carol")

    def post(_: int) -> int:
        with app.app_context():
            status = Visitor(app).log_in(carol).post(BAG, {"answer": "0"}).status
            db.session.remove()
        return status

    with ThreadPoolExecutor(6) as pool:
        statuses = sorted(pool.map(post, range(6)))
    assert statuses == [303, 303, 303, 422, 422, 422]
    assert sorted(a.number for a in db.session.query(QuizAttempt)) == [1, 2, 3]


ORDER = "::: quiz {#order}\nPut in order.\n\norder:\n\n1. Mix\n2. Knead\n3. Bake\n:::\n"
BOTH = "::: quiz {#both}\nWhich?\n\n- [x] This\n- [x] That\n- [ ] None\n:::\n"


@pytest.mark.parametrize(
    ("text", "first", "twin", "other"),
    [(ORDER, (1, 0, 2), (1, 0, 2), (0, 1, 2)), (BOTH, (2, 0), (0, 2), (0, 1))],
)
def test_only_the_same_answer_sent_twice_is_one(
    text: str,
    first: tuple[int, ...],
    twin: tuple[int, ...],
    other: tuple[int, ...],
    publish: Publish,
) -> None:
    course = publish({"01-a.md": f"# A\n\n{text}"})
    alice, lesson = people.make_person("Alice"), course.lessons[0]
    for given in (first, twin):
        with transaction():
            actions.answer(alice, (course, lesson), lesson.quizzes[0], given, 1)
    assert db.session.query(QuizAttempt).count() == 1
    with pytest.raises(Refused, match="meanwhile"), transaction():
        actions.answer(alice, (course, lesson), lesson.quizzes[0], other, 1)


@pytest.mark.parametrize(
    "typed",
    [
        {"answer": "Flour drinks more the more of the bran is in it."},
        {"answer": "ふすまが多いほど粉は水をたくさん吸う。"},
        {"remark": "Say why, too."},
        {"about": "I bake on Saturdays."},
        {"reason": "She moved away."},
        {"title": "2026", "body": "An hour of thought."},
    ],
)
def test_what_was_written_in_a_session_that_is_over_is_shown_to_be_copied(
    typed: dict[str, str], visitor: Visitor
) -> None:
    page = visitor.post(BAG, typed, token=False)
    assert page.status == 400
    assert "Not sent: your session was over" in page.text
    for text in typed.values():
        assert f'value="{text}" readonly' in page.html


def test_a_long_text_is_shown_on_many_lines_and_a_short_one_on_one(visitor: Visitor) -> None:
    typed = {"title": "Slow", "body": "An hour of thought.\nAnd one more."}
    page = visitor.post(BAG, typed, token=False)
    assert 'value="Slow" readonly' in page.html
    assert ">\nAn hour of thought." in page.html


def test_from_there_one_chooses_theme_and_language_as_anywhere_and_is_led_to_the_page(
    visitor: Visitor,
) -> None:
    there = "/courses/bread/lessons/flour/water"
    came = {"Referer": f"http://localhost{there}"}
    page = visitor.post(BAG, {"body": "An hour."}, token=False, headers=came)
    for form in ("/theme", "/language"):
        assert f'action="{form}"' in page.html
    assert page.html.count(f'name="next" value="{there}"') == 2


def test_from_there_a_way_leads_back_to_the_page_and_through_the_door_to_it(
    visitor: Visitor, login_as: LogIn
) -> None:
    typed, there = {"body": "An hour of thought."}, "/courses/bread/lessons/flour/water?seen=1"
    came = {"Referer": f"http://localhost{there}"}
    page = visitor.post(BAG, typed, token=False, headers=came)
    assert page.has_link(there)
    assert page.has_link("/login?next=/courses/bread/lessons/flour/water?seen%3D1")
    again = login_as("Bob").post(BAG, typed, token=False, headers=came)
    assert again.has_link(there)
    assert "Sign in" not in again.html, "who is signed in has only to send it again"


def test_it_leads_back_to_no_address_to_which_one_only_sends(visitor: Visitor) -> None:
    came = {"Referer": "http://localhost/threads/0abc/posts"}
    page = visitor.post(BAG, {"body": "An hour of thought."}, token=False, headers=came)
    assert page.has_link("/threads/0abc")
    assert not page.has_link("/threads/0abc/posts")


@pytest.mark.parametrize(
    "came_from",
    ["", "https://elsewhere.example/x", "http://localhost//elsewhere.example", "http://[", "x"],
)
def test_it_leads_to_no_other_site(came_from: str, visitor: Visitor) -> None:
    typed = {"body": "An hour of thought."}
    page = visitor.post(BAG, typed, token=False, headers={"Referer": came_from})
    assert page.has_link("/login")
    assert "elsewhere" not in page.html
    assert "Back to the page" not in page.text


def test_it_speaks_the_language_of_the_page_on_which_it_was_typed(
    visitor: Visitor, login_as: LogIn
) -> None:
    page = login_as(people.make_person("Piera", language="it")).get("/account")
    assert 'name="spoken" value="it"' in page.html
    typed = {"body": "An hour of thought.", "spoken": "it"}
    assert '<html lang="it"' in visitor.post(BAG, typed, token=False).html
    odd = typed | {"spoken": "tlh"}
    assert '<html lang="en"' in visitor.post(BAG, odd, token=False).html


@pytest.mark.parametrize("typed", [{"answer": "1"}, {"answer": [str(n) for n in range(9)]}, {}])
def test_options_are_soon_chosen_again(typed: dict[str, object], visitor: Visitor) -> None:
    page = visitor.post(BAG, typed, token=False)
    assert "Nothing was changed. Go back to the page and send it again." in page.text
    assert "Copy it" not in page.text
    assert "<textarea" not in page.html


def test_who_logs_in_without_the_cookie_is_led_back_to_the_form(visitor: Visitor) -> None:
    typed, came = {"email": "a@example.org"}, {"Referer": "http://localhost/login"}
    page = visitor.post("/login", typed, token=False, headers=came)
    assert page.status == 400
    assert page.has_link("/login")
    assert "kept on your device" not in page.text
