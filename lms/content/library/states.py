"""Whole courses as they stood once: a manifest each, under the SHA-256 of what it says.

Nothing here is ever changed: to show another state is to point elsewhere. So a sync that is killed
at any moment leaves at most files that nobody names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from lms.content.course import Chapter, Course
from lms.content.library.files import keep_bytes, read_bytes
from lms.content.library.pages import Body, KeptLesson, Pages, kept_lesson
from lms.content.record import (
    BadRecord,
    body_record,
    careful,
    course_record,
    lesson_record,
    read_course,
)

if TYPE_CHECKING:
    from lms.content.compile import Compiled
    from lms.content.sources import Asset

FORMAT = 2
"""Of the manifests; one of another number counts as not there."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a compiled course left in the library."""

    state: str = ""
    """The name of the whole."""
    pages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By lesson id, then language, the name of each page; a text that is missing has none."""


class State:
    """One course in memory, in all its languages."""

    def __init__(self, name: str, manifest: dict[str, Any], courses: dict[str, Course]) -> None:
        self.name = name
        self.digest = str(manifest["digest"])
        self.assets: dict[str, str] = manifest["assets"]
        self.courses = courses
        self.revision = 0

    @property
    def pages(self) -> set[str]:
        """The name of every page."""
        lessons = (lesson for course in self.courses.values() for lesson in course.lessons)
        return {lesson.body for lesson in lessons if isinstance(lesson, KeptLesson)}


class States:
    """A folder of manifests beside the pages and the files that they name."""

    def __init__(self, folder: Path, pages: Pages, dress: Callable[[bytes], bytes]) -> None:
        self._folder, self._pages, self._dress = folder, pages, dress

    def keep(self, compiled: Compiled) -> Kept:
        """Keep everything of a compiled course."""
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "digest": compiled.digest,
            "assets": {path: self._keep_asset(path, a) for path, a in compiled.assets.items()},
            "courses": {name: self._keep_course(c) for name, c in compiled.courses.items()},
        }
        content = json.dumps(manifest, ensure_ascii=False).encode("utf-8", "replace")
        name = hashlib.sha256(content).hexdigest()
        keep_bytes(self.file(name), content)
        return Kept(name, _pages_of(manifest["courses"]))

    def read(self, name: str, fetch: Callable[[str], Body]) -> State | None:
        """The state of this name; None when it is damaged or missing."""
        content = read_bytes(self.file(name))
        if content is None or hashlib.sha256(content).hexdigest() != name:
            return None
        try:
            return _state(name, json.loads(self._dress(content)), fetch)
        except (ValueError, BadRecord):
            return None

    def is_whole(self, state: State) -> bool:
        """Whether every page and file of it is there as it was kept."""
        files = (self.asset_file(name) for name in state.assets.values())
        return all(map(self._pages.is_whole, state.pages)) and all(f.is_file() for f in files)

    def file(self, name: str) -> Path:
        """Where the manifest of this name lies."""
        return self._folder / "states" / name[:2] / f"{name}.json"

    def asset_file(self, name: str) -> Path:
        """Where the file of this name lies."""
        return self._folder / "assets" / name[:2] / name

    def _keep_course(self, course: Course) -> dict[str, Any]:
        chapters = []
        for chapter in course.chapters:
            lessons = []
            for lesson in chapter.lessons:
                body = body_record(lesson)
                lessons.append(lesson_record(lesson, self._pages.keep(body)))
            kept = {"title": chapter.title, "address": chapter.address, "html": str(chapter.html)}
            chapters.append({**kept, "lessons": lessons})
        return course_record(course, chapters)

    def _keep_asset(self, path: str, asset: Asset) -> str:
        """Copy a file under a name made of its content: edits in the folder change nothing here."""
        content = asset.file.read_bytes() if asset.file else b""
        name = hashlib.sha256(content).hexdigest() + Path(path).suffix.lower()
        keep_bytes(self.asset_file(name), content)
        return name


def _pages_of(courses: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    pages: dict[str, dict[str, str]] = {}
    for language, course in courses.items():
        for lesson in (lesson for chapter in course["chapters"] for lesson in chapter["lessons"]):
            if lesson["language"] == language:
                pages.setdefault(lesson["id"], {})[language] = lesson["body"]
    return pages


@careful
def _state(name: str, manifest: dict[str, Any], fetch: Callable[[str], Body]) -> State:
    if manifest["format"] != FORMAT or not manifest["courses"]:
        raise BadRecord("no course in the manifest")
    courses = {}
    for language, record in manifest["courses"].items():
        chapters = tuple(_chapter(chapter, fetch) for chapter in record["chapters"])
        courses[language] = read_course({**record, "state": name}, chapters)
    return State(name, manifest, courses)


def _chapter(record: dict[str, Any], fetch: Callable[[str], Body]) -> Chapter:
    lessons = tuple(kept_lesson(lesson, fetch) for lesson in record["lessons"])
    html = Markup(record["html"])  # noqa: S704 - compiled and cleaned before it was kept
    return Chapter(record["title"], record["address"], html, lessons)
