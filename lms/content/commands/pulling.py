"""`lms courses pull`: what learners read from now on, from git."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click
from flask import current_app
from flask.cli import with_appcontext

from lms.content import queries
from lms.content.commands.door import courses
from lms.content.desk.telling import tell_all
from lms.content.findings import Finding
from lms.content.library.git import GitFailed
from lms.content.origins import BadRepositories, repositories
from lms.platform import jobs
from lms.platform.errors import Refused


@courses.command()
@click.argument("names", metavar="[COURSE]…", nargs=-1)
@with_appcontext
def pull(names: Sequence[str]) -> None:
    """Fetch courses from git and publish what has no errors; all that LMS_GIT_COURSES names.

    A pull that is killed at any moment leaves learners reading what they read before.
    """
    failed = False
    for name in _chosen(names):
        try:
            jobs.ACTS["content.pull"](course=name)
        except (GitFailed, Refused) as reason:
            click.echo(f"{name}: {reason}", err=True)
            failed = True
        else:
            failed = _tell_outcome(name) or failed
    sys.exit(failed)


def _chosen(names: Sequence[str]) -> Sequence[str]:
    try:
        known = repositories(current_app.config["SETTINGS"].git_courses)
    except BadRepositories as reason:
        raise click.ClickException(f"LMS_GIT_COURSES: {reason}") from None
    if not known:
        raise click.ClickException("LMS_GIT_COURSES names no course; see `lms config`")
    for name in names:
        if name not in known:
            raise click.ClickException(f'LMS_GIT_COURSES does not name "{name}"')
    return names or tuple(known)


def _tell_outcome(name: str) -> bool:
    """What the pull found; whether it keeps the course from being published."""
    sync, latest = queries.last_sync(name), queries.latest_revision(name)
    if sync is None:
        return True
    findings = [Finding(**told) for told in sync.findings]
    tell_all(name, findings, name)
    refused, number = any(found.is_error for found in findings), latest.number if latest else 0
    keep = f"not published; learners keep reading revision {number}"
    said = keep if refused else f"revision {number}"
    click.echo(f"{name}: commit {sync.commit_id[:10]}, {said}")
    return refused
