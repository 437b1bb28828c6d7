"""`lms courses check`: everything that is wrong, before anybody reads it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from lms.content.commands.door import courses, named_folders, tell
from lms.content.desk.checking import Checked, apply, check_course, kept_pages, mended
from lms.content.desk.outside import dead_links
from lms.content.desk.reports import as_json, as_sarif
from lms.content.desk.telling import wants_colour
from lms.content.findings import in_order
from lms.content.library.keeping import KeptPages


@courses.command()
@click.argument("names", metavar="[COURSE]…", nargs=-1)
@click.option("--folder", type=Path, help="Where the courses lie; else LMS_COURSES_DIR or courses.")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text")
@click.option("--fix", is_flag=True, help="Mend what has one right answer; shown first.")
@click.option("--ids", is_flag=True, help="With --fix: write each lesson's id into its file.")
@click.option("--yes", is_flag=True, help="With --fix: write without asking.")
@click.option("--external", is_flag=True, help="Also try the links to other sites.")
def check(names: Sequence[str], folder: Path | None, form: str, **how: bool) -> None:
    """Tell everything that is wrong with courses, by name or path. No database is needed.

    Ends with 0 when there is no error, warnings or not; with 1 when there is one; with 2 when
    the command cannot be understood, or there is no such course.
    """
    kept = kept_pages()
    checked = [check_course(path, kept) for path in named_folders(names, folder)]
    if how["fix"]:
        checked = [_fixed(item, kept, aside=form != "text", **how) for item in checked]
    if how["external"]:
        checked = [_with_outside(item) for item in checked]
    _show(checked, form)
    sys.exit(any(item.compiled.has_errors for item in checked))


def _fixed(item: Checked, kept: KeptPages, *, aside: bool, **how: bool) -> Checked:
    """The course after what could be mended was shown and, if that is wanted, written."""
    files, difference = mended(item, kept, ids=how["ids"])
    if not files:
        return item
    for line in _coloured(difference):
        click.echo(line, color=wants_colour(), err=aside)
    asks = sys.stdin.isatty() and not how["yes"]
    if not how["yes"] and not (asks and click.confirm("Write this?", err=True)):
        click.echo("Nothing was written." if asks else "Nothing was written; --yes does.", err=True)
        return item
    apply(item, files, lambda line: click.echo(line, err=True))
    return check_course(item.folder, kept)


def _coloured(difference: str) -> Iterator[str]:
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for line in difference.rstrip("\n").split("\n"):
        yield click.style(line, fg=colours[line[0]]) if line[:1] in colours else line


def _with_outside(item: Checked) -> Checked:
    found = in_order([*item.compiled.findings, *dead_links(item.sources.texts)])
    return replace(item, compiled=replace(item.compiled, findings=found))


def _show(checked: Sequence[Checked], form: str) -> None:
    told = [(item.folder, item.compiled) for item in checked]
    if form == "text":
        for folder, compiled in told:
            tell(folder, compiled)
    else:
        click.echo(as_json(told) if form == "json" else as_sarif(told))
