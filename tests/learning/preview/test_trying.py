"""An author answers the questions of a preview as a learner would."""

import itertools
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.content.courses import COURSE
from tests.learning.preview.conftest import LESSONS, Ask, seen

EVERY_KIND = """# Kinds

::: quiz {#single attempts=2}
What rises?

- [ ] Salt
  > Never.
- [x] Dough

? Think of dough.
> Because.
:::

::: quiz {#multiple}
Which of these?

- [x] Flour
- [ ] Sand
- [x] Water
:::

::: quiz {#numeric}
How much?

= 3.14 +- 0.01
:::

::: quiz {#short attempts=1}
Which word?

= let
:::

::: quiz {#gaps points=2 attempts=1}
Two and two is {{blank: four}}, twice that {{blank: 8}}.
:::

::: quiz {#matching}
Match.

- salt :: sea
- flour :: mill
:::

::: quiz {#ordering}
In which order?

order:

1. mix
2. rest
3. bake
:::

::: quiz {#long}
Tell.

____
:::
"""
KINDS = "/courses/bread/lessons/a/kinds"


def answered(ask: Ask, question: str, *typed: str, who: str = "learner") -> str:
    """The page that a form of the lesson with every kind leads to."""
    page = seen(ask, KINDS, who)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = urlencode([("csrf_token", token), ("number", "1"), *(("answer", t) for t in typed)])
    cookie = {"Cookie": f"eyes=who%3D{who}"}
    status, _, headers = ask(f"{KINDS}/quizzes/{question}/attempts", form, **cookie)
    assert status == 303
    address, _, place = headers["Location"].partition("#")
    assert place == f"quiz-{question}"
    return ask(address, **cookie)[1].split(f'id="quiz-{question}"')[1].split("</form>")[0]


@pytest.fixture
def kinds(folder: Path) -> None:
    """A lesson with a question of each kind."""
    (folder / "01-a" / "05-kinds.md").write_text(EVERY_KIND)


@pytest.mark.usefixtures("kinds")
@pytest.mark.parametrize(
    ("question", "typed", "told"),
    [
        ("single", ["1"], ["Right.", "Because.", "1 of 1 point"]),
        ("single", ["0"], ["Not yet.", "your answer", "Never.", "1 attempt left", "Try again"]),
        ("single", [], ["Choose an answer first."]),
        ("single", ["7"], ["Choose an answer first."]),
        ("multiple", ["0", "2"], ["Right."]),
        ("multiple", ["0"], ["Not yet."]),
        ("numeric", ["3,14"], ["Right."]),
        ("numeric", ["about three"], ["Write a number, in digits", 'value="about three"']),
        ("short", [" LET "], ["Right."]),
        ("short", ["var"], ["Not right, and no attempt is left.", "It is: let"]),
        ("gaps", ["four", "eight"], ["right", "not right", "1 of 2 points"]),
        ("gaps", ["four", ""], ["Fill every gap"]),
        ("matching", ["0", ""], ["Choose something for each."]),
        ("ordering", ["0", "0", "1"], ["The same was chosen twice"]),
        ("long", ["Much, è molto."], ["Waiting to be read.", "Much, è molto."]),
    ],
)
def test_an_author_tries_a_question_and_is_told_what_a_learner_is(
    ask: Ask, question: str, typed: list[str], told: list[str]
) -> None:
    form = answered(ask, question, *typed)
    told = [words.replace("1 attempt left", "One attempt left") for words in told]
    assert [words for words in told if words not in form] == []


@pytest.mark.usefixtures("kinds")
@pytest.mark.parametrize(("question", "count"), [("matching", 2), ("ordering", 3)])
def test_what_is_matched_or_ordered_can_be_right(ask: Ask, question: str, count: int) -> None:
    tries = itertools.permutations([str(place) for place in range(count)])
    assert sum("Right." in answered(ask, question, *typed) for typed in tries) == 1


@pytest.mark.usefixtures("kinds")
def test_nothing_is_kept_of_a_try(ask: Ask) -> None:
    assert "no attempt is left" in answered(ask, "short", "var")
    page = seen(ask, KINDS, "learner")
    assert "no attempt is left" not in page
    assert "not kept" in page
    assert "Right." in answered(ask, "short", "let")


@pytest.mark.usefixtures("kinds")
def test_a_key_that_is_mended_judges_again_what_was_tried(ask: Ask, folder: Path) -> None:
    address = f"{KINDS}?quiz=short&sent=1&answer=var"
    cookie = {"Cookie": "eyes=who%3Dlearner"}
    assert "no attempt is left" in ask(address, **cookie)[1]
    (folder / "01-a" / "05-kinds.md").write_text(EVERY_KIND.replace("= let", "= var"))
    assert "Right." in ask(address, **cookie)[1]


@pytest.mark.usefixtures("kinds")
def test_a_hint_is_given_when_it_is_asked_for(ask: Ask) -> None:
    page = seen(ask, KINDS, "learner")
    assert "A hint" in page
    assert "Think of dough." not in page
    cookie = {"Cookie": "eyes=who%3Dlearner"}
    assert "Think of dough." in ask(f"{KINDS}?quiz=single&hint=1", **cookie)[1]


def test_a_visitor_is_asked_to_sign_in_and_is_a_learner_then(ask: Ask) -> None:
    free = "/courses/bread/lessons/a/free"
    page = seen(ask, free, "visitor", date="2026-04-01")
    assert "disabled" in page
    assert "not kept" not in page
    assert "Right." not in ask(f"{free}?quiz=q-1&sent=1&answer=1", Cookie="eyes=who%3Dvisitor")[1]
    link = unescape(page.split('<a class="btn btn--sm" href="')[1].split('"')[0])
    _, _, headers = ask(link, Cookie="eyes=who%3Dvisitor%26date%3D2026-04-01")
    assert headers["Location"] == free
    assert "who%3Dlearner" in headers["Set-Cookie"]
    assert "2026-04-01" in headers["Set-Cookie"]


def test_a_mentor_sees_keys_and_the_way_to_a_try(ask: Ask) -> None:
    page = ask("/courses/bread/lessons/a/free")[1]
    link = unescape(page.split("Answer it as a learner")[0].rsplit('href="', 1)[1].split('"')[0])
    assert ask(link)[2]["Location"] == "/courses/bread/lessons/a/free#quiz-q-1"


@pytest.mark.usefixtures("kinds")
@pytest.mark.parametrize(
    ("form", "status"), [("answer=0", 403), ("csrf_token=guessed", 403), ("x" * 300_000, 403)]
)
def test_a_form_of_elsewhere_is_not_judged(ask: Ask, form: str, status: int) -> None:
    told = ask(f"{KINDS}/quizzes/single/attempts", form)
    assert told[0] == status
    assert "load the page again" in told[1]
    assert ask("/etc/quizzes/single/attempts", form)[0] == 404
    assert ask(KINDS, form)[0] == 404
    assert ask(KINDS, form, Host="evil.example")[0] == 403


def test_an_italian_lesson_speaks_italian_around_its_questions(ask: Ask, folder: Path) -> None:
    (folder / "course.md").write_text(COURSE.replace("title:", "language: it\ntitle:"))
    lesson = LESSONS["01-a/01-free.md"].replace("preview: true", "preview: true\nminutes: 15-25")
    (folder / "01-a" / "01-free.md").write_text(lesson)
    page = seen(ask, "/courses/bread/lessons/a/free", "learner")
    assert "Controlla" in page
    assert '<span lang="it">15–25 min</span>' in page
