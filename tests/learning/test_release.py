"""A lesson with a date: it opens on its day, and before it nothing of it is told but its name."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask

from lms.cohorts.models import Cohort
from lms.platform import clock
from tests import people
from tests.learning.conftest import Publish
from tests.queries import counted
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
HERE = "/courses/clay"
FILES = {
    "01-a.md": "# Wedging\n\nPress.\n",
    "02-b.md": "---\nrelease: +14d\nsummary: Of heat.\n---\n# Firing\n\nSecret heat."
    " ![kiln](kiln.svg)\n\n::: quiz {#b-1}\nHow hot?\n\n- [x] Very\n- [ ] Not\n:::\n",
    "03-c.md": "# Glazing\n\nDip. ![cup](cup.svg)\n",
    "kiln.svg": '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    "cup.svg": '<svg xmlns="http://www.w3.org/2000/svg"><g></g></svg>',
}


def company(publish: Publish, login_as: LogIn, **more: Any) -> tuple[Cohort, Visitor]:
    """Alice in a cohort that began a week ago."""
    publish(FILES)
    cohort = people.make_cohort(course="clay", **more)
    alice = people.make_person("Alice", time_zone="Europe/Lisbon")
    people.seat(alice, cohort)
    return cohort, login_as(alice)


def test_before_its_day_it_says_when_and_no_more(
    app: Flask, publish: Publish, login_as: LogIn
) -> None:
    _cohort, alice = company(publish, login_as)
    page = alice.get(f"{HERE}/lessons/b")
    assert "It opens on" in page.text
    assert "23:00" in page.text  # Lisbon's clock is an hour behind Rome's
    assert "in Rome it is" in page.text
    assert "Secret heat" not in page.html
    for form in ("completion", "place", "quizzes/b-1/attempts"):
        assert alice.post(f"{HERE}/lessons/b/{form}").status == 404
    assert alice.get(f"{HERE}/files/kiln.svg", buffered=True).status == 404
    assert alice.get(f"{HERE}/files/cup.svg", buffered=True).status == 200


def test_one_goes_past_it(app: Flask, publish: Publish, login_as: LogIn) -> None:
    cohort, alice = company(publish, login_as)
    page = alice.get(f"{HERE}/lessons/a")
    assert f'href="{HERE}/lessons/c" rel="next"' in page.html
    assert "opens on" in page.text  # in the outline
    assert alice.post(f"{HERE}/lessons/a/completion").location == f"{HERE}/lessons/c"
    assert alice.post(f"{HERE}/lessons/c/completion").location == f"{HERE}/progress"
    assert "opens on" in alice.get(f"{HERE}/progress").text
    for page in (alice.get("/today"), alice.get(HERE)):
        assert "You have finished all that is open." in page.text
        assert "Resume" not in page.text
    about = alice.get(f"/cohorts/{cohort.slug}/threads/new")
    assert "Glazing" in about.text
    assert "Firing" not in about.text
    assert "lessons/b" not in alice.get("/sitemap.xml").html


def test_on_its_day_it_opens(app: Flask, publish: Publish, login_as: LogIn) -> None:
    long_ago = clock.now().date() - timedelta(days=15)
    _cohort, alice = company(publish, login_as, starts_on=long_ago)
    assert "Secret heat" in alice.get(f"{HERE}/lessons/b").html
    assert alice.get(f"{HERE}/files/kiln.svg", buffered=True).status == 200
    assert alice.post(f"{HERE}/lessons/a/completion").location == f"{HERE}/lessons/b"


def test_those_who_guide_read_it_anyway(app: Flask, publish: Publish, login_as: LogIn) -> None:
    cohort, _alice = company(publish, login_as)
    mara = people.make_person("Mara")
    people.make_mentor(mara, cohort)
    for who in (mara, people.make_admin()):
        guide = login_as(who)
        assert "Secret heat" in guide.get(f"{HERE}/lessons/b").html
        assert f'href="{HERE}/lessons/b" rel="next"' in guide.get(f"{HERE}/lessons/a").html
        assert "Firing" in guide.get(f"/cohorts/{cohort.slug}/threads/new").text


def test_two_cohorts_of_one_course_are_shown_their_own(
    app: Flask, publish: Publish, login_as: LogIn
) -> None:
    _cohort, alice = company(publish, login_as)
    early = people.make_cohort(
        "Ocra", course="clay", starts_on=clock.now().date() - timedelta(days=30)
    )
    bob = people.make_person("Bob")
    people.seat(bob, early)
    first, second = alice.get(f"{HERE}/lessons/a"), login_as(bob).get(f"{HERE}/lessons/a")
    assert f'href="{HERE}/lessons/c" rel="next"' in first.html
    assert f'href="{HERE}/lessons/b" rel="next"' in second.html
    assert "opens on" not in second.text


def test_a_date_costs_no_statement(app: Flask, publish: Publish, login_as: LogIn) -> None:
    _cohort, alice = company(publish, login_as)
    alice.get(f"{HERE}/lessons/a")
    with counted() as asked:
        alice.get(f"{HERE}/lessons/a")
    assert len(asked) <= 3
