"""Fetching courses when nobody waits for the answer."""

from flask import current_app

from lms.content import actions, queries, shelf
from lms.content.library.git import GitFailed
from lms.content.library.git_environ import Keys
from lms.content.library.pulling import Workplace
from lms.content.origins import GIT, Origin
from lms.platform import clock
from lms.platform.config import Settings
from lms.platform.db import db, transaction
from lms.platform.jobs import job


@job("content.pull")
def pull(course: str) -> None:
    """Fetch a course from git and publish it; why it failed is remembered before it is raised."""
    settings: Settings = current_app.config["SETTINGS"]
    try:
        _pull(course, settings)
    except GitFailed as failed:
        with transaction():
            actions.note_problem(course, str(failed), clock.now())
        raise


def _pull(course: str, settings: Settings) -> None:
    source = actions.repository_of(settings, course)
    keys = Keys(settings.git_tokens, settings.git_key, settings.git_known_hosts)
    last, library = queries.last_sync(course), shelf.library()
    base = last.base_id if last else ""
    db.session.rollback()  # the network may take long, and no transaction waits for it
    place = Workplace(settings.git_dir, course)
    with place.locked():
        pulled = place.pull(source, keys, base)
        compiled, kept = actions.compiled_from(pulled.sources, library, pulled.moves)
        with transaction():
            origin = Origin(GIT, pulled.commit_id)
            synced = actions.sync_course(compiled, clock.now(), kept, origin)
            if synced.accepted and not synced.held:
                actions.take_base(course, pulled.commit_id)
        actions.publish(library, synced, kept)
        if synced.accepted and not synced.held:
            place.store.remember(pulled.commit_id)
