"""What is published stays whole, whatever happens around it."""

import json
import os
from pathlib import Path

import pytest

from lms.content.compile import Compiled, compile_course
from lms.content.course import QuizSlot, StaffOnly
from lms.content.library import Library
from lms.content.library.keeping import KeptPages
from lms.content.library.reading import course_folders, read_course
from tests.content.courses import COURSE, QUIZ

LESSON = f"# Grain\n\n![A sack](sack.png)\n{QUIZ}\n::: instructor\nAsk.\n:::\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course on disk."""
    chapter = tmp_path / "courses" / "bread" / "01-flour"
    chapter.mkdir(parents=True)
    (chapter.parent / "course.md").write_text(COURSE)
    (chapter / "01-grain.md").write_text(LESSON)
    (chapter / "sack.png").write_bytes(b"picture")
    return chapter.parent


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library(tmp_path / "library")


def compiled(folder: Path) -> Compiled:
    return compile_course(read_course(folder))


def test_what_is_published_is_what_was_compiled(folder: Path, library: Library) -> None:
    result = compiled(folder)
    assert result.findings == ()
    library.publish(result, revision=3)
    course = library.course("bread")
    assert course is not None
    assert library.slugs() == ("bread",)
    assert course.revision == 3
    assert course.lessons == result.courses["en"].lessons
    kinds = {type(part) for part in course.lessons[0].parts}
    assert {QuizSlot, StaffOnly} <= kinds


def test_another_process_sees_a_sync_at_once(folder: Path, library: Library) -> None:
    reader = Library(library.folder)
    assert reader.course("bread") is None
    library.publish(compiled(folder))
    before = reader.course("bread")
    assert before is not None
    assert reader.course("bread") is before
    (folder / "01-flour" / "01-grain.md").write_text("# Rye\n\ntext")
    library.publish(compiled(folder))
    after = reader.course("bread")
    assert after is not None
    assert (before.lessons[0].title, after.lessons[0].title) == ("Grain", "Rye")


def test_a_language_that_is_missing_is_the_courses_own(folder: Path, library: Library) -> None:
    library.publish(compiled(folder))
    course = library.course("bread", "it")
    assert course is not None
    assert course.language == "en"


def test_a_half_edited_folder_changes_nothing_that_is_read(folder: Path, library: Library) -> None:
    library.publish(compiled(folder))
    (folder / "01-flour" / "sack.png").write_bytes(b"half a pic")
    (folder / "01-flour" / "01-grain.md").unlink()
    file, course = library.asset("bread", "01-flour/sack.png"), library.course("bread")
    assert file is not None
    assert file.read_bytes() == b"picture"
    assert course is not None
    assert course.lessons[0].title == "Grain"


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "01-flour/01-grain.md",
        "course.md",
        "",
        ".",
        "01-flour/../x",
        "\0",
    ],
)
def test_only_what_is_published_is_a_file(folder: Path, library: Library, path: str) -> None:
    library.publish(compiled(folder))
    assert library.asset("bread", path) is None


@pytest.mark.parametrize("slug", ["", ".", "..", "../courses/bread", "bread/", "bre\0ad", "other"])
def test_only_published_courses_have_a_name(folder: Path, library: Library, slug: str) -> None:
    library.publish(compiled(folder))
    assert library.course(slug) is None
    assert library.asset(slug, "01-flour/sack.png") is None


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 99}', "\0\0"])
def test_a_damaged_manifest_is_a_course_that_is_not_there(
    folder: Path, library: Library, damage: str
) -> None:
    library.publish(compiled(folder))
    (library.folder / "courses" / "bread" / "manifest.json").write_text(damage)
    assert Library(library.folder).course("bread") is None
    library.publish(compiled(folder))
    assert Library(library.folder).course("bread") is not None


def test_damaged_pages_are_written_again(folder: Path, library: Library) -> None:
    result = compiled(folder)
    library.publish(result)
    for page in (library.folder / "pages").rglob("*.json"):
        page.write_text('{"headings": 3}')
    assert not Library(library.folder).holds("bread", result.digest)
    for page in (library.folder / "pages").rglob("*.json"):
        page.unlink()
    library.publish(result)
    assert Library(library.folder).holds("bread", result.digest)


def test_a_library_holds_exactly_one_state(folder: Path, library: Library) -> None:
    result = compiled(folder)
    library.publish(result)
    assert library.holds("bread", result.digest)
    assert not library.holds("bread", "another")
    for file in (library.folder / "assets").rglob("*.png"):
        file.unlink()
    assert not library.holds("bread", result.digest)


def test_a_withdrawn_course_is_gone(folder: Path, library: Library) -> None:
    library.publish(compiled(folder))
    library.withdraw("bread")
    assert library.course("bread") is None
    assert library.slugs() == ()


def test_kept_pages_spare_the_work_and_change_nothing(folder: Path, tmp_path: Path) -> None:
    kept, sources = KeptPages(tmp_path / "kept"), read_course(folder)
    first = compile_course(sources, (), kept)
    files = list((tmp_path / "kept").rglob("*.json"))
    assert len(files) == 2
    assert compile_course(sources, (), kept) == first
    for file in files:
        record = json.loads(file.read_text())
        assert record["title"] in ("", "Grain")
        file.write_text("broken")
    assert compile_course(sources, (), kept) == first


def test_links_out_of_the_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    os.symlink(tmp_path / "secret.md", folder / "01-flour" / "02-secret.md")
    os.symlink(tmp_path, folder / "02-all")
    os.symlink(folder / "nowhere.md", folder / "01-flour" / "03-dangling.md")
    sources = read_course(folder)
    assert sorted(sources.texts) == ["01-flour/01-grain.md", "course.md"]
    assert [(f.code, f.path) for f in sources.findings] == [
        ("C003", "01-flour/02-secret.md"),
        ("C003", "01-flour/03-dangling.md"),
    ]


def test_hidden_and_foreign_files_are_left_alone(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "x.md").write_text("x")
    (folder / "_drafts").mkdir()
    (folder / "_drafts" / "x.md").write_text("x")
    (folder / "run.sh").write_text("x")
    (folder / "page.html").write_text("x")
    sources = read_course(folder)
    assert sorted(sources.texts) == ["01-flour/01-grain.md", "course.md"]
    assert sorted(sources.assets) == ["01-flour/sack.png"]


def test_only_folders_with_a_course_are_courses(folder: Path) -> None:
    (folder.parent / "notes").mkdir()
    assert course_folders(folder.parent) == [folder]
    assert course_folders(folder.parent / "missing") == []
