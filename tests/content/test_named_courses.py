"""What an author may name, and what is said of a name that means nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lms.content.commands import courses
from tests.content.courses import COURSE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of courses with one course of two chapters, in each of which something is wrong."""
    for name in ("01-begin", "02-loops"):
        chapter = tmp_path / "courses/knots" / name
        chapter.mkdir(parents=True)
        (chapter / "01-rope.md").write_text(f"# {name}\n\n[x](gone-{name}.md)\n")
    (tmp_path / "courses/knots/course.md").write_text(COURSE)
    return tmp_path / "courses"


def run(*words: object) -> Result:
    return CliRunner().invoke(courses, [str(word) for word in words])


@pytest.mark.parametrize("name", ["knots/02-loops", "knots/02-loops/01-rope.md"])
def test_a_chapter_is_checked_as_a_part_of_its_course(folder: Path, name: str) -> None:
    told = run("check", name, "--folder", folder)
    assert told.exit_code == 1
    assert "gone-02-loops.md" in told.output
    assert "gone-01-begin.md" not in told.output
    assert "knots: 1 finding elsewhere in the course" in told.output
    assert "course.md" not in told.output


def test_where_only_a_course_can_be_meant_a_chapter_is_said_to_be_none(
    folder: Path, tmp_path: Path
) -> None:
    words = ("export", "knots/02-loops", tmp_path / "out", "--to", "markdown")
    told = run(*words, "--folder", folder)
    assert told.exit_code == 2
    assert '"knots/02-loops" is a part of the course knots: name that' in told.output


def test_a_folder_of_courses_means_all_of_them(folder: Path, tmp_path: Path) -> None:
    (folder / "bends").mkdir()
    (folder / "bends/course.md").write_text(COURSE)
    told = run("check", folder, "--folder", tmp_path)
    assert "bends: " in told.output
    assert "knots: 2 errors" in told.output
    one = run("export", folder, tmp_path / "out", "--to", "markdown", "--folder", tmp_path)
    assert one.exit_code == 2
    assert f"{folder} holds several courses (bends, knots): name one" in one.output


def test_for_a_misspelt_course_the_nearest_is_offered(folder: Path) -> None:
    told = run("check", "kntos", "--folder", folder)
    assert told.exit_code == 2
    assert f'there is no course "kntos" in {folder}; did you mean "knots"?' in told.output


def test_a_course_without_its_course_md_is_one_also_beside_another(folder: Path) -> None:
    (folder / "course.md").write_text(COURSE)
    (folder / "knots/course.md").unlink()
    assert "knots: " in run("check", "knots", "--folder", folder).output
