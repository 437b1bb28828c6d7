"""`lms courses …`: check, sync, preview and import what authors write."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from lms.content import actions, queries
from lms.content.actions import Synced
from lms.content.compile import Compiled, compile_course
from lms.content.findings import as_text
from lms.content.library import Library
from lms.content.library.importing import NothingToImport, import_course
from lms.content.library.keeping import KeptPages
from lms.content.library.reading import course_folders, read_course
from lms.content.preview import serve
from lms.platform import clock
from lms.platform.db import db, transaction


@click.group()
def courses() -> None:
    """Check, publish and preview the Markdown courses."""


@courses.command()
@click.argument("names", metavar="[COURSE]…", nargs=-1)
@click.option("--folder", type=Path, help="Where the courses lie; else LMS_COURSES_DIR or courses.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def check(names: Sequence[str], folder: Path | None, form: str) -> None:
    """Tell everything that is wrong with courses, by name or path; errors end with 1.

    No database is needed.
    """
    compiled = [(path, compile_course(read_course(path))) for path in _folders(names, folder)]
    if form == "json":
        found = [{"course": c.slug, **f.as_dict()} for _, c in compiled for f in c.findings]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for path, course in compiled:
            _tell(path, course)
    sys.exit(any(course.has_errors for _, course in compiled))


@courses.command()
@click.argument("names", metavar="[COURSE]…", nargs=-1)
@with_appcontext
def sync(names: Sequence[str]) -> None:
    """Read the folders and publish what has no errors.

    Without a name, courses whose folder is gone are shown no more.
    """
    root = current_app.config["SETTINGS"].courses_dir
    library = current_app.extensions["library"]
    refused = False
    for folder in _folders(names, root):
        synced = sync_folder(folder, library)
        refused = refused or not synced.accepted
        _tell(folder, synced.compiled)
        click.echo(f"{synced.compiled.slug}: {_outcome(synced)}")
    for slug in () if names else withdraw_missing(root, library):
        click.echo(f"{slug}: its folder is gone; it is shown no more")
    sys.exit(refused)


@courses.command()
@click.argument("name", metavar="COURSE")
@click.option("--folder", type=Path, help="Where the courses lie; else LMS_COURSES_DIR or courses.")
@click.option("--port", default=8010, help="Where to look at it.")
def preview(name: str, folder: Path | None, port: int) -> None:
    """Show a course as it will look, and again at each change. For one author; no database."""
    path = _folders([name], folder)[0]
    for number in (signal.SIGINT, signal.SIGTERM):  # also where a shell made it ignore them
        signal.signal(number, signal.default_int_handler)
    serve(path, port, lambda address: click.echo(f"{path.name} is at {address}; Ctrl+C ends it."))


@courses.command("import")
@click.argument("source", type=Path)
@click.argument("target", type=Path)
def import_(source: Path, target: Path) -> None:
    """Copy a Carpentries lesson, an mdBook or plain Markdown into a new course."""
    try:
        kind = import_course(source, target)
    except NothingToImport as reason:
        raise click.ClickException(str(reason)) from None
    compiled = compile_course(read_course(target))
    _tell(target, compiled)
    lessons = max((len(course.lessons) for course in compiled.courses.values()), default=0)
    click.echo(f"{kind}: {lessons} lessons are in {target}")


def sync_folder(folder: Path, library: Library) -> Synced:
    """Read one course and make it the newest revision; it is published after the commit."""
    sources, kept = read_course(folder), KeptPages(library.folder / "kept")
    known = queries.known_lessons(sources.slug)
    db.session.rollback()  # compiling may take long, and no transaction waits for it
    compiled = compile_course(sources, known, kept)
    with transaction():
        synced = actions.sync_course(compiled, clock.now())
    if synced.accepted and not library.holds(compiled.slug, compiled.digest):
        library.publish(compiled, synced.revision)
    return synced


def sync_all(root: Path, library: Library) -> list[Synced]:
    """Sync every course below a folder."""
    return [sync_folder(folder, library) for folder in course_folders(root)]


def withdraw_missing(root: Path, library: Library) -> list[str]:
    """Show no more the courses that have no folder below `root`; their names."""
    gone = [slug for slug in library.slugs() if not (root / slug).is_dir()]
    for slug in gone:
        with transaction():
            actions.withdraw_course(slug)
        library.withdraw(slug)
    return gone


def _folders(names: Sequence[str], root: Path | None) -> list[Path]:
    """The folders of the courses that were named, by name or path; all without a name."""
    root = root or Path(os.environ.get("LMS_COURSES_DIR", "courses"))
    folders = list(_named(names, root)) if names else course_folders(root)
    if not folders:
        raise click.ClickException(f"there are no courses in {root}")
    return folders


def _named(names: Sequence[str], root: Path) -> Iterator[Path]:
    for name in names:
        choices = [folder for folder in (root / name, Path(name)) if folder.is_dir()]
        if not choices:
            raise click.ClickException(f'there is no course "{name}" in {root}')
        yield choices[0].resolve()


def _tell(folder: Path, compiled: Compiled) -> None:
    """Every finding at a path that an editor or a terminal opens from here."""
    beside = os.path.relpath(folder)
    here = str(folder.resolve()) if beside.startswith("..") else beside
    for finding in compiled.findings:
        click.echo(as_text(finding, here))
    errors = sum(finding.is_error for finding in compiled.findings)
    warnings = len(compiled.findings) - errors
    told = f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
    click.echo(f"{compiled.slug}: {told}")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _outcome(synced: Synced) -> str:
    if not synced.accepted:
        return f"not published; learners keep reading revision {synced.revision}"
    return f"revision {synced.revision}" + ("" if synced.changed else ", as before")


COMMANDS = (courses,)
