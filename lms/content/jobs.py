"""Fetching courses when nobody waits for the answer."""

from dataclasses import replace
from datetime import datetime

from flask import current_app

from lms.content import actions, queries, shelf
from lms.content.library.branches import Branch, keep_branch
from lms.content.library.git import GitFailed
from lms.content.library.git_environ import Keys
from lms.content.library.pulling import Busy, Pulled, Workplace
from lms.content.library.reading import read_course
from lms.content.origins import GIT, ZIP, Origin, Repository
from lms.platform import clock
from lms.platform.config import Settings
from lms.platform.db import db, transaction
from lms.platform.jobs import job
from lms.platform.sweeping import swept

BRANCHES = "_branches"
"""Where branches are laid out: no course can be called so."""


@job("content.pull")
def pull(course: str) -> None:
    """Fetch a course from git and publish it; why it failed is remembered before it is raised."""
    settings: Settings = current_app.config["SETTINGS"]
    try:
        _pull(course, settings)
    except Busy:
        raise  # nothing is wrong: the job comes again in a moment
    except GitFailed as failed:
        with transaction():
            actions.note_problem(course, str(failed), clock.now())
        raise


@job("content.publish_archive")
def publish_archive(course: str) -> None:
    """Publish a course whose files were sent as an archive and lie in their place."""
    settings: Settings = current_app.config["SETTINGS"]
    place, library = Workplace(settings.git_dir, course), shelf.library()
    with place.locked():
        compiled, kept = actions.compiled_from(read_course(place.files), library)
        with transaction():
            synced = actions.sync_course(compiled, clock.now(), kept, Origin(ZIP))
        actions.publish(library, synced)


@job("content.preview_branch")
def preview_branch(course: str, branch: str) -> None:
    """Fetch a branch and keep it where those who teach can look at it; nothing is published."""
    settings: Settings = current_app.config["SETTINGS"]
    library, shown = shelf.library(), Branch(branch, clock.now().isoformat())
    source = replace(actions.repository_of(settings, course), branch=branch)
    place = Workplace(settings.git_dir / BRANCHES, course)
    db.session.rollback()
    try:
        with place.locked():
            pulled = _fetched(place, source, _keys(settings))
            compiled = actions.compiled_to_look_at(pulled.sources, library)
            shown = replace(
                shown,
                state=library.keep(compiled).state,
                commit_id=pulled.commit_id,
                findings=[finding.as_dict() for finding in compiled.findings],
            )
    except Busy:
        raise
    except GitFailed as failed:
        shown = replace(shown, problem=str(failed))
    keep_branch(library.folder, course, shown)


@swept
def show_newest(_now: datetime) -> None:
    """Show what somebody who was killed just after the commit had no time to show."""
    library = shelf.library()
    for slug in library.slugs():
        actions.show_newest(library, slug)


def _fetched(place: Workplace, source: Repository, keys: Keys) -> Pulled:
    """A branch; those that were fetched before it leave nothing behind."""
    try:
        return place.pull(source, keys, "")
    finally:
        place.store.tidy()


def _keys(settings: Settings) -> Keys:
    return Keys(settings.git_tokens, settings.git_key, settings.git_known_hosts)


def _pull(course: str, settings: Settings) -> None:
    source = actions.repository_of(settings, course)
    last, library = queries.last_sync(course), shelf.library()
    base = last.base_id if last else ""
    db.session.rollback()  # the network may take long, and no transaction waits for it
    place = Workplace(settings.git_dir, course)
    with place.locked():
        pulled = place.pull(source, _keys(settings), base)
        compiled, kept = actions.compiled_from(pulled.sources, library, pulled.moves)
        with transaction():
            origin = Origin(GIT, pulled.commit_id)
            synced = actions.sync_course(compiled, clock.now(), kept, origin)
            if synced.accepted and not synced.held:
                actions.take_base(course, pulled.commit_id)
        actions.publish(library, synced)
        if synced.accepted and not synced.held:
            place.store.remember(pulled.commit_id)
