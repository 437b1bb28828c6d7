"""`lms courses sync`: what learners read from now on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from lms.content import actions, queries
from lms.content.actions import Synced
from lms.content.commands.door import courses, named_folders, tell
from lms.content.compile import compile_course
from lms.content.library import Library
from lms.content.library.keeping import KeptPages
from lms.content.library.reading import course_folders, read_course
from lms.platform import clock
from lms.platform.db import db, transaction


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
    for folder in named_folders(names, root):
        synced = sync_folder(folder, library)
        refused = refused or not synced.accepted
        tell(folder, synced.compiled)
        click.echo(f"{synced.compiled.slug}: {_outcome(synced)}")
    for slug in () if names else withdraw_missing(root, library):
        click.echo(f"{slug}: its folder is gone; it is shown no more")
    sys.exit(refused)


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


def _outcome(synced: Synced) -> str:
    if not synced.accepted:
        return f"not published; learners keep reading revision {synced.revision}"
    return f"revision {synced.revision}" + ("" if synced.changed else ", as before")
