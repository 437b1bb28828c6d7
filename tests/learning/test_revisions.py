"""What edits, renames, removals and pinned cohorts mean to somebody who is learning."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.content import queries
from lms.content.commands import sync_folder
from lms.platform.db import db, transaction
from tests import people
from tests.content.repos import text_about
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
Sync = Callable[[Mapping[str, str | None]], None]
HOME = "/courses/loaf"
GRAIN = f"{HOME}/lessons/grain"


@pytest.fixture
def sync(app: Flask, tmp_path: Path) -> Iterator[Sync]:
    """Write (or remove: None) these files of the course "loaf", and sync it."""
    library = app.extensions["library"]
    folder = tmp_path / "loaf"
    folder.mkdir()
    (folder / "course.md").write_text("---\ntitle: Loaf\nsummary: Bread.\n---\nBread.\n")

    def write_and_sync(files: Mapping[str, str | None]) -> None:
        for name, text in files.items():
            if text is None:
                (folder / name).unlink()
            else:
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_text(text)
        assert sync_folder(folder, library).accepted

    write_and_sync({"01-grain.md": text_about("Grain"), "02-water.md": text_about("Water")})
    yield write_and_sync
    library.withdraw("loaf")


@pytest.fixture
def cohort(sync: Sync) -> Cohort:
    """A running cohort of the course."""
    return people.make_cohort(course="loaf")


def learner(login_as: LogIn, cohort: Cohort, *done: str) -> tuple[User, Visitor]:
    user = people.make_person("Alice")
    people.seat(user, cohort)
    browser = login_as(user)
    for lesson in done:
        browser.post(f"{HOME}/lessons/{lesson}/completion")
    return user, browser


def pin(cohort: Cohort, number: int | None) -> None:
    with transaction():
        db.session.get_one(Cohort, cohort.id).revision = number


def test_an_edit_since_is_shown_where_it_stands(
    login_as: LogIn, cohort: Cohort, sync: Sync
) -> None:
    _, alice = learner(login_as, cohort, "grain")
    sync({"01-grain.md": text_about("Grain").replace("Grain 3: Grain needs", "Grain 3: Rye asks")})
    page = alice.get(GRAIN)
    assert page.has_link(f"{HOME}/changes/grain")
    shown = alice.get(f"{HOME}/changes/grain")
    assert shown.status == 200
    assert "removed: Grain needs" in shown.text
    assert "added: Rye asks" in shown.text
    assert "Grain 9" not in shown.text
    assert "It still counts." in shown.text
    assert "1 of 2 lessons count" in alice.get(f"{HOME}/progress").text


def test_having_read_the_new_text_ends_it(login_as: LogIn, cohort: Cohort, sync: Sync) -> None:
    _, alice = learner(login_as, cohort, "grain")
    sync({"01-grain.md": text_about("Grain") + "\nMore.\n"})
    alice.post(f"{GRAIN}/completion")
    assert alice.get(f"{HOME}/changes/grain").location == GRAIN
    assert "changed since" not in alice.get(GRAIN).text


def test_a_breaking_change_asks_again_and_says_so(
    login_as: LogIn, cohort: Cohort, sync: Sync
) -> None:
    _, alice = learner(login_as, cohort, "grain", "water")
    sync({"01-grain.md": "---\nbreaking: true\n---\n" + text_about("Rye")})
    assert "1 of 2 lessons count, so you are at 50 %" in alice.get(f"{HOME}/progress").text
    assert "asked for again" in alice.get(f"{HOME}/changes/grain").text


def test_a_removed_lesson_is_kept_by_its_title_and_counts_again_when_it_returns(
    login_as: LogIn, cohort: Cohort, sync: Sync
) -> None:
    _, alice = learner(login_as, cohort, "grain", "water")
    sync({"02-water.md": None})
    progress = alice.get(f"{HOME}/progress").text
    assert "1 of 1 lesson counts, so you are at 100 %" in progress
    assert "No longer part of the course" in progress
    assert "Water" in progress
    sync({"05-water.md": text_about("Water")})
    progress = alice.get(f"{HOME}/progress").text
    assert "2 of 2 lessons count, so you are at 100 %" in progress
    assert "No longer part" not in progress


def test_every_address_a_lesson_ever_had_leads_to_it(
    login_as: LogIn, cohort: Cohort, sync: Sync
) -> None:
    _, alice = learner(login_as, cohort, "grain")
    for old, new in (("01-grain", "01-corn"), ("01-corn", "01-wheat"), ("01-wheat", "03-rye")):
        sync({f"{old}.md": None, f"{new}.md": text_about("Grain")})
    for address in ("grain", "corn", "wheat"):
        moved = alice.get(f"{HOME}/lessons/{address}")
        assert (moved.status, moved.location) == (301, f"{HOME}/lessons/rye")
    assert "1 of 2 lessons count" in alice.get(f"{HOME}/progress").text


def test_a_pinned_cohort_goes_on_reading_its_revision(
    login_as: LogIn, cohort: Cohort, sync: Sync, visitor: Visitor
) -> None:
    _, alice = learner(login_as, cohort, "grain")
    pin(cohort, 1)
    sync(
        {
            "01-grain.md": text_about("Grain") + "\nOnly the newest says this.\n",
            "02-water.md": None,
            "03-salt.md": "# Salt\n\nIt keeps, and it comes from the sea.",
        }
    )
    assert "Only the newest" not in alice.get(GRAIN).text
    assert "changed since" not in alice.get(GRAIN).text
    assert alice.get(f"{HOME}/lessons/water").status == 200
    assert alice.get(f"{HOME}/lessons/salt").status == 404
    assert "1 of 2 lessons count" in alice.get(f"{HOME}/progress").text
    assert "Salt" in visitor.get(HOME).text
    assert "Salt" not in alice.get(HOME).text
    pin(cohort, None)
    assert "Only the newest" in alice.get(GRAIN).text
    assert "changed since" in alice.get(GRAIN).text


def test_a_revision_that_is_not_kept_is_read_as_the_newest(
    login_as: LogIn, cohort: Cohort, sync: Sync
) -> None:
    _, alice = learner(login_as, cohort)
    pin(cohort, 99)
    assert alice.get(GRAIN).status == 200


def test_what_others_finished_is_not_shown(login_as: LogIn, cohort: Cohort, sync: Sync) -> None:
    _, alice = learner(login_as, cohort)
    assert alice.get(f"{HOME}/changes/grain").location == GRAIN
    assert login_as("Carol").get(f"{HOME}/changes/grain").status == 404
    assert alice.get(f"{HOME}/changes/none").status == 404


def test_a_text_that_is_not_kept_any_more_is_said(
    login_as: LogIn, cohort: Cohort, sync: Sync
) -> None:
    _, alice = learner(login_as, cohort, "grain")
    with transaction():
        lesson = queries.latest_revision("loaf").lessons[0]  # type: ignore[union-attr]  # synced
        text = queries.lesson_text("loaf", lesson["id"], lesson["hash"])
        db.session.delete(text)
    sync({"01-grain.md": text_about("Grain") + "\nMore.\n"})
    assert "not kept any more" in alice.get(f"{HOME}/changes/grain").text


def test_a_lesson_that_moved_and_mended_its_links_has_not_changed(
    cohort: Cohort, login_as: LogIn, sync: Sync
) -> None:
    text = f"{text_about('Salt')}\n\nAs [water](02-water.md).\n"
    sync({"03-salt.md": text})
    _, browser = learner(login_as, cohort, "salt")
    sync({"03-salt.md": None, "salt/01-sea-salt.md": text.replace("02-w", "../02-w")})
    page = browser.get(f"{HOME}/lessons/salt/sea-salt").text
    assert "completed on" in page
    assert "changed since you finished it" not in page
    assert "As water" in page
    sync({"salt/01-sea-salt.md": text.replace("02-w", "../02-w") + "\nAnd more.\n"})
    assert "changed since you finished it" in browser.get(f"{HOME}/lessons/salt/sea-salt").text
