"""What every `lms courses …` shares: its group, the courses it means, how it tells findings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from lms.content.compile import Compiled
from lms.content.findings import as_text
from lms.content.library.reading import course_folders


@click.group()
def courses() -> None:
    """Check, publish and preview the Markdown courses."""


def named_folders(names: Sequence[str], root: Path | None) -> list[Path]:
    """The folders of the courses that were named, by name or path; all without a name."""
    root = root or Path(os.environ.get("LMS_COURSES_DIR", "courses"))
    folders = list(_named(names, root)) if names else course_folders(root)
    if not folders:
        raise click.ClickException(f"there are no courses in {root}")
    return folders


def _named(names: Sequence[str], root: Path) -> Iterator[Path]:
    for name in names:
        choices = [folder for folder in (root / name, Path(name)) if folder.is_dir()]
        if not choices:
            raise click.ClickException(f'there is no course "{name}" in {root}')
        yield choices[0].resolve()


def tell(folder: Path, compiled: Compiled) -> None:
    """Every finding at a path that an editor or a terminal opens from here."""
    beside = os.path.relpath(folder)
    here = str(folder.resolve()) if beside.startswith("..") else beside
    for finding in compiled.findings:
        click.echo(as_text(finding, here))
    errors = sum(finding.is_error for finding in compiled.findings)
    warnings = len(compiled.findings) - errors
    told = f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
    click.echo(f"{compiled.slug}: {told}")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
