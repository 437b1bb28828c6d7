"""What is compiled once is shared, mended when damaged, and let go when nobody wants it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lms.content import shelf
from lms.content.commands import sync_folder
from lms.content.library import Library, PageLost
from lms.content.library.pages import MOST_IN_MEMORY
from lms.learning.models import Completion
from lms.platform import clock
from lms.platform.db import db, transaction
from lms.teaching.commands import prune
from tests import people
from tests.content.repos import text_about
from tests.visitor import Visitor


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """The course "loaf", synced from a folder where the site finds its texts again."""
    made = app.config["SETTINGS"].git_dir / "loaf" / "tree" / "loaf"
    made.mkdir(parents=True, exist_ok=True)
    (made / "course.md").write_text("---\ntitle: Loaf\nsummary: Bread.\n---\nBread.\n")
    (made / "01-grain.md").write_text("---\npreview: true\n---\n" + text_about("Grain"))
    sync_folder(made, shelf.library())
    yield made
    shelf.library().withdraw("loaf")
    app.extensions["editions"].clear()


def pages(library: Library) -> list[Path]:
    state = library.state("loaf")
    assert state is not None
    return [library.pages.file(name) for name in state.pages]


def test_a_damaged_page_is_made_again_when_it_is_read(folder: Path, visitor: Visitor) -> None:
    library = shelf.library()
    library.pages._latest.clear()
    library.mender._tried.clear()
    for file in pages(library):
        file.write_text('{"headings": [], "parts": [{"html": "<p>forged</p>"}], "quizzes": []}')
    page = visitor.get("/courses/loaf/lessons/grain")
    assert page.status == 200
    assert "Grain 3: Grain needs" in page.text


def test_a_page_that_cannot_be_made_again_is_an_answer(tmp_path: Path, folder: Path) -> None:
    state = shelf.library().state("loaf")
    assert state is not None
    other = Library(tmp_path / "other")
    kept = shelf.library().states.file(state.name)
    copy = other.states.file(state.name)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(kept.read_bytes())
    other.show("loaf", state.name, 1)
    course = other.course("loaf")
    assert course is not None
    with pytest.raises(PageLost):
        len(course.lessons[0].parts)


def test_a_second_process_compiles_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("compiled twice")

    monkeypatch.setattr("lms.content.texts.render", never)
    sync_folder(folder, Library(shelf.library().folder))


def test_only_the_latest_pages_stay_in_memory(folder: Path) -> None:
    library = shelf.library()
    for number in range(MOST_IN_MEMORY + 50):
        name = library.pages.keep(
            {"headings": [[2, f"h{number}", "H"]], "parts": [], "quizzes": []}
        )
        library.pages.read(name)
    assert len(library.pages._latest) <= MOST_IN_MEMORY


def grown_old(library: Library) -> None:
    long_ago = time.time() - 90 * 86_400
    for file in library.folder.rglob("*.json"):
        if file.name != "manifest.json":
            os.utime(file, (long_ago, long_ago))


def test_pruning_keeps_what_somebody_finished_and_what_is_read(
    app: Flask, folder: Path, visitor: Visitor
) -> None:
    library = shelf.library()
    first = set(pages(library))
    course = library.course("loaf")
    assert course is not None
    alice = people.make_person("Alice")
    done = Completion(user_id=alice.id, course="loaf", lesson_id="grain", created_at=clock.now())
    done.lesson_hash = course.lessons[0].hash
    with transaction():
        db.session.add(done)
    seen: list[set[Path]] = []
    for number in range(3):
        text = "---\npreview: true\n---\n" + text_about("Grain") + f"\nEdition {number}.\n"
        (folder / "01-grain.md").write_text(text)
        sync_folder(folder, library)
        seen.append(set(pages(library)))
    grown_old(library)
    said = app.test_cli_runner().invoke(prune, ["--keep", "1"])
    assert said.exit_code == 0, said.output
    assert all(file.is_file() for file in first | seen[2])
    assert not any(file.is_file() for file in seen[0] | seen[1])
    library.pages._latest.clear()
    assert "Edition 2" in visitor.get("/courses/loaf/lessons/grain").text


SYNC = (
    "import os, sys; from pathlib import Path; from lms.app import create_app; "
    "from lms.platform.config import read_settings; "
    "from lms.content.commands import sync_folder; app = create_app(read_settings(os.environ)); "
    "c = app.app_context(); c.push(); print('begun', flush=True); "
    "sync_folder(Path(sys.argv[1]), app.extensions['library'])"
)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_sync_that_is_killed_leaves_readers_with_one_whole_revision(
    app: Flask, folder: Path, visitor: Visitor
) -> None:
    settings, library = app.config["SETTINGS"], shelf.library()
    environ = os.environ | {
        "LMS_MODE": "test",
        "LMS_DATA_DIR": str(settings.data_dir),
        "PYTHONPATH": os.getcwd(),
    }
    for number in range(6):
        for lesson in range(40):
            text = f"# L{lesson}\n\nEdition {number} of {lesson}.\n" + text_about(f"L{lesson}")
            (folder / f"{lesson + 10}-l{lesson}.md").write_text(text)
        words = [sys.executable, "-c", SYNC, str(folder)]
        with subprocess.Popen(words, env=environ, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(number * 0.09)
            process.send_signal(signal.SIGKILL)
        course = library.course("loaf")
        assert course is not None
        editions = {
            str(lesson.parts[0]).split("Edition ")[1][0]
            for lesson in course.lessons
            if lesson.title.startswith("L")
        }
        assert len(editions) <= 1
        assert visitor.get("/courses/loaf/lessons/grain").status == 200
    assert sync_folder(folder, library).accepted
    course = library.course("loaf")
    assert course is not None
    assert len(course.lessons) == 41
