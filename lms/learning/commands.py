"""`lms courses preview`: shows what learners are shown, and so stands above the courses."""

from __future__ import annotations

import signal
from datetime import datetime
from pathlib import Path

import click

from lms.content.commands.door import courses, meant_folder
from lms.learning.preview import Eyes, serve
from lms.learning.preview.eyes import WHO
from lms.learning.preview.looking import day, no_day


@courses.command()
@click.argument("name", metavar="[COURSE]", required=False)
@click.option("--folder", type=Path, help="Where the courses lie; else LMS_COURSES_DIR or courses.")
@click.option("--port", default=8010, help="Where to look at it; 0 takes any that is free.")
@click.option("--as", "who", type=click.Choice(WHO), default="learner", help="With whose eyes.")
@click.option("--date", "when", help="On which day: 2026-02-01, +10d or week 2.")
@click.option("--start", help="The first day of the cohort; today without it.")
def preview(name: str | None, folder: Path | None, port: int, who: str, **days: str | None) -> None:
    """Show a course as it will look, and again at each change. For one author; no database.

    It is what a learner sees; a switch above the page, or --as, shows it as somebody else.
    Without a name it is the course in whose folder you are.
    """
    path, eyes = meant_folder(name, folder), _eyes(who, **days)
    for number in (signal.SIGINT, signal.SIGTERM):  # also where a shell made it ignore them
        signal.signal(number, signal.default_int_handler)
    said = f"{path.name} is at {{}}; Ctrl+C ends it."
    try:
        serve(path, port, eyes, lambda address: click.echo(said.format(address)))
    except KeyboardInterrupt:  # also while the course is read for the first time
        return
    except OSError as taken:
        words = f"port {port} cannot be used ({taken.strerror}): name another with --port"
        raise click.ClickException(words) from None


def _eyes(who: str, when: str | None, start: str | None) -> Eyes:
    now = datetime.now()  # noqa: DTZ005 - the author's own clock is meant
    begins = _day(start, Eyes(who, now, now.date()), "--start")
    return Eyes(who, _day(when, Eyes(who, now, begins.date()), "--date"), begins.date())


def _day(words: str | None, eyes: Eyes, option: str) -> datetime:
    """The day that an option names; now where it is not given."""
    if words is None:
        return eyes.now
    if wrong := no_day(words, eyes):
        raise click.BadParameter(wrong, param_hint=option)
    return day(words, eyes) or eyes.now


COMMANDS: tuple[click.Command, ...] = ()
"""It is a word of `lms courses`, and none of its own."""
