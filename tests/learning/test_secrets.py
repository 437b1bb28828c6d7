"""A whole attempt at every kind of question: nothing is told before its time."""

import re
from collections.abc import Callable, Iterator

import pytest

from lms.accounts.models import User
from lms.content.course import Course
from lms.content.difference import blocks_of
from tests import people
from tests.learning.conftest import Publish
from tests.visitor import Page, Visitor

LogIn = Callable[..., Visitor]

KINDS = {
    "single": "- [ ] North\n  > remark-single-wrong\n- [x] South\n  > remark-single-right",
    "multiple": "- [x] One\n  > remark-multiple-right\n- [x] Two\n"
    "- [ ] Three\n  > remark-multiple-wrong",
    "numeric": "= 31415.5 +- 0.25",
    "short": "= secret-short | secret-other",
    "long": "____",
    "matching": "- Ant :: crawls\n- Bee :: flies\n- Cod :: swims",
    "ordering": "order:\n\n1. Sow\n2. Reap\n3. Bake",
}
SECRETS = (
    *("31415", "secret-short", "secret-other", "secret-gap", "secret-also", "is-right", "is-wrong"),
    *(f"explained-{kind}" for kind in (*KINDS, "gaps", "banked")),
    *("remark-single-wrong", "remark-single-right", "remark-multiple-right", "hinted-single"),
    *("remark-multiple-wrong", "secret-banked"),
)
WRONG = {
    "single": ["0"],
    "multiple": ["0"],
    "numeric": ["3"],
    "short": ["guess"],
    "long": ["My words."],
    "gaps": ["a guess", "another"],
    "banked": ["guess"],
}
HERE = "/courses/clay/lessons/all"
OTHERS = (
    *("/", "/courses", "/courses/clay", "/courses/clay/progress", "/today", "/sitemap.xml"),
    *("/robots.txt", "/account", "/courses/clay/lessons/next", "/unread"),
)


def block(name: str, answers: str) -> str:
    hint = "? hinted-single\n\n" if name == "single" else ""
    head = f"::: quiz {{#{name} attempts=2}}\nAbout {name}?\n\n"
    return f"{head}{answers}\n\n{hint}> explained-{name}\n:::\n"


@pytest.fixture
def course(publish: Publish) -> Course:
    prose = "A {{blank: secret-gap | secret-also}} and {{blank: secret-gap}}."
    gaps = f"::: quiz {{#gaps attempts=2}}\n{prose}\n\n> explained-gaps\n:::\n"
    text = "\n".join([*(block(kind, answers) for kind, answers in KINDS.items()), gaps])
    draw = "::: quiz {from=some.quiz.md pick=1}\n:::\n"
    return publish(
        {
            "01-all.md": f"---\npreview: true\n---\n# All\n\n{text}\n{draw}",
            "02-next.md": "# Next\n\nText.",
            "some.quiz.md": block("banked", "= secret-banked"),
        }
    )


def told(page: Page) -> set[str]:
    return {secret for secret in SECRETS if secret in page.html}


def choices(page: Page, quiz: str) -> Iterator[list[str]]:
    """What each list of a question offers: its values, in order."""
    form = page.html.partition(f'id="quiz-{quiz}"')[2].partition("</form>")[0]
    for found in re.findall(r"<select.*?</select>", form, re.DOTALL):
        yield re.findall(r'<option value="(\d+)"', found)


def seated(name: str) -> User:
    user = people.make_person(name)
    people.seat(user, people.make_cohort(f"Of {name}", course="clay"))
    return user


def test_no_response_tells_a_key_before_it_is_due(
    login_as: LogIn, visitor: Visitor, course: Course
) -> None:
    browser = login_as(seated("Alice"))
    for address in (HERE, *OTHERS):
        for reader in (visitor, browser, login_as(people.make_person(f"P{address}"))):
            assert told(reader.get(address)) == set(), address
    allowed: set[str] = set()
    for quiz in (*KINDS, "gaps", "banked"):
        post = f"{HERE}/quizzes/{quiz}/attempts"
        refused = browser.post(post, {"answer": [""], "number": "1"})
        assert refused.status == 422
        assert told(refused) <= allowed, quiz
        if quiz in ("matching", "ordering"):
            continue
        answered = browser.follow(browser.post(post, {"answer": WRONG[quiz], "number": "1"}))
        allowed = {"remark-single-wrong", "remark-multiple-right", "is-wrong"}
        assert told(answered) <= allowed, quiz
        assert told(browser.get(f"{HERE}?quiz={quiz}&again=1")) <= allowed
        for address in OTHERS:
            assert told(browser.get(address)) == set(), (quiz, address)
    assert told(login_as(seated("Bea")).get(HERE)) == set()


@pytest.mark.parametrize("quiz", ["numeric", "short", "gaps", "banked"])
def test_the_key_is_told_when_no_attempt_is_left(
    quiz: str, login_as: LogIn, course: Course
) -> None:
    browser = login_as(seated("Alice"))
    for number in ("1", "2"):
        sent = {"answer": WRONG[quiz], "number": number}
        page = browser.follow(browser.post(f"{HERE}/quizzes/{quiz}/attempts", sent))
    key = {"numeric": "31415.5 ± 0.25", "short": "secret-short", "gaps": "secret-gap"}
    assert key.get(quiz, "secret-banked") in page.text
    assert f"explained-{quiz}" in page.text
    assert "no attempt is left" in page.text


def test_places_of_a_list_say_nothing_of_the_authors_order(login_as: LogIn, course: Course) -> None:
    orders, meanings = set(), set()
    for name in ("Ada", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jan"):
        page = login_as(people.make_person(name)).get(HERE)
        assert list(choices(page, "ordering")) == [["0", "1", "2"]] * 3
        assert list(choices(page, "matching")) == [["0", "1", "2"]] * 3
        orders.add(tuple(sorted(("Sow", "Reap", "Bake"), key=page.html.index)))
        meanings.add(tuple(sorted((">crawls", ">flies", ">swims"), key=page.html.index)))
    assert len(orders) > 2
    assert len(meanings) > 2


def test_a_list_stands_as_it_stood_until_it_is_answered(login_as: LogIn, course: Course) -> None:
    browser = login_as(people.make_person("Ada"))
    shown = re.findall(r"Sow|Reap|Bake", browser.get(HERE).html)
    assert shown == re.findall(r"Sow|Reap|Bake", browser.get(HERE).html)
    places = [str(("Sow", "Reap", "Bake").index(item)) for item in shown]
    sent = {"answer": places, "number": "1"}
    page = browser.follow(browser.post(f"{HERE}/quizzes/ordering/attempts", sent))
    assert "explained-ordering" in page.text
    assert "Right." in page.text


def test_only_what_was_drawn_can_be_answered(login_as: LogIn, publish: Publish) -> None:
    bank = "\n".join(block(f"q-{n}", "= yes") for n in range(6))
    publish({"01-all.md": "# All\n\n::: quiz {from=b.quiz.md pick=2}\n:::\n", "b.quiz.md": bank})
    drawn = set()
    for name in ("Ada", "Ben", "Cleo", "Dan"):
        browser = login_as(seated(name))
        mine = re.findall(r'id="quiz-(q-\d)"', browser.get(HERE).html)
        assert len(mine) == 2
        assert "Question 2 of 2" in browser.get(HERE).text
        statuses = {
            f"q-{n}": browser.post(f"{HERE}/quizzes/q-{n}/attempts", {"answer": "yes"}).status
            for n in range(6)
        }
        assert {quiz for quiz, status in statuses.items() if status == 303} == set(mine)
        assert re.findall(r'id="quiz-(q-\d)"', browser.get(HERE).html) == mine
        assert "Question 2:" in browser.get("/courses/clay/progress").text
        assert "Question 3:" not in browser.get("/courses/clay/progress").text
        drawn.add(tuple(mine))
    assert len(drawn) > 1


def test_a_bank_may_change_and_what_was_answered_stays(login_as: LogIn, publish: Publish) -> None:
    questions = [block(f"q-{n}", "= yes") for n in range(8)]
    lesson = "---\ncomplete: quiz\n---\n# All\n\n::: quiz {from=b.quiz.md pick=3}\n:::\n"
    publish({"01-all.md": lesson, "b.quiz.md": "\n".join(questions[:5])})
    browser = login_as(seated("Ada"))
    mine = re.findall(r'id="quiz-(q-\d)"', browser.get(HERE).html)
    for quiz in mine[:2]:
        browser.post(f"{HERE}/quizzes/{quiz}/attempts", {"answer": "yes"})
    publish({"01-all.md": lesson, "b.quiz.md": "\n".join(questions)})
    after = re.findall(r'id="quiz-(q-\d)"', browser.get(HERE).html)
    assert set(mine[:2]) < set(after)
    (last,) = set(after) - set(mine[:2])
    browser.post(f"{HERE}/quizzes/{last}/attempts", {"answer": "yes"})
    assert "1 of 1 lesson counts" in browser.get("/courses/clay/progress").text


def test_the_same_form_sent_twice_is_one_answer(login_as: LogIn, course: Course) -> None:
    browser = login_as(seated("Ada"))
    post = f"{HERE}/quizzes/short/attempts"
    for _ in range(3):
        assert browser.post(post, {"answer": "guess", "number": "1"}).status == 303
    assert "One attempt left." in browser.get(HERE).text
    late = browser.post(post, {"answer": "secret-short", "number": "1"})
    assert late.status == 422
    assert "answered meanwhile" in late.text


def test_what_was_typed_is_kept_beside_what_is_wrong_with_it(
    login_as: LogIn, course: Course
) -> None:
    browser = login_as(seated("Ada"))
    page = browser.post(f"{HERE}/quizzes/numeric/attempts", {"answer": "a <few>", "number": "1"})
    assert 'value="a &lt;few&gt;"' in page.html
    assert 'aria-invalid="true"' in page.html
    assert "Write a number" in page.text
    page = browser.post(f"{HERE}/quizzes/gaps/attempts", {"answer": ["one", ""], "number": "1"})
    assert 'value="one"' in page.html
    assert "Fill every gap" in page.text


def test_what_has_changed_in_a_lesson_tells_no_key(course: Course) -> None:
    lesson = course.lessons[0]
    told_of = " ".join(block.text for block in blocks_of(lesson.parts, lesson.quizzes))
    assert not {secret for secret in SECRETS if secret in told_of}
    assert told_of.index("Bake") < told_of.index("Reap") < told_of.index("Sow")
