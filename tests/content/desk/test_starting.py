"""`lms courses new`: what is begun passes the check, and nothing is overwritten."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lms.content.commands import courses
from lms.content.compile import compile_course
from lms.content.desk.quiz_forms import FORMS, forms
from lms.content.library.reading import read_course


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of all courses, empty."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LMS_COURSES_DIR", raising=False)
    return tmp_path / "courses"


def run(*words: str) -> Result:
    return CliRunner().invoke(courses, ["new", *words])


def begin(*more: str) -> None:
    assert run("course", "knots", "--summary", "Six of them.", *more).exit_code == 0


def told(folder: Path) -> list[str]:
    findings = compile_course(read_course(folder)).findings
    return [f"{f.code} {f.path}:{f.line} {f.message}" for f in findings]


def titles(folder: Path) -> list[str]:
    compiled = compile_course(read_course(folder))
    return [lesson.title for lesson in next(iter(compiled.courses.values())).lessons]


def test_a_new_course_passes_the_check(root: Path) -> None:
    result = run("course", "knots", "--title", 'Knots: "that" hold', "--summary", "# Six\nknots")
    assert result.exit_code == 0, result.output
    assert told(root / "knots") == []
    made = compile_course(read_course(root / "knots")).courses["en"]
    assert (made.title, made.summary) == ('Knots: "that" hold', "# Six knots")
    assert len(made.lessons) == 1


def test_without_facts_a_pipe_gets_good_ones(root: Path) -> None:
    assert run("course", "bread-at-home").exit_code == 0
    assert told(root / "bread-at-home") == [
        "C310 course.md:3 the summary is still the one of a new course"
    ]
    assert "Bread at home" in (root / "bread-at-home" / "course.md").read_text()


def test_what_is_there_is_never_overwritten(root: Path) -> None:
    begin()
    (root / "knots" / "course.md").write_text("mine")
    result = run("course", "knots")
    assert result.exit_code == 2
    assert "is not empty" in result.output
    assert (root / "knots" / "course.md").read_text() == "mine"


@pytest.mark.parametrize("name", ["Knots", "../knots", "kn ots", ".", "-"])
def test_a_name_that_cannot_be_an_address_is_told(root: Path, name: str) -> None:
    assert run("course", "--", name).exit_code == 2
    assert not list(root.rglob("*.md"))


def test_lessons_follow_each_other_and_chapters_are_found_or_made(root: Path) -> None:
    begin()
    for chapter, title in (
        ("first-steps", "The bowline"),
        ("01-first-steps", "The bowline: again"),
        ("Joining ropes", "Il nodo, perché?"),
        ("joining ropes", "The sheet bend"),
    ):
        result = run("lesson", "knots", chapter, title)
        assert result.exit_code == 0, result.output
    assert told(root / "knots") == []
    assert titles(root / "knots")[1:] == [
        "The bowline",
        "The bowline: again",
        "Il nodo, perché?",
        "The sheet bend",
    ]
    assert (root / "knots" / "02-joining-ropes" / "01-il-nodo-perche.md").is_file()


def test_the_same_lesson_twice_is_told(root: Path) -> None:
    begin()
    run("lesson", "knots", "loops", "The bowline")
    result = run("lesson", "knots", "loops", "The bowline")
    assert result.exit_code == 2
    assert 'there is a lesson at "loops/the-bowline" already' in result.output


def test_a_summary_lists_the_new_lesson_after_its_neighbours(root: Path) -> None:
    begin()
    summary = root / "knots" / "SUMMARY.md"
    first = "- [One](01-first-steps/01-the-first-lesson.md)"
    summary.write_text(f"# Summary\n\n{first}\n\n[End](end.md)\n")
    (root / "knots" / "end.md").write_text("# End\n\ntext")
    run("lesson", "knots", "first-steps", "Two")
    assert f"{first}\n- [Two](01-first-steps/02-two.md)\n" in summary.read_text()
    assert told(root / "knots") == []


@pytest.mark.parametrize("kind", FORMS)
def test_a_new_quiz_of_each_kind_passes_the_check(root: Path, kind: str) -> None:
    begin()
    file = root / "knots" / "01-first-steps" / "01-the-first-lesson.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    for _ in range(2):
        assert run("quiz", str(file), "--kind", kind).exit_code == 0
    assert told(root / "knots") == []
    assert file.read_bytes().startswith(before.rstrip())
    assert b"{#the-first-lesson-1}" in file.read_bytes()
    assert b"{#the-first-lesson-2}" in file.read_bytes()


@pytest.mark.parametrize("kind", FORMS)
def test_a_quiz_is_begun_in_the_language_of_its_lesson(root: Path, kind: str) -> None:
    begin("--language", "it")
    file = root / "knots" / "01-primi-passi" / "01-la-prima-lezione.md"
    english = file.with_name("01-la-prima-lezione.en.md")
    english.write_text("# One\n\ntext\n")
    assert run("quiz", str(file), "--kind", kind).exit_code == 0
    assert forms("it")[kind].format(id="la-prima-lezione-1") in file.read_text()
    assert run("quiz", str(english), "--kind", kind).exit_code == 0
    assert FORMS[kind].split("\n")[1].format() in english.read_text()
    assert forms("it").keys() == FORMS.keys()


def test_a_quiz_has_its_place_in_a_lesson(root: Path, tmp_path: Path) -> None:
    (tmp_path / "loose.md").write_text("text")
    for file in ("loose.md", "nowhere.md"):
        assert run("quiz", file).exit_code == 2
    assert (tmp_path / "loose.md").read_text() == "text"


def test_what_is_begun_in_italian_is_in_italian(root: Path) -> None:
    assert run("course", "pane", "--title", "Il pane", "--language", "it").exit_code == 0
    assert run("lesson", "pane", "La crosta").exit_code == 0
    made = compile_course(read_course(root / "pane")).courses["it"]
    assert made.summary == "Di che cosa parla questo corso, in una frase."
    assert [chapter.title for chapter in made.chapters] == ["Primi passi", "La crosta"]
    assert [lesson.title for lesson in made.lessons] == ["La prima lezione", "Una nuova lezione"]
    assert (root / "pane/01-primi-passi/01-la-prima-lezione.md").is_file()
    assert told(root / "pane") == ["C310 course.md:3 the summary is still the one of a new course"]
    text = "".join(file.read_text() for file in (root / "pane").rglob("*.md"))
    for word in ("Begin", "lesson", "chapter", "course"):
        assert word not in text


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("course.md", "the course’s own page"),
        ("course.it.md", "the course’s own page"),
        ("glossary.md", "the glossary"),
        ("SUMMARY.md", "the list of the lessons"),
        ("01-first-steps/index.md", "a chapter’s introduction"),
    ],
)
def test_where_nobody_can_answer_no_quiz_is_written(root: Path, file: str, kind: str) -> None:
    begin()
    text = root / "knots" / file
    text.write_text(text.read_text() if text.exists() else "text\n")
    before = text.read_text()
    result = run("quiz", str(text))
    assert result.exit_code == 2
    words = f"{file} is {kind}, where nobody can answer a quiz: name a lesson’s file"
    assert words in " ".join(result.output.split())
    assert text.read_text() == before


def test_a_readme_that_is_a_lesson_may_have_a_quiz(root: Path) -> None:
    begin()
    (root / "knots" / "README.md").write_text("# Knots\n\ntext\n")
    lines = "- [Read](README.md)\n- [One](01-first-steps/01-the-first-lesson.md)\n"
    (root / "knots" / "SUMMARY.md").write_text(lines)
    assert run("quiz", str(root / "knots" / "README.md")).exit_code == 0
