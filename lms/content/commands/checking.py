"""`lms courses check`: everything that is wrong, before anybody reads it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from lms.content.commands.door import courses, named_folders, tell
from lms.content.compile import compile_course
from lms.content.library.reading import read_course


@courses.command()
@click.argument("names", metavar="[COURSE]…", nargs=-1)
@click.option("--folder", type=Path, help="Where the courses lie; else LMS_COURSES_DIR or courses.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def check(names: Sequence[str], folder: Path | None, form: str) -> None:
    """Tell everything that is wrong with courses, by name or path; errors end with 1.

    No database is needed.
    """
    compiled = [(path, compile_course(read_course(path))) for path in named_folders(names, folder)]
    if form == "json":
        found = [{"course": c.slug, **f.as_dict()} for _, c in compiled for f in c.findings]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for path, course in compiled:
            tell(path, course)
    sys.exit(any(course.has_errors for _, course in compiled))
