"""A course's folder, read: only plain files inside it, only what courses are made of."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lms.content.addresses import joined, split_language
from lms.content.assets import ASSET_TYPES
from lms.content.check_files import BESIDE
from lms.content.findings import ERROR, WARNING, Finding
from lms.content.includes import named
from lms.content.sources import LARGEST_TEXT, Asset, CourseSources, plain_text

MOST_FILES = 20_000
"""Of the kinds that courses are made of."""
LARGEST_ASSET = 200_000_000
"""Bytes."""
LARGEST_INCLUDED = 400_000
"""Bytes of a file that a text takes in."""
READ_AS_TEXT = frozenset({".md", ".html"})
"""Of what is included, that in which an address is one; a program only speaks of files."""
_ADDRESS = re.compile(
    r"""\]\(\s*(?:<([^<>\n]+)>|([^\s()<>]+))"""
    r"""|^[ >]*\[[^\]\n]+\]:\s*(?:<([^<>\n]+)>|(\S+))"""
    r"""|\b(?:src|href)\s*=\s*["']([^"'\n]+)["']""",
    re.MULTILINE,
)
LEADS_OUT = "leads out of the course's folder"


@dataclass
class _Reading:
    folder: Path
    digest: Callable[[Path], str]
    texts: dict[str, bytes] = field(default_factory=dict)
    assets: dict[str, Asset] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    included: dict[str, bytes] = field(default_factory=dict)

    def take(self, path: str) -> None:
        """Read one file, if it is one that courses are made of."""
        file, suffix = self.folder / path, Path(path).suffix.lower()
        if not is_of_courses(path):
            return
        problem = self._problem(file, suffix)
        if problem:
            self.findings.append(Finding(ERROR, "C003", path, 0, 0, problem))
            return
        try:
            if suffix == ".md":
                with file.open("rb") as opened:
                    self.texts[path] = opened.read(LARGEST_TEXT + 1)
            else:
                self.assets[path] = Asset(self.digest(file), file)
        except OSError as wrong:
            reason = wrong.strerror or "unreadable"
            self.findings.append(Finding(ERROR, "C003", path, 0, 0, f"cannot be read: {reason}"))

    def take_included(self) -> None:
        """What the texts include, and what that includes: any plain file that is not hidden."""
        found = self.included
        left = dict(self.texts)
        while left:
            path, raw = left.popitem()
            for wanted in named(plain_text(raw), path):
                if wanted in found or wanted in self.texts or len(found) >= MOST_FILES:
                    continue
                content = self._included(wanted)
                if content is not None:
                    found[wanted] = left[wanted] = content

    def take_named(self, paths: Iterable[str]) -> None:
        """Take the pictures and films that lie beside included texts, as far as these show them."""
        texts = ((path, plain_text(raw)) for path, raw in self.included.items())
        shown = {name for path, text in texts for name in _shown(text, path)}
        films = {_base(name) for name in shown}
        for path in paths:
            suffix = Path(path).suffix.lower()
            if suffix != ".md" and (path in shown or (suffix in BESIDE and _base(path) in films)):
                self.take(path)

    def _included(self, path: str) -> bytes | None:
        """None when it is not there, not ours, or no text that a lesson could hold."""
        file = self.folder / path
        try:
            if any(map(is_hidden, path.split("/"))) or not file.is_file():
                return None
            if not file.resolve().is_relative_to(self.folder):
                self.findings.append(Finding(ERROR, "C003", path, 0, 0, LEADS_OUT))
                return None
            with file.open("rb") as opened:
                content = opened.read(LARGEST_INCLUDED + 1)
        except (OSError, ValueError):
            return None
        return content if len(content) <= LARGEST_INCLUDED else None

    def _problem(self, file: Path, suffix: str) -> str:
        """Why this file may not be read; empty when it may."""
        if not file.resolve().is_relative_to(self.folder):
            return LEADS_OUT
        if not file.is_file():
            return "is no plain file"
        if suffix != ".md" and file.stat().st_size > LARGEST_ASSET:
            return f"is larger than {LARGEST_ASSET // 1_000_000} MB"
        return ""


def _shown(text: str, path: str) -> Iterator[str]:
    """Every path of the course to which the text at `path` links or which it shows."""
    if Path(path).suffix.lower() not in READ_AS_TEXT:
        return
    for written in _ADDRESS.finditer(text):
        address = next(filter(None, written.groups()))
        if where := joined(posixpath.dirname(path), unquote(address.partition("#")[0])):
            yield where


def _base(path: str) -> str:
    """The name that a film and its captions in all languages have in common."""
    return split_language(posixpath.splitext(path)[0])[0]


def read_course(folder: Path, digest: Callable[[Path], str] | None = None) -> CourseSources:
    """Everything in the folder that a course is made of; what cannot be read is a finding.

    `digest` tells one state of a file from another; without it, SHA-256 of the bytes.
    """
    folder = folder.resolve()
    reading = _Reading(folder, digest or digest_of)
    paths = sorted(_paths(folder, reading.findings))
    own = [path for path in paths if is_own(path) and is_of_courses(path)]
    for path in own[:MOST_FILES]:
        reading.take(path)
    if len(own) > MOST_FILES:
        message = f"more than {MOST_FILES:,} files"
        reading.findings.append(Finding(ERROR, "C007", "course.md", 0, 0, message))
    reading.take_included()
    reading.take_named(path for path in paths[:MOST_FILES] if not is_own(path))
    beside = frozenset(paths[:MOST_FILES]) - {*reading.texts, *reading.included}
    found = (tuple(reading.findings), reading.included, beside)
    return CourseSources(folder.name, reading.texts, reading.assets, *found)


def course_folders(root: Path) -> list[Path]:
    """The folders below `root` that are courses."""
    if not root.is_dir():
        return []
    return sorted(f for f in root.iterdir() if f.is_dir() and (f / "course.md").is_file())


def course_around(path: Path) -> Path | None:
    """The folder of the course in which a file or folder lies, or which it is."""
    whole = path.resolve()
    return next((f for f in (whole, *whole.parents) if (f / "course.md").is_file()), None)


def digest_of(file: Path) -> str:
    """SHA-256 of a file's bytes."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def quick_digest(file: Path) -> str:
    """A file's state by its size and time: enough for an author's own computer, at no cost."""
    stat = file.stat()
    return hashlib.sha256(f"{stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()


def _paths(folder: Path, findings: list[Finding]) -> Iterator[str]:
    """The paths below a folder, without hidden ones; links to folders are not followed."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in files:
            path = (Path(place) / name).relative_to(folder).as_posix()
            if is_hidden(name):
                continue
            if is_writable(path):
                yield path
            else:
                shown = path.encode("utf-8", "replace").decode()
                findings.append(Finding(WARNING, "C003", shown, 0, 0, "has a name that is no text"))


def is_own(path: str) -> bool:
    """Whether the file may be one of a course's own; others can only be included."""
    return not any(part.startswith("_") or is_hidden(part) for part in path.split("/"))


def is_of_courses(path: str) -> bool:
    """Whether a course is made of files of this kind; any other is only included in its texts."""
    suffix = posixpath.splitext(path)[1].lower()
    return suffix == ".md" or suffix in ASSET_TYPES


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is never read."""
    return name.startswith(".") or name in ("node_modules", "target")


def is_writable(path: str) -> bool:
    """Names that are not UTF-8 cannot stand in a list or an address."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\n" not in path and "\\" not in path
