"""Published courses: written by a sync, read by every page, reloaded after the next sync."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lms.content.course import Course
from lms.content.library.files import read_json, turn, write_json
from lms.content.library.mending import Mender
from lms.content.library.pages import Body, PageLost, Pages
from lms.content.library.states import Kept, State, States

if TYPE_CHECKING:
    from lms.content.compile import Compiled

ICON = rb"href=\"#i-"
"""How compiled pages name an icon, inside JSON."""
MOST_OLD_STATES = 32
"""States that are not the newest and stay in memory: those that pinned cohorts read."""

Stamp = tuple[int, int, int]


class Edition(NamedTuple):
    """A state that is asked for although it may not be the newest."""

    state: str
    """Its name in the library."""
    revision: int
    """As which revision it is shown."""


class Library:
    """The published courses of one folder; each process has one.

    A course is loaded when it is first asked for, its pages when they are. A question costs one
    look at the time of a small file that names the newest state, so that a sync in one process is
    seen by all others at once.
    """

    def __init__(self, folder: Path, icons: str = "") -> None:
        self.folder = folder
        self._courses_folder = folder / "courses"
        self._courses = str(self._courses_folder)
        dress = partial(_with_icons, sprite=f'href=\\"{icons}#'.encode())
        self.pages = Pages(folder / "pages", dress)
        self.states = States(folder, self.pages, dress)
        self.mender = Mender()
        self._shelf: dict[str, tuple[Stamp, State]] = {}
        self._old: OrderedDict[tuple[str, Edition], State] = OrderedDict()
        self._lock = threading.RLock()

    def slugs(self) -> tuple[str, ...]:
        """The courses that are published, by the alphabet."""
        found = self._courses_folder.glob("*/manifest.json")
        return tuple(sorted(file.parent.name for file in found))

    def stamps(self) -> tuple[tuple[str, Stamp | None], ...]:
        """Which courses are published since when; it costs a look at each pointer."""
        try:
            names = os.listdir(self._courses_folder)
        except FileNotFoundError:
            return ()
        return tuple((name, _stamp(self._pointer_name(name))) for name in sorted(names))

    def course(self, slug: str, language: str = "en", at: Edition | None = None) -> Course | None:
        """The course in this language, else in its own; None when it is not published.

        Without an edition it is the newest.
        """
        found = self.state(slug, at)
        if found is None:
            return None
        return found.courses.get(language) or next(iter(found.courses.values()))

    def asset(self, slug: str, path: str, at: Edition | None = None) -> Path | None:
        """The file that a course shows under this path; None for anything it does not publish."""
        found = self.state(slug, at)
        name = found.assets.get(path) if found else None
        file = self.states.asset_file(name) if name else None
        return file if file and file.is_file() else None

    def holds(self, slug: str, digest: str) -> bool:
        """Whether exactly this state of the course is published and whole."""
        found = self.state(slug)
        return found is not None and found.digest == digest and self.states.is_whole(found)

    def keep(self, compiled: Compiled) -> Kept:
        """Keep a state that nobody is shown yet."""
        return self.states.keep(compiled)

    def show(self, slug: str, state: str, revision: int) -> None:
        """Show a state that is kept from now on, to everybody at once."""
        write_json(self._pointer(slug), {"state": state, "revision": revision})

    def show_newest(self, slug: str, ask: Callable[[], Edition | None]) -> None:
        """Show the edition that `ask` names, if another is shown.

        It is asked for and shown in one turn, so that whoever comes late shows nothing older.
        """
        with turn(self._courses_folder / slug / "lock"):
            newest = ask()
            if newest and newest != self._shown(slug):
                self.show(slug, newest.state, newest.revision)

    def publish(self, compiled: Compiled, revision: int = 0) -> None:
        """Keep a state and show it; readers never see half of it."""
        self.show(compiled.slug, self.keep(compiled).state, revision)

    def withdraw(self, slug: str) -> None:
        """Show the course no more; its pages stay for the day it returns."""
        self._pointer(slug).unlink(missing_ok=True)

    def state(self, slug: str, at: Edition | None = None) -> State | None:
        """The newest state of a course, or the one of this edition."""
        if not slug or slug in (".", "..") or "/" in slug or "\\" in slug or "\0" in slug:
            return None
        newest = self._newest(slug)
        if at is None or (newest and (newest.name, newest.revision) == at):
            return newest
        return self._older(slug, at)

    def _pointer(self, slug: str) -> Path:
        return Path(self._pointer_name(slug))

    def _pointer_name(self, slug: str) -> str:
        return f"{self._courses}/{slug}/manifest.json"

    def _newest(self, slug: str) -> State | None:
        stamp = _stamp(self._pointer_name(slug))
        known = self._shelf.get(slug)
        if stamp is None or (known and known[0] == stamp):
            return known[1] if known and stamp else None
        with self._lock:
            state = self._pointed_at(slug)
            if state:
                self._shelf[slug] = (stamp, state)
            else:
                self._shelf.pop(slug, None)
        return state

    def _pointed_at(self, slug: str) -> State | None:
        shown = self._shown(slug)
        return self._loaded(slug, shown) if shown else None

    def _shown(self, slug: str) -> Edition | None:
        pointer = read_json(self._pointer(slug)) or {}
        name, revision = pointer.get("state"), pointer.get("revision")
        if not isinstance(name, str) or not isinstance(revision, int):
            return None
        return Edition(name, revision)

    def _older(self, slug: str, at: Edition) -> State | None:
        with self._lock:
            state = self._old.get((slug, at)) or self._loaded(slug, at)
            if state is not None:
                self._old[slug, at] = state
                self._old.move_to_end((slug, at))
                while len(self._old) > MOST_OLD_STATES:
                    self._old.popitem(last=False)
        return state

    def _loaded(self, slug: str, at: Edition) -> State | None:
        state = self.states.read(at.state, self.fetch_for(slug))
        if state is not None:
            state.revision, courses = at.revision, state.courses.items()
            state.courses = {name: replace(c, revision=at.revision) for name, c in courses}
        return state

    def fetch_for(self, slug: str) -> Callable[[str], Body]:
        """How the lessons of a course get their pages; a lost one is made again if it can be."""

        def fetch(name: str) -> Body:
            body = self.pages.read(name)
            if body is None and self.mender.mend(slug):
                body = self.pages.read(name)
            if body is None:
                raise PageLost(f"a page of {slug} is damaged, and its text is not at hand")
            return body

        return fetch


def _with_icons(content: bytes, sprite: bytes) -> bytes:
    """A record whose icons (`#i-flag`) lead to the sprite of this site."""
    return content.replace(ICON, sprite)


def _stamp(file: str) -> Stamp | None:
    try:
        stat = os.stat(file)  # asked for on every page, and a Path takes twice as long
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
