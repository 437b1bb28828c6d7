"""The course that is being written, compiled as it is at this moment."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

from watchfiles import watch

from lms.content.compile import Compiled, compile_course
from lms.content.library.reading import is_hidden, quick_digest, read_course
from lms.content.render import Rendered
from lms.learning.preview.moves import Moves

STEP, LONGEST = 2, 20
"""Milliseconds of quiet after which a change counts as saved, and the most that are waited."""
BLIND = 0.5
"""Seconds between looks where the system cannot tell of changes."""


class Pages:
    """Pages of this compilation and of the one before: what has not changed is not made again."""

    def __init__(self) -> None:
        self._now: dict[str, Rendered] = {}
        self._before: dict[str, Rendered] = {}

    def get(self, key: str) -> Rendered | None:
        """The page of this key."""
        page = self._now.get(key) or self._before.get(key)
        if page:
            self._now[key] = page
        return page

    def put(self, key: str, page: Rendered) -> None:
        """Keep a page."""
        self._now[key] = page

    def turn(self) -> None:
        """Begin a new compilation."""
        self._before, self._now = self._now, {}


class Draft:
    """One folder and what it is now; whoever asks gets what is on the disk, never less."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.changed, self.ended = threading.Condition(), threading.Event()
        self._lock, self._pages = threading.Lock(), Pages()
        self._stamp: list[tuple[str, int, int]] = []
        self.version, self.moves = 0, Moves()
        self.compiled = self.look()

    def look(self) -> Compiled:
        """The course as it is on the disk now; compiled again only if some file has changed."""
        with self._lock:
            stamp = sorted(_stamps(self.folder))
            if self.version and stamp == self._stamp:
                return self.compiled
            self._pages.turn()
            sources = read_course(self.folder, quick_digest)
            self.compiled = compile_course(sources, (), self._pages, marked=True)
            self.moves.look(self.compiled)
            self._stamp, self.version = stamp, self.version + 1
        with self.changed:
            self.changed.notify_all()
        return self.compiled

    def wait(self, since: int, seconds: float) -> bool:
        """Wait for a version after this one; whether there is one."""
        with self.changed:
            return self.changed.wait_for(lambda: self.version > since, seconds)

    def follow(self) -> None:
        """Look whenever a file changes, until it has ended."""
        while not self.ended.is_set():
            try:
                for _ in watch(self.folder, debounce=LONGEST, step=STEP, stop_event=self.ended):
                    self.look()
            except (OSError, RuntimeError):  # no watches left, or the folder is gone for a while
                self.ended.wait(BLIND)
                self.look()


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Name, time and size of every file that may belong to the course."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not is_hidden(name)]
        for name in files:
            path = os.path.join(place, name)
            try:
                stat = os.stat(path)
            except OSError:
                continue
            yield path, stat.st_mtime_ns, stat.st_size
