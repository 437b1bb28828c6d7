"""`lms courses import`: courses that were written for another tool."""

from __future__ import annotations

from pathlib import Path

import click

from lms.content.commands.door import courses, tell
from lms.content.compile import compile_course
from lms.content.library.importing import NothingToImport, import_course
from lms.content.library.reading import read_course


@courses.command("import")
@click.argument("source", type=Path)
@click.argument("target", type=Path)
def import_(source: Path, target: Path) -> None:
    """Copy a Carpentries lesson, an mdBook or plain Markdown into a new course."""
    try:
        kind = import_course(source, target)
    except NothingToImport as reason:
        raise click.ClickException(str(reason)) from None
    compiled = compile_course(read_course(target))
    tell(target, compiled)
    lessons = max((len(course.lessons) for course in compiled.courses.values()), default=0)
    click.echo(f"{kind}: {lessons} lessons are in {target}")
