"""`lms courses import`: courses that were written for another tool."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from lms.content.commands.door import courses, tell
from lms.content.compile import compile_course
from lms.content.importing import FORMATS, NothingToImport
from lms.content.importing.report import REPORT, kind_of
from lms.content.library.importing import Imported, import_course
from lms.content.library.reading import read_course

MOST_SHOWN = 12
"""Kinds of loss that are told at once; the report has them all."""


@courses.command("import")
@click.argument("source", type=Path)
@click.argument("target", type=Path)
@click.option(
    "--from",
    "form",
    type=click.Choice(list(FORMATS)),
    help="What it was written for, where its files do not tell.",
)
def import_(source: Path, target: Path, form: str | None) -> None:
    """Turn what was written for another tool into a new course.

    Understood are mdBook, Carpentries (old and new), Exercism tracks, MyST and Jupyter Book,
    Quarto, Jupyter notebooks, LiaScript, GIFT and text2qti questions, and plain Markdown. What
    could not be carried over is told, with file and line, in the new folder's _import-report.md.
    """
    try:
        imported = import_course(source, target, form or "")
    except NothingToImport as reason:
        raise click.ClickException(str(reason)) from None
    compiled = compile_course(read_course(target))
    tell(target, compiled)
    lessons = max((len(course.lessons) for course in compiled.courses.values()), default=0)
    _summarize(imported)
    click.echo(f"{imported.kind}: {_counted(lessons, 'lesson')} in {target}")


def _summarize(imported: Imported) -> None:
    kinds = Counter(kind_of(left.what) for left in dict.fromkeys(imported.report))
    for kind, count in kinds.most_common(MOST_SHOWN):
        click.echo(f"{count:6}  {kind}")
    click.echo(f"{_counted(kinds.total(), 'thing')} not carried over as written: see {REPORT}")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
