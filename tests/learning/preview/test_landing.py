"""The course's own page in its preview, and where what is wrong with no lesson is told."""

import re
from pathlib import Path

import pytest

from tests.content.courses import QUIZ
from tests.learning.preview.conftest import Ask, seen

FRONT = (
    "---\ntitle: Bread\nsummary: Flour, water, time.\ninstructors: [Ada Rossi, Bo]\n"
    "level: beginner\ntopics: [bread]\nlicense: CC BY\ncover: sack.svg\nprice: 120.00 EUR\n---\n\n"
    "About *bread*.\n"
)


@pytest.fixture
def landing(folder: Path) -> Path:
    """The course with all that its own page tells."""
    (folder / "course.md").write_text(FRONT)
    (folder / "sack.svg").write_text("<svg/>")
    (folder / "01-a" / "02-kept.md").write_text(
        "---\nid: kept\nminutes: 12\nrelease: +7d\nrequires: [free]\n---\n# Kept\n\nBody.\n"
    )
    (folder / "01-a" / "01-free.md").write_text("---\nid: free\npreview: true\n---\n# Free\n\nx\n")
    return folder


@pytest.mark.usefixtures("landing")
def test_the_landing_page_tells_what_the_real_one_does(ask: Ask) -> None:
    page = ask("/courses/bread")[1]
    for told in (
        '<p class="page-head__lede">Flour, water, time.</p>',
        "4 lessons with Ada Rossi and Bo",
        '<span class="person__name">Ada Rossi</span>',
        '<span class="num">12 min</span>',
        '<img class="emblem" src="/courses/bread/files/sack.svg"',
        "<p>About <em>bread</em>.</p>",
        "CC BY",
        "120 €",
    ):
        assert told in page


@pytest.mark.usefixtures("landing")
def test_each_reader_is_shown_the_programme_that_is_theirs(ask: Ask) -> None:
    mentor, learner, visitor = (
        seen(ask, "/courses/bread", w) for w in ("mentor", "learner", "visitor")
    )
    programme = 'id="page.programme"'
    assert "Unfinished" in mentor.partition(programme)[2]
    assert "Unfinished" not in learner.partition(programme)[2]
    assert "opens on 17 Mar" in learner
    assert "opens on" not in mentor
    assert "free to read" in visitor.partition(programme)[2]


def box(page: str) -> str:
    """What is offered to those who are not in the course; empty where nothing is."""
    return page.partition('id="page.buy"')[2].partition('id="row"')[0]


def test_a_visitor_sees_price_and_refund_terms_as_on_the_real_page(ask: Ask, landing: Path) -> None:
    front = FRONT.replace("price:", "refund:\n  full until: lesson 3 | 14 days\nprice:")
    (landing / "course.md").write_text(front)
    told = box(seen(ask, "/courses/bread", "visitor"))
    for words in (
        '<span class="offers__price">120 €</span>',
        "10 Mar 2026",
        "Full refund until lesson 3.",
        "Full refund for 14 days.",
        'href="/-/look?who=learner&amp;back=%2Fcourses%2Fbread">Join Preview</a>',
        "Read first: one whole lesson is open",
    ):
        assert words in told
    assert "seat" not in told


@pytest.mark.usefixtures("landing")
def test_a_learner_sees_their_place_and_what_to_read_first_but_no_cohort(ask: Ask) -> None:
    page = seen(ask, "/courses/bread", "learner")
    place = page.partition('id="page.place"')[2].partition("</section>")[0]
    assert ">Your place in this course</h2>" in place
    assert "0 of 3 lessons" in place
    assert (
        '<a class="btn btn--primary btn--lg btn--block" href="/courses/bread/lessons/a/free">Begin'
        in (place)
    )
    assert "A preview knows of no cohort" in place
    assert "buybar" not in page
    for who in ("visitor", "mentor"):
        assert 'id="page.place"' not in seen(ask, "/courses/bread", who)


def test_a_learner_to_whom_nothing_is_open_yet_is_told_when_it_is(ask: Ask, landing: Path) -> None:
    for name in ("01-free", "02-kept", "04-wrong"):
        (landing / "01-a" / f"{name}.md").write_text("---\nrelease: +7d\n---\n# A\n\nx\n")
    place = seen(ask, "/courses/bread", "learner").partition('id="page.place"')[2]
    assert "The next lesson opens on Tue 17 Mar." in place


@pytest.mark.usefixtures("landing")
def test_on_a_phone_a_bar_leads_a_visitor_to_the_price(ask: Ask) -> None:
    bar = seen(ask, "/courses/bread", "visitor").partition('class="buybar"')[2]
    assert "<b>120 €</b>" in bar
    assert 'href="#page.buy">See the cohorts</a>' in bar
    assert 'class="buybar"' not in seen(ask, "/courses/bread", "visitor", date="2026-03-11")


@pytest.mark.usefixtures("landing")
def test_the_offer_is_that_of_the_day_and_of_the_reader(ask: Ask) -> None:
    mentor, learner = (box(seen(ask, "/courses/bread", who)) for who in ("mentor", "learner"))
    assert "You teach here, so every lesson is open to you." in mentor
    assert "btn--primary" not in mentor
    assert learner == ""
    later = box(seen(ask, "/courses/bread", "visitor", date="2026-03-11"))
    assert "under way" in later
    assert "Join" not in later


@pytest.mark.usefixtures("landing")
def test_a_lesson_says_on_what_it_builds(ask: Ask) -> None:
    kept, link = "/courses/bread/lessons/a/kept", 'href="/courses/bread/lessons/a/free">Free</a>'
    assert link in ask(kept)[1].partition("It builds on")[2]
    assert "It builds on" not in seen(ask, kept, "visitor")


def test_an_italian_course_is_surrounded_by_italian(ask: Ask, folder: Path) -> None:
    (folder / "course.md").write_text(FRONT.replace("title:", "language: it\ntitle:", 1))
    page = ask("/courses/bread")[1]
    assert "Il programma" in page
    assert "4 lezioni con Ada Rossi e Bo" in page


def told_at(page: str, path: str) -> list[str]:
    """Where the list of findings leads for this file."""
    return re.findall(rf'<a href="([^"]+)"><code>{re.escape(path)}', page)


def test_what_is_wrong_with_an_introduction_stands_in_it(ask: Ask, folder: Path) -> None:
    (folder / "01-a" / "index.md").write_text("# Beginnings\n\nOne.\n\nTwo [x](gone.md).\n")
    page = ask("/courses/bread")[1]
    (address,) = told_at(page, "01-a/index.md")
    path, _, anchor = address.partition("#")
    assert path == "/courses/bread"
    assert page.index("<p>One.") < page.index(f'id="{anchor}"') < page.index("<p>Two")


def test_what_is_wrong_with_a_bank_is_told_in_the_lesson_that_draws_from_it(
    ask: Ask, folder: Path
) -> None:
    (folder / "01-a" / "pool.quiz.md").write_text(QUIZ.replace("q-1", "b-1") + "\n[x](gone.md)\n")
    text = "# Asks\n\nOne.\n\n::: quiz {#d from=pool.quiz.md pick=1}\n:::\n\nEnd.\n"
    (folder / "01-a" / "06-asks.md").write_text(text)
    addresses = told_at(ask("/courses/bread")[1], "01-a/pool.quiz.md")
    assert len(addresses) == 2
    for address in addresses:
        path, _, anchor = address.partition("#")
        assert path == "/courses/bread/lessons/a/asks"
        page = ask(path)[1]
        assert page.count(f'id="{anchor}"') == 1
        told = page.index(f'id="{anchor}"')
        assert page.index("<p>One.") < told < page.index("<p>End.")
        assert "<code>01-a/pool.quiz.md</code>" in page[told:]


def test_it_is_told_once_in_a_course_of_two_languages_and_not_again_on_the_landing_page(
    ask: Ask, folder: Path
) -> None:
    (folder / "course.it.md").write_text("---\ntitle: Pane\n---\n\nUn corso.\n")
    (folder / "01-a" / "pool.quiz.md").write_text(QUIZ.replace("[x]", "[ ]"))
    draw = "::: quiz {#d from=pool.quiz.md pick=1}\n:::\n"
    (folder / "01-a" / "06-asks.md").write_text(
        f"# Asks\n\n{draw}\nOr:\n\n{draw.replace('#d', '#e')}"
    )
    (address, *_) = told_at(ask("/courses/bread")[1], "01-a/pool.quiz.md")
    path, _, anchor = address.partition("#")
    assert ask(path)[1].count(f'id="{anchor}"') == 1
    assert f'id="{anchor}"' not in ask("/courses/bread")[1]


@pytest.mark.parametrize(
    ("language", "pick", "said"),
    [
        ("en", "pick=1", "One of these is drawn for each learner:"),
        ("en", "pick=2", "2 of these are drawn for each learner:"),
        ("it", "pick=1", "Ne viene sorteggiata una per ogni partecipante:"),
        ("it", "pick=2", "Ne vengono sorteggiate 2 per ogni partecipante:"),
        ("en", "pick=3", ""),
        ("en", "", ""),
    ],
)
def test_how_many_are_drawn_is_said_where_some_are(
    ask: Ask, folder: Path, language: str, pick: str, said: str
) -> None:
    (folder / "course.md").write_text(
        f"---\ntitle: B\nsummary: S.\nlanguage: {language}\n---\n\nX\n"
    )
    bank = "".join(QUIZ.replace("q-1", f"b-{n}") for n in range(3))
    (folder / "01-a" / "pool.quiz.md").write_text(bank)
    draw = f"# Asks\n\n::: quiz {{#d from=pool.quiz.md {pick}}}\n:::\n"
    (folder / "01-a" / "06-asks.md").write_text(draw)
    page = ask("/courses/bread/lessons/a/asks")[1]
    assert "What rises?" in page
    assert f'<small lang="{language}">{said}</small>' in page if said else "<small lang" not in page


@pytest.mark.parametrize("name", ["01-a/pool.quiz.md", "glossary.md", "SUMMARY.md"])
def test_what_no_page_shows_is_told_on_the_landing_page(ask: Ask, folder: Path, name: str) -> None:
    text = "- [x](gone.md)\n- [A](01-a/01-free.md)\n" if name == "SUMMARY.md" else "[x](gone.md)\n"
    (folder / name).write_text(f"# X\n\n{text}")
    page = ask("/courses/bread")[1]
    (path, _, anchor), *_ = [address.partition("#") for address in told_at(page, name)]
    assert path == "/courses/bread"
    assert f"<code>{name}</code>" in page.partition(f'id="{anchor}"')[2]
