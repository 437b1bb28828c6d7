"""`lms courses export` at a terminal."""

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from lms.content.commands import courses, sync_folder
from lms.content.library import Library

BREAD = "---\ntitle: Bread\nsummary: Slow.\n---\n\nFlour.\n"
DOUGH = b"# Dough\r\n\r\nKnead [these](../list.csv).\r\n"


@pytest.fixture
def bread(tmp_path: Path) -> Path:
    """A small course in two languages."""
    folder = tmp_path / "courses" / "bread"
    (folder / "01-start").mkdir(parents=True)
    (folder / "course.md").write_text(BREAD, encoding="utf-8")
    (folder / "01-start" / "01-dough.md").write_bytes(
        b"# Dough\r\n\r\nKnead [these](../list.csv).\r\n"
    )
    (folder / "01-start" / "01-dough.it.md").write_text("# Impasto\n", encoding="utf-8")
    (folder / "02-named.md").write_text("---\nid: kept\n---\n\n# Named\n", encoding="utf-8")
    (folder / "list.csv").write_text("a,b\n", encoding="utf-8")
    return folder


def export(*words: str | Path, environ: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(courses, ["export", *map(str, words)], env=environ)


def test_each_target_is_written_where_it_was_asked_for(bread: Path, tmp_path: Path) -> None:
    assert export(bread, tmp_path / "site", "--to", "site").exit_code == 0
    assert export(bread, tmp_path / "books", "--to", "epub").exit_code == 0
    assert (tmp_path / "site" / "it" / "lessons" / "start" / "dough.html").is_file()
    assert (tmp_path / "site" / "files" / "list.csv").read_text(encoding="utf-8") == "a,b\n"
    assert {f.name for f in (tmp_path / "books").iterdir()} == {"bread.en.epub", "bread.it.epub"}


def test_one_language_may_be_one_file(bread: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.epub"
    assert "--language" in export(bread, file, "--to", "epub").output
    assert export(bread, file, "--to", "epub", "--language", "it").exit_code == 0
    assert zipfile.is_zipfile(file)
    assert "de" in export(bread, tmp_path / "y", "--to", "epub", "--language", "de").output


def test_what_stands_there_stays_until_force_is_said(bread: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / "mine.txt").write_text("mine", encoding="utf-8")
    assert export(bread, target, "--to", "site").exit_code == 1
    assert not (target / "index.html").exists()
    assert export(bread, target, "--to", "site", "--force").exit_code == 0
    assert (target / "mine.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("where", ["courses/bread/out", "courses/bread", "courses", "."])
def test_a_course_is_never_written_into_itself(bread: Path, tmp_path: Path, where: str) -> None:
    told = export(bread, tmp_path / where, "--to", "markdown", "--force")
    assert told.exit_code == 1
    assert "lies inside" in told.output


def test_the_folder_gets_ids_and_stays_byte_for_byte_otherwise(bread: Path, tmp_path: Path) -> None:
    assert export(bread, tmp_path / "out", "--to", "markdown").exit_code == 0
    for file in (f for f in bread.rglob("*") if f.is_file()):
        there = (tmp_path / "out" / file.relative_to(bread)).read_bytes()
        if file.name == "01-dough.md":
            assert there == b"---\r\nid: start/dough\r\n---\r\n\r\n" + DOUGH
        else:
            assert there == file.read_bytes()


def test_a_renamed_lesson_leaves_with_the_id_that_the_school_knows(
    app: Flask, bread: Path, tmp_path: Path
) -> None:
    sync_folder(bread, Library(tmp_path / "library"))  # the school's own "bread" is another one
    (bread / "01-start" / "01-dough.md").rename(bread / "01-start" / "09-loaf.md")
    (bread / "01-start" / "01-dough.it.md").unlink()
    runner = app.test_cli_runner()
    told = runner.invoke(courses, ["export", str(bread), str(tmp_path / "out"), "--to", "markdown"])
    assert told.exit_code == 0
    written = (tmp_path / "out" / "01-start" / "09-loaf.md").read_text(encoding="utf-8")
    assert "id: start/dough" in written


def test_a_course_with_errors_is_told_and_leaves_as_its_folder_alone(
    bread: Path, tmp_path: Path
) -> None:
    (bread / "02-named.md").write_text("# Named\n\n[x](gone.md)\n", encoding="utf-8")
    told = export(bread, tmp_path / "a", "--to", "site")
    assert told.exit_code == 1
    assert "error[C401]" in told.output
    assert export(bread, tmp_path / "b", "--to", "markdown").exit_code == 0


def test_a_book_may_be_dated(bread: Path, tmp_path: Path) -> None:
    environ = {"SOURCE_DATE_EPOCH": "1800000000"}
    export(bread, tmp_path / "books", "--to", "epub", environ=environ)
    with zipfile.ZipFile(tmp_path / "books" / "bread.en.epub") as archive:
        assert b"2027-01-15T08:00:00Z" in archive.read("EPUB/book.opf")
