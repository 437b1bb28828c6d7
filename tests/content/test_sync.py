"""A sync: what it writes, what it keeps, what it refuses."""

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.content import actions, queries
from lms.content.actions import Synced
from lms.content.commands import courses, sync_all, sync_folder, withdraw_missing
from lms.content.compile import compile_course
from lms.content.library import Edition, Library
from lms.content.library.reading import read_course
from lms.content.models import Revision
from lms.platform import clock, sweeping
from lms.platform.db import db, transaction
from lms.platform.errors import Refused
from lms.platform.journal import Event
from tests import people
from tests.content.courses import COURSE

TEXT = "# Grain\n\n" + "Flour and water and salt, and a long night in a cool place. " * 5

SYNCED = select(func.count(Event.id)).where(Event.name == "course.synced")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course on disk."""
    chapter = tmp_path / "courses" / "bread" / "01-flour"
    chapter.mkdir(parents=True)
    (chapter.parent / "course.md").write_text(COURSE)
    (chapter / "01-grain.md").write_text(TEXT)
    (chapter / "02-water.md").write_text("# Water\n\nFrom the well.")
    return chapter.parent


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library(tmp_path / "library")


def numbers() -> list[int]:
    mine = select(Revision.number).where(Revision.course == "bread")
    return list(db.session.scalars(mine.order_by(Revision.number)))


def sync(folder: Path, library: Library) -> Synced:
    return sync_folder(folder, library)


def test_a_first_sync_makes_the_first_revision(app: Flask, folder: Path, library: Library) -> None:
    synced = sync(folder, library)
    course, latest = library.course("bread"), queries.latest_revision("bread")
    assert (synced.accepted, synced.changed, synced.revision) == (True, True, 1)
    assert course is not None
    assert course.revision == 1
    assert latest is not None
    assert [x["address"] for x in latest.lessons] == ["flour/grain", "flour/water"]
    assert db.session.scalar(SYNCED) == 1


def test_the_same_again_is_nothing(app: Flask, folder: Path, library: Library) -> None:
    sync(folder, library)
    assert not sync(folder, library).changed
    assert numbers() == [1]
    assert db.session.scalar(SYNCED) == 1


def test_an_edit_makes_a_revision(app: Flask, folder: Path, library: Library) -> None:
    sync(folder, library)
    (folder / "01-flour" / "02-water.md").write_text("# Water\n\nFrom the tap.")
    assert sync(folder, library).revision == 2
    assert numbers() == [1, 2]


def test_errors_keep_what_learners_read_and_are_kept_themselves(
    app: Flask, folder: Path, library: Library
) -> None:
    sync(folder, library)
    (folder / "01-flour" / "01-grain.md").write_text("[x](nowhere.md)")
    synced = sync(folder, library)
    course, last = library.course("bread"), queries.last_sync("bread")
    assert (synced.accepted, synced.changed, synced.revision) == (False, False, 1)
    assert course is not None
    assert course.lessons[0].title == "Grain"
    assert last is not None
    assert [finding["code"] for finding in last.findings] == ["C401"]
    assert numbers() == [1]


def test_a_renamed_lesson_stays_itself_and_its_old_address_leads_on(
    app: Flask, folder: Path, library: Library
) -> None:
    sync(folder, library)
    (folder / "01-flour" / "01-grain.md").rename(folder / "01-flour" / "03-the-grain.md")
    sync(folder, library)
    course = library.course("bread")
    assert course is not None
    moved = course.lesson("flour/the-grain")
    assert moved is not None
    assert queries.moved_lesson("bread", "flour/grain") == moved.id == "flour/grain"
    assert queries.moved_lesson("bread", "flour/never") is None


def test_a_removed_lesson_is_remembered_and_may_return(
    app: Flask, folder: Path, library: Library
) -> None:
    sync(folder, library)
    (folder / "01-flour" / "02-water.md").unlink()
    sync(folder, library)
    assert [known.removed for known in queries.known_lessons("bread")] == [False, True]
    (folder / "01-flour" / "02-water.md").write_text("# Water\n\nOf the sea.")
    sync(folder, library)
    assert [known.removed for known in queries.known_lessons("bread")] == [False, False]


def test_a_lost_library_is_filled_again(app: Flask, folder: Path, library: Library) -> None:
    sync(folder, library)
    library.withdraw("bread")
    synced = sync(folder, library)
    assert not synced.changed
    assert library.holds("bread", synced.compiled.digest)


def two_revisions(folder: Path, library: Library) -> Synced:
    """The course, changed once."""
    sync(folder, library)
    (folder / "01-flour" / "02-water.md").write_text("# Water\n\nFrom the tap.")
    return sync(folder, library)


def gone_back_unseen() -> None:
    """Somebody goes back to the first revision, and is killed before it is shown."""
    ivo = people.make_person("Ivo")
    with transaction():
        actions.restore("bread", 1, ivo, clock.now())


def shown(library: Library) -> int:
    course = library.course("bread")
    return course.revision if course else 0


def test_who_comes_late_shows_nothing_older(app: Flask, folder: Path, library: Library) -> None:
    late = two_revisions(folder, library)
    gone_back_unseen()
    actions.show_newest(library, "bread")
    assert shown(library) == 3
    actions.publish(library, late)
    assert shown(library) == 3


def test_while_one_shows_a_revision_another_waits(
    app: Flask, folder: Path, library: Library
) -> None:
    two_revisions(folder, library)
    older, newer = (queries.edition("bread", number) for number in (1, 2))
    began, other = threading.Event(), Library(library.folder)
    second = threading.Thread(target=lambda: other.show_newest("bread", lambda: newer))

    def slowly() -> Edition | None:
        second.start()
        began.wait(0.2)
        return older

    library.show_newest("bread", slowly)
    second.join(10)
    assert shown(library) == 2


def test_a_sync_of_what_is_held_shows_what_should_be_read(
    app: Flask, folder: Path, library: Library
) -> None:
    two_revisions(folder, library)
    gone_back_unseen()
    assert shown(library) == 2
    assert sync(folder, library).held
    assert shown(library) == 3


def test_a_sync_that_finds_nothing_new_shows_what_should_be_read(
    app: Flask, folder: Path, library: Library
) -> None:
    two_revisions(folder, library)
    first = queries.edition("bread", 1)
    assert first is not None
    library.show("bread", *first)
    assert not sync(folder, library).changed
    assert shown(library) == 2


def test_a_worker_that_starts_shows_what_should_be_read_and_nothing_withdrawn(
    app: Flask, folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "library", library)
    two_revisions(folder, library)
    gone_back_unseen()
    sweeping.sweep()
    assert shown(library) == 3
    library.withdraw("bread")
    sweeping.sweep()
    assert shown(library) == 0


def test_a_sync_that_was_overtaken_is_refused(app: Flask, folder: Path, library: Library) -> None:
    sync(folder, library)
    known = queries.known_lessons("bread")
    (folder / "01-flour" / "01-grain.md").rename(folder / "01-flour" / "03-the-grain.md")
    slow = compile_course(read_course(folder), known)
    (folder / "01-flour" / "03-the-grain.md").rename(folder / "01-flour" / "04-grains.md")
    sync(folder, library)
    (folder / "01-flour" / "04-grains.md").write_text("# Other\n\nAn entirely different text now.")
    sync(folder, library)
    with pytest.raises(Refused), transaction():
        actions.sync_course(slow, clock.now())


def test_a_course_whose_folder_is_gone_is_shown_no_more(
    app: Flask, folder: Path, library: Library
) -> None:
    cake = folder.with_name("cake")
    shutil.copytree(folder, cake)
    sync_all(folder.parent, library)
    shutil.rmtree(cake)
    assert withdraw_missing(folder.parent, library) == ["cake"]
    assert library.slugs() == ("bread",)
    withdrawn = select(Event).where(Event.name == "course.withdrawn")
    assert db.session.scalars(withdrawn).one().subject_id == "cake"
    assert queries.latest_revision("cake") is not None
    assert withdraw_missing(folder.parent, library) == []


def test_only_a_sync_of_everything_withdraws_and_says_so(
    app: Flask, folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.publish(compile_course(replace(read_course(folder), slug="cake")))
    monkeypatch.setitem(app.extensions, "library", library)
    settings = replace(app.config["SETTINGS"], courses_dir=folder.parent)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    console = app.test_cli_runner()
    assert "cake" not in console.invoke(courses, ["sync", "bread"]).output
    assert library.slugs() == ("bread", "cake")
    said = console.invoke(courses, ["sync"]).output
    assert "cake: its folder is gone; it is shown no more" in said
    assert library.slugs() == ("bread",)


def test_all_courses_of_a_folder_are_synced(app: Flask, folder: Path, library: Library) -> None:
    (folder.parent / "notes").mkdir()
    assert [synced.compiled.slug for synced in sync_all(folder.parent, library)] == ["bread"]
    assert db.session.scalar(select(func.count(Revision.id))) == 1
