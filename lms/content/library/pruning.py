"""Letting go of what nobody reads any more."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from lms.content.library.branches import branches
from lms.content.library.shelf import Library

YOUNG = 24 * 3600.0
"""Seconds for which a file is left alone: a sync may be about to name it."""
UNUSED = 60 * 86_400.0
"""Seconds after which a compiled page that no sync has asked for is let go."""


@dataclass(slots=True)
class Pruned:
    """What was let go."""

    files: int = 0
    bytes: int = 0


def prune(library: Library, states: Collection[str], pages: Collection[str]) -> Pruned:
    """Drop every file that is not of these states, of what is shown now, or one of these pages."""
    wanted = {*states, *_shown(library)}
    fetch = library.fetch_for("")
    kept = [state for name in wanted if (state := library.states.read(name, fetch))]
    named = {*pages, *(page for state in kept for page in state.pages)}
    assets = {name for state in kept for name in state.assets.values()}
    done, now = Pruned(), time.time()
    _drop(library.folder / "states", {f"{name}.json" for name in wanted}, now - YOUNG, done)
    _drop(library.folder / "pages", {f"{name}.json" for name in named}, now - YOUNG, done)
    _drop(library.folder / "assets", assets, now - YOUNG, done)
    _drop(library.folder / "kept", (), now - UNUSED, done)
    return done


def _shown(library: Library) -> Iterator[str]:
    for slug in library.slugs():
        state = library.state(slug)
        if state:
            yield state.name
        yield from (branch.state for branch in branches(library.folder, slug) if branch.state)


def _drop(folder: Path, wanted: Collection[str], before: float, done: Pruned) -> None:
    for file in folder.glob("*/*"):
        if file.name in wanted:
            continue
        try:
            stat = file.stat()
            if stat.st_mtime < before:
                file.unlink()
                done.files, done.bytes = done.files + 1, done.bytes + stat.st_size
        except FileNotFoundError:
            continue
