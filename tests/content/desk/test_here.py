"""Within a course's folder no command needs its name."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lms.content.commands import courses
from lms.learning import commands as learning


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of one of two courses, in a chapter of which the author is."""
    monkeypatch.setenv("LMS_COURSES_DIR", str(tmp_path))
    for name in ("knots", "bread"):
        assert run("new", "course", name, "--summary", "Six of them.").exit_code == 0
    monkeypatch.chdir(tmp_path / "knots" / "01-first-steps")
    return tmp_path / "knots"


def run(*words: str) -> Result:
    return CliRunner().invoke(courses, words)


def test_the_preview_shows_the_course_in_which_one_is(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(learning, "serve", lambda path, *_: shown.append(path))
    assert run("preview").exit_code == 0
    assert run("preview", "bread").exit_code == 0
    assert shown == [here, here.parent / "bread"]


def test_lessons_are_begun_in_the_course_in_which_one_is(here: Path) -> None:
    for words in (
        ("Loops", "The bowline"),
        ("first-steps", "Rope"),
        ("bread", "loops", "Of dough"),
    ):
        result = run("new", "lesson", *words)
        assert result.exit_code == 0, result.output
    assert run("new", "lesson", "bread", "Dough").exit_code == 0
    assert run("new", "lesson", "ends").exit_code == 0
    lessons = {f.relative_to(here.parent).as_posix() for f in here.parent.rglob("*.md")}
    assert {
        "knots/02-loops/01-the-bowline.md",
        "knots/01-first-steps/02-rope.md",
        "bread/02-loops/01-of-dough.md",
        "bread/03-dough/01-a-new-lesson.md",
        "knots/03-ends/01-a-new-lesson.md",
    } < lessons
    assert "not 4 things" in run("new", "lesson", "knots", "a", "b", "c").output


def test_a_chapter_that_is_called_as_a_course_is_the_chapter(here: Path) -> None:
    (here / "04-bread").mkdir()
    run("new", "lesson", "bread", "Baked knots")
    assert (here / "04-bread" / "01-baked-knots.md").is_file()


def test_a_quiz_finds_its_lesson_from_the_courses_own_folder(here: Path) -> None:
    for file in ("01-the-first-lesson.md", "01-first-steps/01-the-first-lesson.md"):
        assert run("new", "quiz", file).exit_code == 0
    text = (here / "01-first-steps" / "01-the-first-lesson.md").read_text()
    assert text.count("::: quiz") == 2


def test_an_export_carries_out_the_course_in_which_one_is(here: Path, tmp_path: Path) -> None:
    for words in ([], ["bread"]):
        target = tmp_path / "out" / "-".join(words or ["here"])
        assert run("export", *words, str(target), "--to", "site").exit_code == 0
        assert (words or ["knots"])[0].capitalize() in (target / "index.html").read_text()
    assert "not 3 things" in run("export", "knots", "bread", "out", "--to", "site").output


def test_elsewhere_a_course_has_to_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (("preview",), ("new", "lesson", "loops"), ("export", "out", "--to", "site")):
        result = run(*words)
        assert result.exit_code == 2
        assert "name a course (bread, knots), or go into its folder" in result.output
