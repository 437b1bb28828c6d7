"""`lms courses preview`: a course as it will look, for its author alone."""

from __future__ import annotations

import signal
from pathlib import Path

import click

from lms.content.commands.door import courses, named_folders
from lms.content.desk.preview import serve


@courses.command()
@click.argument("name", metavar="COURSE")
@click.option("--folder", type=Path, help="Where the courses lie; else LMS_COURSES_DIR or courses.")
@click.option("--port", default=8010, help="Where to look at it.")
def preview(name: str, folder: Path | None, port: int) -> None:
    """Show a course as it will look, and again at each change. For one author; no database."""
    path = named_folders([name], folder)[0]
    for number in (signal.SIGINT, signal.SIGTERM):  # also where a shell made it ignore them
        signal.signal(number, signal.default_int_handler)
    serve(path, port, lambda address: click.echo(f"{path.name} is at {address}; Ctrl+C ends it."))
