"""What is shown after a sync, whoever else is at work, and what is shown no more."""

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lms.content import actions, queries
from lms.content.actions import Synced
from lms.content.commands import courses, sync_all, sync_folder, withdraw_missing
from lms.content.compile import compile_course
from lms.content.library import Edition, Library
from lms.content.library.reading import read_course
from lms.platform import clock, sweeping
from lms.platform.db import db, transaction
from lms.platform.journal import Event
from tests import people


def two_revisions(folder: Path, library: Library) -> Synced:
    """The course, changed once."""
    sync_folder(folder, library)
    (folder / "01-flour" / "02-water.md").write_text("# Water\n\nFrom the tap.")
    return sync_folder(folder, library)


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
    assert sync_folder(folder, library).held
    assert shown(library) == 3


def test_a_sync_that_finds_nothing_new_shows_what_should_be_read(
    app: Flask, folder: Path, library: Library
) -> None:
    two_revisions(folder, library)
    first = queries.edition("bread", 1)
    assert first is not None
    library.show("bread", *first)
    assert not sync_folder(folder, library).changed
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
