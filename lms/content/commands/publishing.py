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
from lms.content.library import Library
from lms.content.library.reading import course_folders, read_course
from lms.platform import clock
from lms.platform.db import transaction


@courses.command()
@click.argument("names", metavar="[COURSE]…", nargs=-1)
@with_appcontext
def sync(names: Sequence[str]) -> None:
    """Read the folders and publish what has no errors.

    Without a name, courses whose folder is gone are shown no more. Courses that come from git or
    from an archive are left alone.
    """
    root = current_app.config["SETTINGS"].courses_dir
    library = current_app.extensions["library"]
    refused = False
    elsewhere = queries.not_from_folders()
    for folder in named_folders(names, root):
        if folder.name in elsewhere:
            click.echo(f"{folder.name}: it does not come from a folder; nothing is done")
            continue
        synced = sync_folder(folder, library)
        refused = refused or not synced.accepted
        tell(folder, synced.compiled)
        click.echo(f"{synced.compiled.slug}: {_outcome(synced)}")
    for slug in () if names else withdraw_missing(root, library):
        click.echo(f"{slug}: its folder is gone; it is shown no more")
    sys.exit(refused)


def sync_folder(folder: Path, library: Library) -> Synced:
    """Read one course and make it the newest revision; it is published after the commit."""
    compiled, kept = actions.compiled_from(read_course(folder), library)
    with transaction():
        synced = actions.sync_course(compiled, clock.now(), kept)
    actions.publish(library, synced)
    return synced


def sync_all(root: Path, library: Library) -> list[Synced]:
    """Sync every course below a folder."""
    return [sync_folder(folder, library) for folder in course_folders(root)]


def withdraw_missing(root: Path, library: Library) -> list[str]:
    """Show no more the courses that have no folder below `root`; their names."""
    elsewhere = queries.not_from_folders()
    gone = [s for s in library.slugs() if s not in elsewhere and not (root / s).is_dir()]
    for slug in gone:
        with transaction():
            actions.withdraw_course(slug)
        library.withdraw(slug)
    return gone


def _outcome(synced: Synced) -> str:
    if not synced.accepted:
        return f"not published; learners keep reading revision {synced.revision}"
    if synced.held:
        return f"held: somebody went back from exactly this to revision {synced.revision}"
    return f"revision {synced.revision}" + ("" if synced.changed else ", as before")
