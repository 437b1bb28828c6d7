"""What every `lms courses …` shares: its group, the courses it means, how it tells findings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from lms.content.desk.telling import tell
from lms.content.findings import nearest
from lms.content.library.reading import course_around, course_folders
from lms.platform.config import BadSettings, courses_dir

__all__ = [
    "course_beside",
    "course_here",
    "courses",
    "courses_root",
    "meant_folder",
    "named_folders",
    "tell",
]


@click.group()
def courses() -> None:
    """Check, publish and preview the Markdown courses."""


def named_folders(names: Sequence[str], root: Path | None) -> list[Path]:
    """The folders of the courses that were named, by name or path; all without a name.

    A folder of courses means all of them.
    """
    root = root or courses_root()
    folders = list(_named(names, root)) if names else course_folders(root)
    if not folders:
        raise click.UsageError(f"there are no courses in {root}")
    return folders


def meant_folder(name: str | None, root: Path | None) -> Path:
    """The folder of the course that is named; without a name, of the one in which you are."""
    if name is not None:
        first, *others = named_folders([name], root)
        if others:
            several = ", ".join(folder.name for folder in (first, *others))
            raise click.UsageError(f"{name} holds several courses ({several}): name one")
        return first
    if here := course_here(root):
        return here
    known = ", ".join(folder.name for folder in course_folders(root or courses_root()))
    which = f" ({known})" if known else ""
    raise click.UsageError(f"name a course{which}, or go into its folder")


def course_here(root: Path | None) -> Path | None:
    """The course in whose folder you are; none where another folder of courses was named."""
    return course_around(Path.cwd()) if root is None else None


def courses_root() -> Path:
    """Where the courses lie, as the settings have it."""
    try:
        return courses_dir(os.environ)
    except BadSettings as wrong:
        raise click.UsageError(str(wrong)) from None


def course_beside(place: Path, root: Path) -> Path | None:
    """The course of which a file or folder is a part; None for what may be a course itself."""
    whole = place.resolve()
    course = None if whole.parent == root.resolve() else course_around(place)
    return None if course == whole else course


def _named(names: Sequence[str], root: Path) -> Iterator[Path]:
    for name in names:
        choices = [folder for folder in (root / name, Path(name)) if folder.is_dir()]
        if not choices:
            near = nearest(name, [folder.name for folder in course_folders(root)])
            missing = f'there is no course "{name}" in {root}'
            raise click.UsageError(f"{missing}; {near}" if near else missing)
        if course := course_beside(choices[0], root):
            raise click.UsageError(f'"{name}" is a part of the course {course.name}: name that')
        is_course = (choices[0] / "course.md").is_file()
        inside = [] if is_course else course_folders(choices[0])
        yield from (folder.resolve() for folder in inside or choices[:1])
