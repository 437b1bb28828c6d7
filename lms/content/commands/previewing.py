"""`lms courses preview`: a course as it will look, for its author alone."""

from __future__ import annotations

import signal
from datetime import datetime
from pathlib import Path

import click

from lms.content.commands.door import courses, named_folders
from lms.content.desk.preview import Eyes, serve
from lms.content.desk.preview.eyes import WHO
from lms.content.desk.preview.looking import day


@courses.command()
@click.argument("name", metavar="COURSE")
@click.option("--folder", type=Path, help="Where the courses lie; else LMS_COURSES_DIR or courses.")
@click.option("--port", default=8010, help="Where to look at it; 0 takes any that is free.")
@click.option("--as", "who", type=click.Choice(WHO), default="mentor", help="With whose eyes.")
@click.option("--date", "when", default="", help="On which day: 2026-02-01, +10d or week 2.")
@click.option("--start", default="", help="The first day of the cohort; today without it.")
def preview(name: str, folder: Path | None, port: int, **seen: str) -> None:
    """Show a course as it will look, and again at each change. For one author; no database."""
    path, eyes = named_folders([name], folder)[0], _eyes(**seen)
    for number in (signal.SIGINT, signal.SIGTERM):  # also where a shell made it ignore them
        signal.signal(number, signal.default_int_handler)
    said = f"{path.name} is at {{}}; Ctrl+C ends it."
    try:
        serve(path, port, eyes, lambda address: click.echo(said.format(address)))
    except OSError as taken:
        words = f"port {port} cannot be used ({taken.strerror}): name another with --port"
        raise click.ClickException(words) from None


def _eyes(who: str, when: str, start: str) -> Eyes:
    now = datetime.now()  # noqa: DTZ005 - the author's own clock is meant
    today = Eyes(who, now, now.date())
    begins = day(start, today) if start else now
    if begins is None:
        raise click.BadParameter("a day is needed, as in: 2026-02-01", param_hint="--start")
    eyes = Eyes(who, now, begins.date())
    chosen = day(when, eyes) if when else now
    if chosen is None:
        hint = "a day is needed, as in: 2026-02-01, +10d or week 2"
        raise click.BadParameter(hint, param_hint="--date")
    return Eyes(who, chosen, begins.date())
