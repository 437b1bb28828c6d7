"""Published courses: written by a sync, read by every page, reloaded after the next sync."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from lms.content.course import Chapter, Course
from lms.content.library.files import read_json, write_bytes, write_json
from lms.content.record import (
    BadRecord,
    body_record,
    careful,
    course_record,
    lesson_record,
    read_body,
    read_course,
    read_lesson,
)

if TYPE_CHECKING:
    from lms.content.compile import Compiled
    from lms.content.sources import Asset

FORMAT = 1
"""Of the manifests; one of another number counts as not there."""

ICON = rb"href=\"#i-"
"""How compiled pages name an icon, inside JSON."""

Stamp = tuple[int, int, int]


class Shelved:
    """One course in memory, in all its languages."""

    def __init__(self, stamp: Stamp, manifest: dict[str, Any], courses: dict[str, Course]) -> None:
        self.stamp = stamp
        self.digest = str(manifest["digest"])
        self.assets: dict[str, str] = manifest["assets"]
        self.courses = courses


class Library:
    """The published courses of one folder; each process has one.

    A course is loaded when it is first asked for. A question costs one look at the manifest's
    time, so that a sync in one process is seen by all others at once.
    """

    def __init__(self, folder: Path, icons: str = "") -> None:
        self.folder = folder
        self._sprite = f'href=\\"{icons}#'.encode()
        self._shelf: dict[str, Shelved] = {}
        self._lock = threading.Lock()

    def slugs(self) -> tuple[str, ...]:
        """The courses that are published, by the alphabet."""
        found = self._courses_folder.glob("*/manifest.json")
        return tuple(sorted(file.parent.name for file in found))

    def course(self, slug: str, language: str = "en") -> Course | None:
        """The course in this language, else in its own; None when it is not published."""
        shelved = self._shelved(slug)
        if shelved is None:
            return None
        own = next(iter(shelved.courses.values()))
        return shelved.courses.get(language, own)

    def asset(self, slug: str, path: str) -> Path | None:
        """The file that a course shows under this path; None for anything it does not publish."""
        shelved = self._shelved(slug)
        name = shelved.assets.get(path) if shelved else None
        file = self._assets_folder / name[:2] / name if name else None
        return file if file and file.is_file() else None

    def holds(self, slug: str, digest: str) -> bool:
        """Whether exactly this state of the course is published and whole."""
        shelved = self._shelved(slug)
        if shelved is None or shelved.digest != digest:
            return False
        return all(self.asset(slug, path) for path in shelved.assets)

    def publish(self, compiled: Compiled, revision: int = 0) -> None:
        """Show this state of the course from now on; readers never see half of it."""
        manifest = {
            "format": FORMAT,
            "digest": compiled.digest,
            "assets": {path: self._keep_asset(path, a) for path, a in compiled.assets.items()},
            "courses": {
                language: self._keep_course(replace(course, revision=revision))
                for language, course in compiled.courses.items()
            },
        }
        write_json(self._manifest_file(compiled.slug), manifest)

    def withdraw(self, slug: str) -> None:
        """Show the course no more; its pages stay for the day it returns."""
        self._manifest_file(slug).unlink(missing_ok=True)

    @property
    def _courses_folder(self) -> Path:
        return self.folder / "courses"

    @property
    def _assets_folder(self) -> Path:
        return self.folder / "assets"

    def _manifest_file(self, slug: str) -> Path:
        return self._courses_folder / slug / "manifest.json"

    def _shelved(self, slug: str) -> Shelved | None:
        """The course as it is published now."""
        if not slug or slug in (".", "..") or "/" in slug or "\\" in slug or "\0" in slug:
            return None
        stamp = _stamp(self._manifest_file(slug))
        shelved = self._shelf.get(slug)
        if stamp is None or (shelved and shelved.stamp == stamp):
            return shelved if stamp else None
        with self._lock:
            shelved = self._load(slug, stamp)
            if shelved:
                self._shelf[slug] = shelved
            else:
                self._shelf.pop(slug, None)
        return shelved

    def _load(self, slug: str, stamp: Stamp) -> Shelved | None:
        manifest = self._dressed(self._manifest_file(slug))
        if manifest is None or manifest.get("format") != FORMAT:
            return None
        try:
            return self._read(manifest, stamp)
        except BadRecord:
            return None

    @careful
    def _read(self, manifest: dict[str, Any], stamp: Stamp) -> Shelved:
        courses = {}
        for language, record in manifest["courses"].items():
            chapters = tuple(self._read_chapter(chapter) for chapter in record["chapters"])
            courses[language] = read_course(record, chapters)
        if not courses:
            raise BadRecord("no course in the manifest")
        return Shelved(stamp, manifest, courses)

    def _read_chapter(self, record: dict[str, Any]) -> Chapter:
        lessons = []
        for lesson in record["lessons"]:
            body = self._dressed(self._body_file(lesson["body"]))
            if body is None:
                raise BadRecord("a page is missing")
            lessons.append(read_lesson(lesson, read_body(body)))
        html = Markup(record["html"])  # noqa: S704 - compiled and cleaned before it was kept
        return Chapter(record["title"], record["address"], html, tuple(lessons))

    def _dressed(self, file: Path) -> dict[str, Any] | None:
        """A record whose icons (`#i-flag`) lead to the sprite of this site."""
        return read_json(file, (ICON, self._sprite))

    def _keep_course(self, course: Course) -> dict[str, Any]:
        chapters = []
        for chapter in course.chapters:
            lessons = []
            for lesson in chapter.lessons:
                body = body_record(lesson.headings, lesson.parts, lesson.quizzes)
                lessons.append(lesson_record(lesson, self._keep_body(body)))
            kept = {"title": chapter.title, "address": chapter.address, "html": str(chapter.html)}
            chapters.append({**kept, "lessons": lessons})
        return course_record(course, chapters)

    def _keep_body(self, body: dict[str, Any]) -> str:
        """Keep what a page shows under a name made of its content."""
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        name = hashlib.sha256(content).hexdigest()
        file = self._body_file(name)
        if read_json(file) is None:
            write_bytes(file, content)
        return name

    def _body_file(self, name: str) -> Path:
        return self.folder / "pages" / name[:2] / f"{name}.json"

    def _keep_asset(self, path: str, asset: Asset) -> str:
        """Copy a file under a name made of its content: edits in the folder change nothing here."""
        content = asset.file.read_bytes() if asset.file else b""
        name = hashlib.sha256(content).hexdigest() + Path(path).suffix.lower()
        file = self._assets_folder / name[:2] / name
        if not file.is_file() or file.stat().st_size != len(content):
            write_bytes(file, content)
        return name


def _stamp(file: Path) -> Stamp | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
