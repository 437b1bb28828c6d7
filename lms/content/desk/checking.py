"""Checking courses, and mending in them what has one right answer."""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from lms.content.compile import Compiled, compile_course
from lms.content.desk import fixing
from lms.content.desk.editing import Mended, with_texts
from lms.content.desk.ids import with_ids
from lms.content.desk.telling import counted, from_here
from lms.content.findings import Finding
from lms.content.library.keeping import KeptPages
from lms.content.library.reading import quick_digest, read_course
from lms.content.render import Rendered
from lms.content.sources import CourseSources

KEPT_FOR = 30 * 24 * 60 * 60
"""Seconds; pages of texts that were changed since are forgotten after a month."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A course as it was read, and what was found."""

    folder: Path
    sources: CourseSources
    compiled: Compiled
    only: Collection[str] = ()
    """Paths of the files and folders in it that were asked about; none: the whole."""

    def concerns(self, *paths: str) -> bool:
        """Whether one of these files was asked about."""
        return not self.only or any(
            path == asked or path.startswith(f"{asked}/") for path in paths for asked in self.only
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found in what was asked about, or in a text that it includes."""
        found = self.compiled.findings
        return tuple(f for f in found if self.concerns(f.path, *(path for path, _ in f.via)))


class SparePages(KeptPages):
    """Pages that were checked before; where nothing can be written, they are made again."""

    def put(self, key: str, page: Rendered) -> None:
        """Keep a page if that is possible."""
        try:
            super().put(key, page)
        except OSError:
            return


def kept_pages() -> SparePages:
    """The pages that this person's checks keep, as the XDG base directories say."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    pages = SparePages(Path(home) / "bottega" / "pages")
    _forget(pages.folder)
    return pages


def check_course(
    folder: Path, kept: KeptPages | None = None, only: Collection[str] = ()
) -> Checked:
    """Read a course and tell everything that is wrong with it, or with these files of it."""
    sources = read_course(folder, quick_digest)
    return Checked(folder, sources, compile_course(sources, (), kept), only)


def mended(checked: Checked, kept: KeptPages | None, *, ids: bool) -> tuple[Mended, str]:
    """What can be mended, and the difference that it makes."""
    files = fixing.mend(checked.sources, checked.compiled, kept)
    if ids:
        files = {**files, **with_ids(with_texts(checked.sources, files), checked.compiled)}
    files = {path: raw for path, raw in files.items() if checked.concerns(path)}
    lines = fixing.difference(from_here(checked.folder), checked.sources, files)
    return files, "".join(lines)


def apply(checked: Checked, files: Mended) -> tuple[list[str], list[str]]:
    """Write what was mended; what is to be said of that, and of files that others changed first."""
    here = from_here(checked.folder)
    changed = fixing.write(checked.folder, checked.sources, files)
    written = {path: raw for path, raw in files.items() if path not in changed}
    lines = list(fixing.told(here, checked.sources, written))
    many = f"{counted(len(lines), 'line')} written in {counted(len(written), 'file')}"
    lines.append(f"{checked.compiled.slug}: {many if written else 'nothing was written'}")
    return lines, [f"{here}/{path} was changed meanwhile; it stays as it is." for path in changed]


def _forget(folder: Path) -> None:
    oldest = time.time() - KEPT_FOR
    for file in folder.glob("*/*.json"):
        try:
            if file.stat().st_mtime < oldest:
                file.unlink()
        except OSError:
            continue
