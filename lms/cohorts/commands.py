"""`lms cohorts …`: cohorts from the shell."""

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from lms.cohorts import actions, queries, titles
from lms.cohorts.models import Cohort
from lms.content import shelf
from lms.platform import clock, i18n
from lms.platform.db import db, transaction

cohorts = AppGroup("cohorts", help="See the cohorts, and open the ones at one's own pace.")
COMMANDS: tuple[click.Command, ...] = (cohorts,)


@cohorts.command("list")
def list_all() -> None:
    """Print every cohort: address, course, state, first day, seats taken."""
    found = db.session.scalars(select(Cohort).order_by(Cohort.course, Cohort.id)).all()
    taken = queries.seats_taken(found, clock.now())
    for cohort in found:
        begins = cohort.starts_on.isoformat() if cohort.starts_on else "-"
        seats = f"{taken[cohort.id]}/{'-' if cohort.seats is None else cohort.seats}"
        click.echo(f"{cohort.slug}  {cohort.course}  {cohort.state}  {begins}  {seats}")


@cohorts.command("self-paced")
def self_paced() -> None:
    """Give each course of the library its cohort at one's own pace, where that is missing."""
    with i18n.speaking(current_app.config["BABEL_DEFAULT_LOCALE"]):
        title = titles.own_pace()
    for course in shelf.library().slugs():
        if queries.self_paced_cohort(course):
            continue
        with transaction():
            opened = actions.open_self_paced(
                course, title, clock.now(), current_app.config["BABEL_DEFAULT_LOCALE"]
            )
        click.echo(f"Opened {opened.slug}.")
