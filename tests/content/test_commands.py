"""What authors type."""

import json
import os
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lms.content.commands import courses
from tests.content.courses import COURSE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one course."""
    chapter = tmp_path / "courses" / "bread" / "01-flour"
    chapter.mkdir(parents=True)
    (chapter.parent / "course.md").write_text(COURSE)
    (chapter / "01-grain.md").write_text("# Grain\n\nText with ![a sack](sack.png).")
    (chapter / "sack.png").write_bytes(b"picture")
    return tmp_path / "courses"


def run(*words: object) -> Result:
    return CliRunner().invoke(courses, [str(word) for word in words])


def test_a_good_course_passes(folder: Path) -> None:
    result = run("check", "--folder", folder)
    assert (result.exit_code, result.output) == (0, "bread: 0 errors, 0 warnings\n")


def test_a_bad_course_is_told_where_and_fails(folder: Path) -> None:
    (folder / "bread" / "01-flour" / "01-grain.md").write_text("sack.png\n\n[x](nowhere.md)")
    result = run("check", "bread", "--folder", folder)
    assert result.exit_code == 1
    assert result.output.startswith("error[C401] ")
    assert "bread/01-flour/01-grain.md:3:5  there is no" in result.output
    assert "1 error, 0 warnings" in result.output


def test_findings_are_told_to_programs_too(folder: Path) -> None:
    (folder / "bread" / "01-flour" / "01-grain.md").write_text("[x](nowhere.md) sack.png")
    result = run("check", "--format", "json", "--folder", folder)
    found = json.loads(result.output)
    assert result.exit_code == 1
    assert [(f["course"], f["code"], f["line"]) for f in found] == [("bread", "C401", 1)]


def test_a_course_may_be_named_by_its_path(folder: Path) -> None:
    assert run("check", folder / "bread").exit_code == 0


def test_a_course_that_is_not_there_is_told(folder: Path) -> None:
    result = run("check", "cake", "--folder", folder)
    assert result.exit_code == 2
    assert 'there is no course "cake"' in result.output
    assert "there are no courses" in run("check", "--folder", folder / "empty").output


@pytest.fixture
def two_lessons(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course's folder, in which we are; something is wrong in each of two lessons."""
    bread = folder / "bread"
    (bread / "01-flour" / "01-grain.md").write_text("# Grain\n\n[x](gone.md) sack.png")
    (bread / "02-water").mkdir()
    (bread / "02-water" / "01-wet.md").write_text(
        "# Wet\n\n::: quiz {#a trys=2}\nA?\n\n- [x] b\n:::"
    )
    monkeypatch.chdir(bread)
    return bread


@pytest.mark.usefixtures("two_lessons")
def test_of_one_file_only_its_own_findings_are_told() -> None:
    result = run("check", "01-flour/01-grain.md")
    assert result.exit_code == 1
    assert "01-flour/01-grain.md:3:5" in result.output
    assert "01-wet.md" not in result.output
    assert "bread: 1 error, 0 warnings\n" in result.output
    assert "elsewhere in the course: lms courses check ." in result.output
    found = json.loads(run("check", "--format", "json", "02-water").output)
    assert {f["path"] for f in found} == {"02-water/01-wet.md"}


def test_a_good_file_of_a_bad_course_passes(two_lessons: Path) -> None:
    (two_lessons / "02-water" / "02-dry.md").write_text("# Dry\n\nText.")
    assert run("check", "02-water/02-dry.md").exit_code == 0
    assert run("check", "02-water/02-dry.md", "course.md").exit_code == 0
    assert run("check", "02-water/02-dry.md", "02-water/01-wet.md").exit_code == 1
    assert run("check", "02-water/02-dry.md", ".").exit_code == 1


def test_what_is_wrong_in_an_included_text_is_told_of_the_lesson(two_lessons: Path) -> None:
    (two_lessons / "_note.md").write_text("[x](nowhere.md)")
    (two_lessons / "02-water" / "02-dry.md").write_text("# Dry\n\n{{#include ../_note.md}}\n")
    assert "_note.md:1:5" in run("check", "02-water/02-dry.md").output
    assert "_note.md:1:5" in run("check", "_note.md").output


@pytest.mark.usefixtures("two_lessons")
def test_within_a_course_that_course_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "bread: 3 errors, 0 warnings" in run("check").output
    monkeypatch.chdir("02-water")
    assert "bread: 3 errors, 0 warnings" in run("check").output


def test_only_the_file_that_is_named_is_mended(two_lessons: Path) -> None:
    other = two_lessons / "01-flour" / "01-grain.md"
    other.write_text("# Grain\n\n::: quiz {#b trys=2}\nA?\n\n- [x] b\n:::")
    before = other.read_text()
    result = run("check", "02-water/01-wet.md", "--fix", "--yes")
    assert "attempts=2" in (two_lessons / "02-water" / "01-wet.md").read_text(), result.output
    assert other.read_text() == before


def test_a_file_outside_of_courses_is_told(tmp_path: Path) -> None:
    (tmp_path / "alone.md").write_text("# Alone")
    result = run("check", tmp_path / "alone.md")
    assert result.exit_code == 2
    assert "lies in no course" in result.output


def test_import_tells_what_it_made(folder: Path, tmp_path: Path) -> None:
    result = run("import", folder / "bread", tmp_path / "copy")
    assert result.exit_code == 0
    assert f"plain Markdown: 1 lesson in {tmp_path / 'copy'}\n" in result.output
    assert run("import", folder / "bread", tmp_path / "copy").exit_code == 1


def test_a_preview_follows_the_author(folder: Path) -> None:
    words = [sys.executable, "-c", "from lms.cli import main; main()", "courses", "preview"]
    environ = {**os.environ, "PYTHONPATH": os.getcwd(), "PYTHONUNBUFFERED": "1"}
    run_it = [*words, "bread", "--folder", str(folder), "--port", "0"]
    with subprocess.Popen(run_it, stdout=subprocess.PIPE, text=True, env=environ) as preview:
        try:
            assert preview.stdout is not None
            home = preview.stdout.readline().split(" is at ")[1].split(";")[0]
            assert "Text with" in read(f"{home}/lessons/flour/grain")
            assert read(f"{home}/files/01-flour/sack.png") == "picture"
            lesson = folder / "bread" / "01-flour" / "01-grain.md"
            news = threading.Timer(0.3, lesson.write_text, ["# Grain\n\nAnother [x](nowhere.md)."])
            news.start()
            root = home.rsplit("/courses", 1)[0]
            with urllib.request.urlopen(f"{root}/-/changes", timeout=20) as changes:  # noqa: S310
                assert changes.readline() == b"data: 2\n"
            page = read(f"{home}/lessons/flour/grain")
            assert "Another" in page
            assert "/-/codes/C401" in page
        finally:
            preview.terminate()
            preview.wait(10)


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - the preview's own
        return str(answer.read().decode())
