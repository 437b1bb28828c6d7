"""`lms courses new`: a course, a lesson, a quiz, begun where nothing stands yet."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from lms.content.addresses import title_of
from lms.content.commands.door import course_here, courses, courses_root, meant_folder
from lms.content.desk.quiz_forms import FORMS
from lms.content.desk.starting import CannotStart, has_chapter, new_course, new_lesson, new_quiz
from lms.content.desk.stubs import stub
from lms.content.desk.telling import from_here
from lms.content.words import LANGUAGES

FOLDER = click.option(
    "--folder", type=Path, help="Where the courses lie; else LMS_COURSES_DIR or courses."
)


@courses.group()
def new() -> None:
    """Begin a course, a lesson or a quiz; nothing is ever overwritten."""


@new.command()
@click.argument("name")
@FOLDER
@click.option("--title", help="What it is called; asked for at a terminal.")
@click.option("--summary", help="What it is about, in a sentence; asked for at a terminal.")
@click.option("--language", type=click.Choice(sorted(LANGUAGES)), default="en", show_default=True)
def course(name: str, folder: Path | None, **facts: str | None) -> None:
    """Begin the course NAME, which becomes its address: knots, bread-at-home."""
    root = folder or courses_root()
    facts["title"] = facts["title"] or _asked("Title", title_of(name))
    known = {key: value for key, value in facts.items() if value}
    known.setdefault("summary", _asked("Summary", stub(known["language"]).summary))
    with _told():
        _say(new_course(root, name, known))
    click.echo(f"Look at it: lms courses preview {name}")


@new.command()
@click.argument("words", metavar="[COURSE] CHAPTER [TITLE]", nargs=-1, required=True)
@FOLDER
def lesson(words: Sequence[str], folder: Path | None) -> None:
    """Begin a lesson at the end of a CHAPTER, which may be new: knots loops "The bowline".

    Within a course’s folder the course need not be named.
    """
    place, chapter, title = _place(words, folder)
    with _told():
        _say(new_lesson(place, chapter, title or _asked("Title", "")))


def _place(words: Sequence[str], root: Path | None) -> tuple[Path, str, str]:
    """The course, the chapter and the title; of two words the first may be course or chapter."""
    here = course_here(root)
    if len(words) > 3:
        raise click.UsageError(
            f"a course, a chapter and a title can be named, not {len(words)} things"
        )
    if len(words) == 1 or (len(words) == 2 and here and not _is_another(words[0], here)):
        chapter, title = [*words, ""][:2]
        return meant_folder(None, root), chapter, title
    name, chapter, title = [*words, ""][:3]
    return meant_folder(name, root), chapter, title


def _is_another(name: str, here: Path) -> bool:
    """Whether a word names a course rather than a chapter of the one in which you are."""
    named = (courses_root() / name / "course.md", Path(name) / "course.md")
    return not has_chapter(here, name) and any(file.is_file() for file in named)


@new.command()
@click.argument("file", type=Path)
@click.option("--kind", type=click.Choice(list(FORMS)), default="single", show_default=True)
def quiz(file: Path, kind: str) -> None:
    """Put a question at the end of a lesson's FILE, under an id of its own.

    Within a course the FILE may be named as it lies there.
    """
    here = course_here(None)
    file = here / file if here and not file.exists() else file
    with _told():
        quiz_id = new_quiz(file.resolve(), kind)
        click.echo(f"The quiz {quiz_id} is at the end of {from_here(file)}")


@contextmanager
def _told() -> Iterator[None]:
    """What cannot be done, as a sentence; ends with 2, as for any mistaken command."""
    try:
        yield
    except (CannotStart, FileExistsError, UnicodeError) as wrong:
        raise click.UsageError(str(wrong)) from None


def _asked(what: str, instead: str) -> str:
    """What the author answers; in a pipe nobody can, and the default stands."""
    if not sys.stdin.isatty():
        return instead
    return str(click.prompt(what, default=instead, show_default=bool(instead)))


def _say(files: list[Path]) -> None:
    for file in files:
        click.echo(f"written: {os.path.relpath(file)}")
