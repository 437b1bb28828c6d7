"""What every `lms courses …` shares: its group, the courses it means, how it tells findings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from lms.content.desk.telling import tell
from lms.content.library.reading import course_folders
from lms.platform.config import BadSettings, courses_dir

__all__ = ["courses", "courses_root", "named_folders", "tell"]


@click.group()
def courses() -> None:
    """Check, publish and preview the Markdown courses."""


def named_folders(names: Sequence[str], root: Path | None) -> list[Path]:
    """The folders of the courses that were named, by name or path; all without a name."""
    root = root or courses_root()
    folders = list(_named(names, root)) if names else course_folders(root)
    if not folders:
        raise click.UsageError(f"there are no courses in {root}")
    return folders


def courses_root() -> Path:
    """Where the courses lie, as the settings have it."""
    try:
        return courses_dir(os.environ)
    except BadSettings as wrong:
        raise click.UsageError(str(wrong)) from None


def _named(names: Sequence[str], root: Path) -> Iterator[Path]:
    for name in names:
        choices = [folder for folder in (root / name, Path(name)) if folder.is_dir()]
        if not choices:
            raise click.UsageError(f'there is no course "{name}" in {root}')
        yield choices[0].resolve()
