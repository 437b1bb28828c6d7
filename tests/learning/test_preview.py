"""The preview: what is saved is seen, with the eyes and on the day that are asked for."""

import http.client
import itertools
import re
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from lms.learning.commands import preview
from lms.learning.preview.draft import Draft
from lms.learning.preview.eyes import Eyes, moment
from lms.learning.preview.server import server_of
from tests.content.courses import COURSE, QUIZ
from tests.content.hostile import wrong_in

NOW = datetime.fromisoformat("2026-03-10T12:00")
LESSONS = {
    "01-a/01-free.md": f"---\npreview: true\n---\n# Free\n\nOpen to all.\n{QUIZ}",
    "01-a/02-kept.md": "# Kept\n\nFor those inside.\n\n::: instructor\nAsk them.\n:::\n",
    "01-a/03-draft.md": "---\ndraft: true\n---\n# Unfinished\n\nSoon.\n",
    "01-a/04-wrong.md": "# Wrong\n\nOne.\n\nTwo [x](nowhere.md).\n\nThree.\n",
}
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
Ask = Callable[..., tuple[int, str, dict[str, str]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course of four lessons."""
    root = tmp_path / "bread"
    for path, text in {"course.md": COURSE, **LESSONS}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    (root / "01-a" / "sack.svg").write_text("<svg onload='alert(1)'/>")
    return root


@pytest.fixture
def ask(folder: Path) -> Iterator[Ask]:
    """Ask a preview that an author has begun, as mentor."""
    draft = Draft(folder)
    server = server_of(draft, 0, Eyes("mentor", NOW, NOW.date()))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def asked(path: str, form: str = "", **headers: str) -> tuple[int, str, dict[str, str]]:
        line = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        line.request("POST" if form else "GET", path, form or None, headers)
        answer = line.getresponse()
        told = (answer.status, answer.read().decode(), dict(answer.getheaders()))
        line.close()
        return told

    yield asked
    server.shutdown()
    server.server_close()


def seen(ask: Ask, path: str, who: str, **more: str) -> str:
    """A page after its reader was chosen in the form."""
    wishes = "&".join(f"{name}={value}" for name, value in {"who": who, **more}.items())
    cookie = ask(f"/-/look?{wishes}")[2]["Set-Cookie"].split(";")[0]
    return ask(path, Cookie=cookie)[1]


def test_what_is_on_the_disk_is_what_is_shown(ask: Ask, folder: Path) -> None:
    for number in range(3):
        (folder / "01-a" / "02-kept.md").write_text(f"# Kept\n\nEdition {number}")
        assert f"Edition {number}" in ask("/courses/bread/lessons/a/kept")[1]
    (folder / "01-a" / "05-new.md").write_text("# New\n\ntext")
    assert ask("/courses/bread/lessons/a/new")[0] == 200
    (folder / "01-a" / "05-new.md").unlink()
    assert ask("/courses/bread/lessons/a/new")[0] == 404


def test_an_included_file_is_followed_and_its_findings_stand_where_it_is_shown(
    ask: Ask, folder: Path
) -> None:
    (folder / "_shared").mkdir()
    (folder / "_shared/note.md").write_text("Edition 1 [x](gone.md)")
    text = "# Kept\n\nOne.\n\n{{#include ../_shared/note.md}}\n\nThree.\n"
    (folder / "01-a/02-kept.md").write_text(text)
    page = ask("/courses/bread/lessons/a/kept")[1]
    told = page.index("<code>_shared/note.md</code>")
    assert page.index("<p>One.") < told < page.index("<p>Edition 1") < page.index("<p>Three.")
    (folder / "_shared/note.md").write_text("Edition 2")
    assert "Edition 2" in ask("/courses/bread/lessons/a/kept")[1]


def test_a_finding_stands_before_the_block_it_means(ask: Ask) -> None:
    page = ask("/courses/bread/lessons/a/wrong")[1]
    assert page.index("<p>One.") < page.index('id="finding-5"') < page.index("<p>Two")
    assert "      |     ^^^^^^^^^^" not in page.split("<p>One.")[0]
    assert "    5 | Two [x](nowhere.md)." in page
    assert 'href="/courses/bread/lessons/a/wrong#finding-5"' in page
    assert "data-line" not in page


def test_a_finding_in_a_translation_leads_to_its_page_in_its_language(
    ask: Ask, folder: Path
) -> None:
    turned = QUIZ.replace("[ ]", "[?]").replace("[x]", "[ ]").replace("[?]", "[x]")
    (folder / "01-a/01-free.it.md").write_text(f"# Libera\n\nAperta.\n{turned}")
    kept = ask("/courses/bread/lessons/a/kept")[1]
    (address,) = re.findall(r'<a href="([^"]+)"><code>01-a/01-free.it.md:5<', kept)
    status, _, headers = ask(unescape(address))
    assert (status, headers["Location"]) == (303, "/courses/bread/lessons/a/free#finding-5")
    cookie = headers["Set-Cookie"].split(";")[0]
    page = ask("/courses/bread/lessons/a/free", Cookie=cookie)[1]
    assert page.index("<p>Aperta") < page.index('id="finding-5"') < page.index("What rises?")
    assert 'href="/courses/bread/lessons/a/free#finding-5"' in page


def test_each_reader_sees_what_is_theirs(ask: Ask) -> None:
    kept, free = "/courses/bread/lessons/a/kept", "/courses/bread/lessons/a/free"
    mentor, learner, visitor = (seen(ask, kept, who) for who in ("mentor", "learner", "visitor"))
    assert "Ask them." in mentor
    assert "For those inside." in learner
    assert "Ask them." not in learner
    assert "For those inside." not in visitor
    assert "Closed to a visitor" in visitor
    assert "Unfinished" not in seen(ask, free, "learner").replace("03-draft", "")
    assert "Open to all." in seen(ask, free, "visitor")


def test_a_learner_is_not_shown_the_key(ask: Ask) -> None:
    page = seen(ask, "/courses/bread/lessons/a/free", "learner")
    assert "What rises?" in page
    assert "is-right" not in page
    assert "Never." not in page
    assert "Yeast." not in page
    assert "is-right" in seen(ask, "/courses/bread/lessons/a/free", "mentor")


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
        ("single", ["1"], ["Right.", "Because."]),
        ("single", ["0"], ["Not yet.", "your answer", "Never.", "1 attempt left", "Try again"]),
        ("single", [], ["Choose an answer first."]),
        ("single", ["7"], ["Choose an answer first."]),
        ("multiple", ["0", "2"], ["Right."]),
        ("multiple", ["0"], ["Not yet."]),
        ("numeric", ["3,14"], ["Right."]),
        ("numeric", ["about three"], ["Write a number, in digits", 'value="about three"']),
        ("short", [" LET "], ["Right."]),
        ("short", ["var"], ["Not right, and no attempt is left.", "It is: let"]),
        ("gaps", ["four", "eight"], ["right", "not right", "1 point of 2"]),
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
    told = [words.replace("1 point of", "one point of") for words in told]
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


def test_a_day_that_is_none_is_refused(ask: Ask) -> None:
    for day in ("2026-02-30", "soon", "%2B9999999d"):
        status, page, headers = ask(f"/-/look?who=learner&date={day}&back=/courses/bread")
        assert status == 422
        assert "is no day: write it as in 2026-02-01, 2026-02-01T18:00, +10d or week 2." in page
        assert 'href="/courses/bread"' in page
        assert "Set-Cookie" not in headers


@pytest.mark.parametrize("option", ["--date", "--start"])
@pytest.mark.parametrize("day", ["soon", "2026-02-30", ""])
def test_the_command_refuses_a_day_that_is_none(folder: Path, option: str, day: str) -> None:
    words = ["bread", "--folder", str(folder.parent), option, day]
    told = CliRunner().invoke(preview, words)
    assert told.exit_code == 2
    assert f'"{day}" is no day: write it as in 2026-02-01,' in told.output


@pytest.mark.parametrize(
    ("release", "opens"),
    [
        ("+7d", "2026-03-17 00:00:00"),
        ("+2w", "2026-03-24 00:00:00"),
        ("week 2", "2026-03-17 00:00:00"),
        ("2026-05-01T18:00", "2026-05-01 18:00:00"),
        ("", "None"),
        ("soon", "None"),
    ],
)
def test_a_lesson_opens_on_its_day(release: str, opens: str) -> None:
    assert str(moment(release, NOW.date())) == opens


def test_it_speaks_to_this_computer_alone(ask: Ask) -> None:
    assert ask("/courses/bread", Host="evil.example:80")[0] == 403
    assert ask("/courses/bread", Host="localhost:80")[0] == 200


def test_its_pages_may_run_nothing_but_its_own(ask: Ask) -> None:
    _, page, headers = ask("/courses/bread/lessons/a/wrong")
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert [w for w in wrong_in(page) if w not in ("<meta>", "<link>", "<script>", "<form>")] == []
    assert "sandbox" in ask("/courses/bread/files/01-a/sack.svg")[2]["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../pyproject.toml",
        "/static/%2e%2e/pyproject.toml",
        "/static/%00",
        "/-/../page.html",
        "/-/page.html",
        "/-/codes/C999",
        "/courses/bread/files/../course.md",
        "/courses/bread/files/01-a/01-free.md",
        "/courses/breadsticks",
        "/etc/passwd",
        "/courses/bread/lessons/%ff",
    ],
)
def test_only_what_belongs_to_the_course_is_there(ask: Ask, path: str) -> None:
    assert ask(path)[0] == 404


def test_the_form_leads_nowhere_else(ask: Ask) -> None:
    for back in ("https://evil.example/", "//evil.example", "/%0d%0aX:y"):
        assert ask(f"/-/look?who=learner&back={back}")[2]["Location"] == "/"


def test_style_script_and_what_a_code_means_are_there(ask: Ask) -> None:
    assert "@layer" in ask("/static/css/site.css")[1]
    assert ".found" in ask("/-/preview.css")[1]
    assert "EventSource" in ask("/-/preview.js")[1]
    assert "The block does not know this option." in ask("/-/codes/C104")[1]


def test_a_folder_that_goes_away_is_told_and_not_the_end(ask: Ask, folder: Path) -> None:
    folder.rename(folder.with_name("gone"))
    assert "there is no course.md" in ask("/courses/bread")[1]
