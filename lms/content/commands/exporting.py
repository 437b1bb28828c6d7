"""`lms courses export`: a course for readers without a connection, or for another school."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import NoAppException, ScriptInfo
from sqlalchemy.exc import SQLAlchemyError

from lms.content import queries
from lms.content.commands.door import courses, meant_folder
from lms.content.compile import Compiled, compile_course
from lms.content.desk.telling import tell
from lms.content.exporting.book import book
from lms.content.exporting.cartridge import cartridge
from lms.content.exporting.edition import Edition, Files
from lms.content.exporting.folder import folder as the_folder
from lms.content.exporting.site import site
from lms.content.exporting.writing import (
    NotWritten,
    refuse_to_overwrite,
    write_folder,
    write_packed,
)
from lms.content.identity import Known
from lms.content.library.reading import read_course

FORMS = click.Choice(["site", "epub", "cartridge", "markdown"])
SUFFIXES = {"epub": ".epub", "cartridge": ".imscc"}
"""Of the targets that are one file for each language."""
WITHOUT_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""What a book says of its last change when nobody tells: the same course gives the same bytes."""


@courses.command("export")
@click.argument("words", metavar="[COURSE] TARGET", nargs=-1, required=True)
@click.option(
    "--to", "form", type=click.Choice(["site", "epub", "cartridge", "markdown"]), required=True
)
@click.option("--folder", type=Path, help="Where the courses lie; else LMS_COURSES_DIR or courses.")
@click.option("--language", help="Only this one; else all that the course speaks.")
@click.option("--school", envvar="LMS_BASE_URL", default="", help="The address it is taught at.")
@click.option("--force", is_flag=True, help="Write over files of the same name; others stay.")
def export(words: Sequence[str], form: str, folder: Path | None, **how: str | bool) -> None:
    """Carry a course out: a site for a disk, books, cartridges, or its folder with ids filled in.

    Without a name it is the course in whose folder you are.

    Books and cartridges are one file a language: TARGET is the folder they are written to, or,
    for one language, the file itself. A cartridge holds the answers to its questions.
    """
    *names, place = words
    if len(names) > 1:
        raise click.UsageError(f"one course and one target can be named, not {len(words)} things")
    source, target = meant_folder(next(iter(names), None), folder), Path(place)
    try:
        refuse_to_overwrite(target, source, force=bool(how["force"]))
        if form == "markdown":
            _export_folder(source, target)
        else:
            _export_pages(source, target, form, how)
    except NotWritten as reason:
        raise click.ClickException(str(reason)) from None
    except OSError as wrong:
        raise click.ClickException(f"{wrong.filename}: {wrong.strerror}") from None


def _export_folder(source: Path, target: Path) -> None:
    sources = read_course(source)
    compiled = compile_course(sources, _known(sources.slug))
    files = the_folder(sources, compiled)
    write_folder(files, target)
    click.echo(f"{sources.slug}: {len(files)} files are in {target}")


def _known(slug: str) -> Sequence[Known]:
    """The ids that this shell's school gave; none where there is no school, which is told."""
    try:
        app = click.get_current_context().ensure_object(ScriptInfo).load_app()
        with app.app_context():
            known = queries.known_lessons(slug)
    except (NoAppException, SQLAlchemyError):
        known = ()
    if not known:
        click.echo("No school knows this course here: ids are those of a first sync.", err=True)
    return known


def _export_pages(source: Path, target: Path, form: str, how: Mapping[str, str | bool]) -> None:
    compiled = compile_course(read_course(source))
    if compiled.has_errors:
        tell(source, compiled)
        raise NotWritten("a course with errors is not exported; --to markdown takes it as it is")
    editions = _editions(compiled, str(how["language"] or ""), str(how["school"]).rstrip("/"))
    if form == "site":
        write_folder(site(editions), target)
        click.echo(f"{target / 'index.html'} opens in a browser")
        return
    for file, files in _packed(editions, target, form):
        write_packed(files, file)
        click.echo(file)


def _editions(compiled: Compiled, language: str, school: str) -> list[Edition]:
    spoken = compiled.courses
    if language and language not in spoken:
        raise click.UsageError(f'the course does not speak "{language}", but {", ".join(spoken)}')
    chosen = [language] if language else list(spoken)
    return [Edition(spoken[one], compiled.assets, school) for one in chosen]


def _packed(editions: Sequence[Edition], target: Path, form: str) -> Iterator[tuple[Path, Files]]:
    """Each edition's file with what lies in it."""
    is_file = target.suffix == SUFFIXES[form]
    if is_file and len(editions) > 1:
        spoken = ", ".join(edition.language for edition in editions)
        raise NotWritten(f"the course speaks {spoken}: name a folder, or one with --language")
    for edition in editions:
        name = f"{edition.course.slug}.{edition.language}{SUFFIXES[form]}"
        made = book(edition, _dated()) if form == "epub" else cartridge(edition)
        yield target if is_file else target / name, made


def _dated() -> datetime:
    """The time in SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/)."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        datetime.fromtimestamp(int(seconds), UTC)
        if re.fullmatch(r"[0-9]{1,10}", seconds)
        else WITHOUT_DATE
    )
