"""`lms courses check`: everything that is wrong, before anybody reads it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from lms.content.commands.door import (
    course_beside,
    course_here,
    courses,
    courses_root,
    named_folders,
    tell,
)
from lms.content.desk.checking import Checked, apply, check_course, kept_pages, mended
from lms.content.desk.outside import dead_links
from lms.content.desk.reports import as_json, as_sarif
from lms.content.desk.telling import counted, from_here, wants_colour
from lms.content.findings import in_order
from lms.content.library.keeping import KeptPages


@courses.command()
@click.argument("names", metavar="[COURSE or FILE]…", nargs=-1)
@click.option("--folder", type=Path, help="Where the courses lie; else LMS_COURSES_DIR or courses.")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text")
@click.option("--fix", is_flag=True, help="Mend what has one right answer; shown first.")
@click.option("--ids", is_flag=True, help="With --fix: write each lesson's id into its file.")
@click.option("--yes", is_flag=True, help="With --fix: write without asking.")
@click.option("--external", is_flag=True, help="Also try the links to other sites.")
def check(names: Sequence[str], folder: Path | None, form: str, **how: bool) -> None:
    """Tell everything that is wrong with courses, by name or path. No database is needed.

    Of a file or folder within a course only what concerns that is told. Without a name it is the
    course in whose folder you are, else all of them.

    Ends with 0 when there is no error, warnings or not; with 1 when there is one; with 2 when
    the command cannot be understood, or there is no such course.
    """
    kept = kept_pages()
    meant = _meant(names, folder)
    checked = [check_course(path, kept, only) for path, only in meant.items()]
    if how["fix"]:
        checked = [_fixed(item, kept, aside=form != "text", **how) for item in checked]
    if how["external"]:
        checked = [_with_outside(item) for item in checked]
    _show(checked, form)
    sys.exit(any(finding.is_error for item in checked for finding in item.findings))


def _meant(names: Sequence[str], root: Path | None) -> dict[Path, list[str]]:
    """The folders of the courses that are meant, each with the paths in it that were named."""
    if not names and (here := course_here(root)):
        return {here: []}
    inside = {name: found for name in names if (found := _inside(name, root))}
    whole = [name for name in names if name not in inside]
    courses = named_folders(whole, root) if whole or not inside else []
    meant: dict[Path, list[str]] = {course: [] for course in courses}
    for course, path in inside.values():
        if course not in courses:
            meant.setdefault(course, []).append(path)
    return meant


def _inside(name: str, root: Path | None) -> tuple[Path, str] | None:
    """The course around a file or a folder, and its path there; None for what may be a course."""
    root = root or courses_root()
    places = (root / name, Path(name)) if (root / name).is_dir() else (Path(name), root / name)
    place = next((place for place in places if place.exists()), None)
    course = course_beside(place, root) if place else None
    if place and course is None and place.is_file():
        raise click.UsageError(f"{name} lies in no course: no folder above it has a course.md")
    return (course, place.resolve().relative_to(course).as_posix()) if place and course else None


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
    written, missed = apply(item, files)
    for line in missed:
        click.echo(line, err=True)
    for line in written:
        click.echo(line, err=aside)
    return check_course(item.folder, kept, item.only)


def _coloured(difference: str) -> Iterator[str]:
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for line in difference.rstrip("\n").split("\n"):
        yield click.style(line, fg=colours[line[0]]) if line[:1] in colours else line


def _with_outside(item: Checked) -> Checked:
    asked = {path: text for path, text in item.sources.texts.items() if item.concerns(path)}
    found = in_order([*item.compiled.findings, *dead_links(asked)])
    return replace(item, compiled=replace(item.compiled, findings=found))


def _show(checked: Sequence[Checked], form: str) -> None:
    told = [(item.folder, replace(item.compiled, findings=item.findings)) for item in checked]
    if form == "text":
        for item, (folder, compiled) in zip(checked, told, strict=True):
            tell(folder, compiled)
            _tell_more(item)
    else:
        click.echo(as_json(told) if form == "json" else as_sarif(told))


def _tell_more(item: Checked) -> None:
    """That more is found in files that were not asked about."""
    if more := len(item.compiled.findings) - len(item.findings):
        where = f"elsewhere in the course: lms courses check {from_here(item.folder)}"
        click.echo(f"{item.compiled.slug}: {counted(more, 'finding')} {where}")
