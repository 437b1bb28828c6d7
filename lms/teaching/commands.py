"""`lms courses prune`: knows of cohorts and completions, and so stands above the courses."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from lms.content.commands.door import courses
from lms.content.library.pruning import prune as prune_library
from lms.platform.db import transaction
from lms.teaching import actions, queries


@courses.command()
@click.option("--keep", default=20, show_default=True, help="Revisions of each course that stay.")
@with_appcontext
def prune(keep: int) -> None:
    """Let go of the files of old revisions.

    What is read now, what a cohort stays at, branches, and every text on which somebody has
    finished a lesson are kept, whatever their age.
    """
    states, pages = queries.states_to_keep(max(keep, 1)), queries.pages_to_keep()
    done = prune_library(current_app.extensions["library"], states, pages)
    with transaction():
        actions.forget_states(states)
    click.echo(f"{done.files:,} files of {done.bytes:,} bytes are gone")


COMMANDS: tuple[click.Command, ...] = ()
"""It is a word of `lms courses`, and none of its own."""
