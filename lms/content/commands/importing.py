"""`lms courses import`: courses that were written for another tool."""

from __future__ import annotations

import os
import shlex
from dataclasses import replace
from pathlib import Path

import click

from lms.content.addresses import why_no_address
from lms.content.commands.door import courses, courses_root, tell
from lms.content.compile import Compiled, compile_course
from lms.content.desk.telling import from_here
from lms.content.findings import Finding
from lms.content.importing import FORMATS, NothingToImport
from lms.content.importing.report import REPORT, by_kind
from lms.content.library.importing import Imported, import_course
from lms.content.library.reading import read_course

MOST_SHOWN = 12
"""Kinds of loss that are told at once; the report has them all."""


@courses.command("import")
@click.argument("source", type=Path)
@click.argument("name", metavar="NAME")
@click.option("--folder", type=Path, help="Where the courses lie; else LMS_COURSES_DIR or courses.")
@click.option(
    "--from",
    "form",
    type=click.Choice(list(FORMATS)),
    help="What it was written for, where its files do not tell.",
)
def import_(source: Path, name: str, folder: Path | None, form: str | None) -> None:
    """Turn what was written for another tool into the new course NAME.

    It is written into the folder of the courses where there is one, else right here; a NAME with
    a slash in it is the path of the new folder.

    Understood are mdBook, MkDocs, Carpentries (old and new), Exercism tracks, MyST and Jupyter
    Book, Quarto, Jupyter notebooks, LiaScript, GIFT and text2qti questions, and plain Markdown.
    What could not be carried over is told, with file and line, in the new folder's
    _import-report.md.
    """
    target = _place(name, folder)
    if wrong := why_no_address(target.resolve().name):
        raise click.UsageError(wrong)
    try:
        imported = import_course(source, target, form or "")
    except NothingToImport as reason:
        raise click.ClickException(str(reason)) from None
    compiled = compile_course(read_course(target))
    tell(target, _under_both_names(compiled, imported))
    lessons = max((len(course.lessons) for course in compiled.courses.values()), default=0)
    _summarize(imported)
    click.echo(f"{imported.kind}: {_counted(lessons, 'lesson')} in {from_here(target)}")
    _say_what_next(target, has_errors=compiled.has_errors)


def _place(name: str, folder: Path | None) -> Path:
    """The new folder: among the other courses, unless a path was named."""
    root = folder or courses_root()
    is_path = os.path.basename(name) != name or name in (".", "..")
    return root / name if not is_path and (folder or root.is_dir()) else Path(name)


def _under_both_names(compiled: Compiled, imported: Imported) -> Compiled:
    """The course, with what is wrong with a renamed file as a whole under its old name too."""

    def named(finding: Finding) -> Finding:
        old = imported.origins.get(finding.path, finding.path)
        if finding.line or old == finding.path:
            return finding
        return replace(finding, message=f"{finding.message} (in the source: {old})")

    return replace(compiled, findings=tuple(named(finding) for finding in compiled.findings))


def _say_what_next(target: Path, *, has_errors: bool) -> None:
    """The commands as they have to be given from here."""
    root = courses_root()
    is_among = target.resolve().parent == root.resolve()
    name = shlex.quote(target.name if is_among else _path_from_here(target, root))
    click.echo(f"Next: lms courses check {name}" + (" tells what is left to mend" * has_errors))
    click.echo(f"      lms courses preview {name}")
    before = ""
    if not is_among and root.is_dir():
        click.echo(
            f"      mv {name} {shlex.quote(from_here(root))}/   (only there it can be published)"
        )
    elif not is_among:
        before = f"LMS_COURSES_DIR={shlex.quote(from_here(target.parent))} "
    publish = f"{before}lms courses sync {shlex.quote(target.name)}"
    click.echo(f"      {publish}   (in the demo: {before}lms demo --sync)")


def _path_from_here(target: Path, root: Path) -> str:
    """The path of a course outside the courses' folder, whole where it would name one inside."""
    path = from_here(target)
    return str(target.resolve()) if (root / path).is_dir() else path


def _summarize(imported: Imported) -> None:
    kinds = by_kind(imported.report)
    for kind, group in kinds[:MOST_SHOWN]:
        click.echo(f"{len(group):6}  {kind}")
    total = sum(len(group) for _, group in kinds)
    click.echo(f"{_counted(total, 'thing')} not carried over as written: see {REPORT}")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
