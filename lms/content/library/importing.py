"""`lms courses import` at the disk: a folder is read within bounds, a new one is written whole."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lms.content.assets import shown_as
from lms.content.importing import NothingToImport, Source, Written, carried
from lms.content.importing.report import REPORT, as_page
from lms.content.importing.shape import LARGEST_SOURCE, Left
from lms.content.library.reading import LARGEST_ASSET

MOST_FILES = 100_000
MOST_BYTES = 4_000_000_000
"""Of all files that are copied."""
NEVER_READ = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv"})


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a source."""

    kind: str
    """The format, for people."""
    report: tuple[Left, ...]
    """What could not be carried over; it lies in the folder too."""
    origins: Mapping[str, str]
    """Path in the new folder to the one in the source, of texts and of files."""


def import_course(source: Path, target: Path, form: str = "") -> Imported:
    """Write the course in `source`, a folder or a file, as the new folder `target`."""
    if not source.exists():
        raise NothingToImport(f"there is no {source}")
    if os.path.lexists(target) and (not target.is_dir() or any(target.iterdir())):
        raise NothingToImport(f"{target} is not empty")
    if target.resolve().is_relative_to(source.resolve()):
        raise NothingToImport(f"{target} lies inside what is to be imported")
    root = source if source.is_dir() else source.parent
    left: list[Left] = []
    reading = _reading(root, source, left)
    kind, course = carried(reading, target.resolve().name, form)
    report = (*left, *course.report)
    _write(course, as_page(kind, report), root, target)
    return Imported(kind, report, course.origins)


def _reading(root: Path, source: Path, left: list[Left]) -> Source:
    """The files below the root; beside a text that was named alone, only what it can show."""
    paths = set(_paths(root, [] if source.is_file() else left))
    only = source.name if source.is_file() else ""
    if only:
        paths = {path for path in paths if path == only or shown_as(path)}

    def read(path: str) -> bytes:
        return _bytes(root, path, left) if path in paths else b""

    return Source(source.resolve().name, paths, read, only)


def _paths(root: Path, left: list[Left]) -> Iterator[str]:
    count = 0
    for place, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in NEVER_READ)
        for name in sorted(files):
            file = Path(place) / name
            path = file.relative_to(root).as_posix()
            problem = _problem(file, path)
            count += 1
            if count > MOST_FILES:
                left.append(
                    Left(path, 0, f"more than {MOST_FILES:,} files; this and others are left")
                )
                return
            if problem:
                shown = path.encode("utf-8", "replace").decode()
                left.append(Left(shown, 0, problem))
            else:
                yield path


def _problem(file: Path, path: str) -> str:
    """Why a file is left behind; empty when it may be read."""
    try:
        path.encode("utf-8")
        mode = file.lstat()
    except (OSError, UnicodeEncodeError):
        return "has a name that is no text; left behind"
    if stat.S_ISLNK(mode.st_mode):
        return "is a link; links are not followed"
    if not stat.S_ISREG(mode.st_mode):
        return "is no plain file; left behind"
    if mode.st_size > LARGEST_ASSET:
        return f"is larger than {LARGEST_ASSET // 1_000_000} MB; left behind"
    return "has a name that cannot be listed; left behind" if "\n" in path or "\\" in path else ""


def _bytes(root: Path, path: str, left: list[Left]) -> bytes:
    """The file's bytes; a link is not followed even where one was put in the meantime."""
    try:
        handle = os.open(root / path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(handle, "rb") as opened:
            found = opened.read(LARGEST_SOURCE + 1)
    except OSError as wrong:
        left.append(Left(path, 0, f"cannot be read: {wrong.strerror or 'unreadable'}"))
        return b""
    if len(found) > LARGEST_SOURCE:
        left.append(Left(path, 0, f"is larger than {LARGEST_SOURCE // 1_000_000} MB; left behind"))
        return b""
    return found


def _write(course: Written, report: str, root: Path, target: Path) -> None:
    """Write everything beside the target and move it there: whole or not at all."""
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".importing-") as made:
        draft = Path(made) / target.name
        for path, content in {**course.texts, **course.made}.items():
            _put(draft / path, content)
        _put(draft / REPORT, report.encode("utf-8", "replace"))
        _copy(course, root, draft)
        if target.exists():
            target.rmdir()
        draft.rename(target)


def _copy(course: Written, root: Path, draft: Path) -> None:
    left = MOST_BYTES
    for new, old in course.files.items():
        file = draft / new
        file.parent.mkdir(parents=True, exist_ok=True)
        left -= (root / old).lstat().st_size
        if left < 0:
            raise NothingToImport(f"the files are larger than {MOST_BYTES // 10**9} GB together")
        handle = os.open(root / old, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(handle, "rb") as opened, file.open("wb") as copy:
            shutil.copyfileobj(opened, copy)


def _put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
