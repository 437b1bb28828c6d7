"""Folders on the disk, and what `lms courses import` says of them."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from lms.content.commands import courses
from lms.content.compile import Compiled, compile_course
from lms.content.importing import NothingToImport
from lms.content.importing.report import REPORT
from lms.content.library.importing import import_course
from lms.content.library.reading import read_course

EPISODE = """---
title: Loops
teaching: 30
exercises: 10
---

::::::::::::::::::: objectives

- Repeat.

::::::::::::::::::::::::::::

See [the terms](../learners/reference.md#loop) and ![](fig/loop.png){alt='A loop'}.

:::::::::: challenge

## Count

::::::: solution

Three.

::::::::::::::
::::::::::::::::::::::::
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content)
    return folder


def imported(source: Path, target: Path, kind: str) -> Compiled:
    assert import_course(source, target).kind == kind
    return compile_course(read_course(target))


def test_a_carpentries_lesson(tmp_path: Path) -> None:
    files = {
        "config.yaml": "title: 'Python: first steps'\nlicense: CC-BY\nepisodes:\n- b.md\n- a.md\n",
        "episodes/a.md": EPISODE,
        "episodes/b.md": "---\ntitle: Start\n---\n\ntext",
        "episodes/fig/loop.png": "picture",
        "learners/reference.md": "---\ntitle: Terms\n---\n\n[loop]{#loop} ![L](fig/loop.png)\n",
        "site/README.md": "no lesson",
    }
    result = imported(write(tmp_path / "src", files), tmp_path / "new", "Carpentries")
    course = result.courses["en"]
    assert not result.has_errors
    assert (course.title, course.license) == ("Python: first steps", "CC-BY")
    assert [(c.title, [x.title for x in c.lessons]) for c in course.chapters] == [
        ("Episodes", ["Start", "Loops"]),
        ("Learners", ["Terms"]),
    ]
    assert course.lessons[1].minutes == (40, 40)


def test_an_mdbook(tmp_path: Path) -> None:
    files = {
        "book.toml": '[book]\ntitle = "A book"\ndescription = "About it."\nlanguage = "it"\n',
        "src/SUMMARY.md": "[Start](README.md)\n\n- [One](one/README.md)\n  - [Two](one/two.md)\n",
        "src/README.md": "# Start\n\n[two](one/two.html), [one](one/index.html)",
        "src/one/README.md": "# One\n\ntext",
        "src/one/two.md": "# Two\n\n```rust,ignore\nfn main() {}\n```\n",
        "theme/index.hbs": "left behind",
    }
    result = imported(write(tmp_path / "src", files), tmp_path / "new", "mdBook")
    course = result.courses["it"]
    assert [f.code for f in result.findings] == []
    assert (course.title, course.summary) == ("A book", "About it.")
    assert [x.title for x in course.lessons] == ["Start", "Two"]


def test_plain_markdown(tmp_path: Path) -> None:
    files = {
        "README.md": "# Notes on bread\n\ntext",
        "01-a/01-x.md": "# X\n\ntext",
        "setup.py": "x",
    }
    result = imported(write(tmp_path / "src", files), tmp_path / "new", "plain Markdown")
    assert result.courses["en"].title == "Notes on bread"
    assert not result.has_errors


def test_nothing_is_overwritten_or_made_of_nothing(tmp_path: Path) -> None:
    source = write(tmp_path / "src", {"01-a/01-x.md": "x"})
    busy, empty = write(tmp_path / "busy", {"x": "x"}), tmp_path / "empty"
    empty.mkdir()
    for start, end in (
        (source, busy),
        (empty, tmp_path / "new"),
        (tmp_path / "no", tmp_path / "new"),
    ):
        with pytest.raises(NothingToImport):
            import_course(start, end)


def test_the_command_says_what_was_lost_and_where_the_report_is(tmp_path: Path) -> None:
    source = write(tmp_path / "src", {"01-a.md": "# A\n\n[x](gone.md) {% tag %}"})
    said = CliRunner().invoke(courses, ["import", str(source), str(tmp_path / "new")])
    assert said.exit_code == 0
    assert "a link to what the course does not hold became plain words" in said.output
    assert "plain Markdown: 1 lesson in" in said.output
    report = (tmp_path / "new" / REPORT).read_text()
    assert "- 01-a.md:3  {% tag %} was left out" in report
    again = CliRunner().invoke(courses, ["import", str(source), str(tmp_path / "new")])
    assert (again.exit_code, again.output) == (1, f"Error: {tmp_path / 'new'} is not empty\n")


@pytest.mark.parametrize("name", ["Rope Two", "./Rope Two", "Rope"])
def test_a_name_that_no_course_can_have_is_told_before_anything_is_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(courses, ["import", "nowhere", name])
    begun = CliRunner().invoke(courses, ["new", "course", name.removeprefix("./")])
    words = f'Error: "{name.removeprefix("./")}" cannot be an address; as in: bread-at-home\n'
    assert said.exit_code == begun.exit_code == 2
    assert said.output.endswith(words)
    assert begun.output.endswith(words)


def import_in(place: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """What the command says in a folder."""
    source = write(place / "src", {"01-a.md": "# A\n\ntext"})
    monkeypatch.chdir(place)
    monkeypatch.delenv("LMS_COURSES_DIR", raising=False)
    said = CliRunner().invoke(courses, ["import", str(source), *words])
    assert said.exit_code == 0
    return said.output


def test_a_name_alone_is_a_course_among_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "bottega.toml").write_text('courses_dir = "lessons"\n')
    said = import_in(tmp_path, monkeypatch, "knots")
    assert (tmp_path / "lessons/knots/course.md").is_file()
    assert "1 lesson in lessons/knots\n" in said
    for command in ("check", "preview", "sync"):
        assert f"lms courses {command} knots" in said


@pytest.mark.parametrize(("word", "beside"), [("knots", "lessons"), ("./knots", "courses")])
def test_without_such_a_folder_it_is_written_here_and_a_path_is_a_path(
    word: str, beside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / beside).mkdir()
    said = import_in(tmp_path, monkeypatch, word)
    assert (tmp_path / "knots/course.md").is_file()
    assert "1 lesson in knots\n" in said
    assert "lms courses check knots\n" in said


def test_a_format_can_be_said_and_a_single_file_be_meant(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\n## B\n\n![p](p.png)\n", "p.png": "x", "other.md": "# Other\n"}
    source = write(tmp_path / "src", files)
    found = import_course(source / "a.md", tmp_path / "one", "liascript")
    assert found.kind == "LiaScript"
    assert sorted(f.name for f in (tmp_path / "one").glob("*.md")) == [
        "01-a.md",
        "02-b.md",
        "SUMMARY.md",
        REPORT,
        "course.md",
    ]
    assert (tmp_path / "one" / "p.png").is_file()


def test_a_link_to_an_anchor_that_is_not_there_leads_to_the_page(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\n[x](b.md#Tie) [y](b.md#none) [z](#none)\n", "b.md": "# B\n\n## Tie\n"}
    imported(write(tmp_path / "knots", files), tmp_path / "new", "plain Markdown")
    (text,) = (file.read_text() for file in (tmp_path / "new").glob("*a.md"))
    assert "[x](b.md#tie) [y](b.md) z" in text


def test_the_check_after_an_import_says_both_names_of_a_text(tmp_path: Path) -> None:
    files = {"1 Bread.md": "# Empty\n", "2-Salt.md": "# Salt\n\n#### Deep\n\nx\n"}
    source = write(tmp_path / "src", files)
    told = CliRunner().invoke(courses, ["import", str(source), str(tmp_path / "new")]).output
    assert "1-Bread.md  the lesson has no text (in the source: 1 Bread.md)" in told
    assert "2-Salt.md:3:1  this heading skips a level\n" in told


def next_commands(said: str) -> list[str]:
    """The commands that the import offers, without what is said of them."""
    lines = said.partition("Next: ")[2].split("\n")
    return [line.strip().partition("   (")[0] for line in lines if line.strip()]


def test_what_is_next_for_a_course_that_lies_outside_works_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"courses/knots/course.md": "---\ntitle: Others\nsummary: x\n---\n"})
    check, preview, move, sync = next_commands(import_in(tmp_path, monkeypatch, "./knots"))
    assert check == f"lms courses check {tmp_path}/knots"
    assert preview == f"lms courses preview {tmp_path}/knots"
    told = CliRunner().invoke(courses, check.split()[2:]).output
    assert "knots/course.md" in told
    assert "courses/knots" not in told
    assert (move, sync) == (f"mv {tmp_path}/knots courses/", "lms courses sync knots")


def test_what_is_next_where_no_folder_of_courses_is_names_the_one_around(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = next_commands(import_in(tmp_path, monkeypatch, "new/knots"))
    assert said[:2] == ["lms courses check new/knots", "lms courses preview new/knots"]
    assert said[2:] == ["LMS_COURSES_DIR=new lms courses sync knots"]
