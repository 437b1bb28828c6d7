"""Exports on the disk: the one place of an export that writes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from lms.content.exporting.archive import write_archive
from lms.content.exporting.edition import Content


class NotWritten(ValueError):
    """Nothing was written; the sentence says why."""


def refuse_to_overwrite(target: Path, source: Path, *, force: bool) -> None:
    """Raise NotWritten where something stands already, or where the course itself lies."""
    if target.resolve().is_relative_to(source.resolve()):
        raise NotWritten(f"{target} lies inside the course")
    if source.resolve().is_relative_to(target.resolve()):
        raise NotWritten(f"the course lies inside {target}")
    taken = any(target.iterdir()) if target.is_dir() else target.exists()
    if taken and not force:
        raise NotWritten(f"{target} is there already; --force writes over what has the same name")


def write_folder(files: Mapping[str, Content], target: Path) -> None:
    """Write the files below a folder; others that lie there stay."""
    if outside := [path for path in files if not _is_inside(path)]:
        raise NotWritten(f"{outside[0]!r} is no path inside a folder")
    for path, content in files.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            shutil.copyfile(content, file)


def write_packed(files: Mapping[str, Content], target: Path) -> None:
    """Write the files as one archive: whole, or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".draft-", delete=False) as draft:
        try:
            write_archive(files, draft)
            draft.flush()
            Path(draft.name).chmod(0o644)
            Path(draft.name).replace(target)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not PurePosixPath(path).is_absolute() and ".." not in parts
