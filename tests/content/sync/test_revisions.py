"""A sync: what it writes, what it keeps, what it refuses."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.content import actions, queries
from lms.content.commands import sync_all, sync_folder
from lms.content.compile import compile_course
from lms.content.library import Library
from lms.content.library.reading import read_course
from lms.content.models import Revision
from lms.platform import clock
from lms.platform.db import db, transaction
from lms.platform.errors import Refused
from lms.platform.journal import Event

SYNCED = select(func.count(Event.id)).where(Event.name == "course.synced")


def numbers() -> list[int]:
    mine = select(Revision.number).where(Revision.course == "bread")
    return list(db.session.scalars(mine.order_by(Revision.number)))


def test_a_first_sync_makes_the_first_revision(app: Flask, folder: Path, library: Library) -> None:
    synced = sync_folder(folder, library)
    course, latest = library.course("bread"), queries.latest_revision("bread")
    assert (synced.accepted, synced.changed, synced.revision) == (True, True, 1)
    assert course is not None
    assert course.revision == 1
    assert latest is not None
    assert [x["address"] for x in latest.lessons] == ["flour/grain", "flour/water"]
    assert db.session.scalar(SYNCED) == 1


def test_the_same_again_is_nothing(app: Flask, folder: Path, library: Library) -> None:
    sync_folder(folder, library)
    assert not sync_folder(folder, library).changed
    assert numbers() == [1]
    assert db.session.scalar(SYNCED) == 1


def test_an_edit_makes_a_revision(app: Flask, folder: Path, library: Library) -> None:
    sync_folder(folder, library)
    (folder / "01-flour" / "02-water.md").write_text("# Water\n\nFrom the tap.")
    assert sync_folder(folder, library).revision == 2
    assert numbers() == [1, 2]


def test_errors_keep_what_learners_read_and_are_kept_themselves(
    app: Flask, folder: Path, library: Library
) -> None:
    sync_folder(folder, library)
    (folder / "01-flour" / "01-grain.md").write_text("[x](nowhere.md)")
    synced = sync_folder(folder, library)
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
    sync_folder(folder, library)
    (folder / "01-flour" / "01-grain.md").rename(folder / "01-flour" / "03-the-grain.md")
    sync_folder(folder, library)
    course = library.course("bread")
    assert course is not None
    moved = course.lesson("flour/the-grain")
    assert moved is not None
    assert queries.moved_lesson("bread", "flour/grain") == moved.id == "flour/grain"
    assert queries.moved_lesson("bread", "flour/never") is None


def test_a_removed_lesson_is_remembered_and_may_return(
    app: Flask, folder: Path, library: Library
) -> None:
    sync_folder(folder, library)
    (folder / "01-flour" / "02-water.md").unlink()
    sync_folder(folder, library)
    assert [known.removed for known in queries.known_lessons("bread")] == [False, True]
    (folder / "01-flour" / "02-water.md").write_text("# Water\n\nOf the sea.")
    sync_folder(folder, library)
    assert [known.removed for known in queries.known_lessons("bread")] == [False, False]


def test_a_lost_library_is_filled_again(app: Flask, folder: Path, library: Library) -> None:
    sync_folder(folder, library)
    library.withdraw("bread")
    synced = sync_folder(folder, library)
    assert not synced.changed
    assert library.holds("bread", synced.compiled.digest)


def test_a_sync_that_was_overtaken_is_refused(app: Flask, folder: Path, library: Library) -> None:
    sync_folder(folder, library)
    known = queries.known_lessons("bread")
    (folder / "01-flour" / "01-grain.md").rename(folder / "01-flour" / "03-the-grain.md")
    slow = compile_course(read_course(folder), known)
    (folder / "01-flour" / "03-the-grain.md").rename(folder / "01-flour" / "04-grains.md")
    sync_folder(folder, library)
    (folder / "01-flour" / "04-grains.md").write_text("# Other\n\nAn entirely different text now.")
    sync_folder(folder, library)
    with pytest.raises(Refused), transaction():
        actions.sync_course(slow, clock.now())


def test_all_courses_of_a_folder_are_synced(app: Flask, folder: Path, library: Library) -> None:
    (folder.parent / "notes").mkdir()
    assert [synced.compiled.slug for synced in sync_all(folder.parent, library)] == ["bread"]
    assert db.session.scalar(select(func.count(Revision.id))) == 1


def known_as(library: Library) -> str:
    """Under which hash the first lesson is known to those who finish it."""
    course = library.course("bread")
    assert course is not None
    return course.lessons[0].hash


def test_links_mended_in_what_a_lesson_includes_are_no_change_to_those_who_finished_it(
    app: Flask, folder: Path, library: Library
) -> None:
    (folder / "01-flour" / "_see.md").write_text("See [water](02-water.md).\n")
    with (folder / "01-flour" / "01-grain.md").open("a") as text:
        text.write("\n\n{{#include _see.md}}\n")
    sync_folder(folder, library)
    before = known_as(library)
    (folder / "01-flour" / "02-water.md").rename(folder / "01-flour" / "02-tap.md")
    (folder / "01-flour" / "_see.md").write_text("See [water](02-tap.md).\n")
    assert sync_folder(folder, library).changed
    assert known_as(library) == before
    (folder / "01-flour" / "_see.md").write_text("Do see [water](02-tap.md).\n")
    sync_folder(folder, library)
    assert known_as(library) != before
