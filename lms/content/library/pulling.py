"""A course from git, laid out as a folder; and which of its files git saw move."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from lms.content.addresses import stem
from lms.content.findings import WARNING, Finding
from lms.content.includes import named
from lms.content.library.git import Entry, GitFailed, Store
from lms.content.library.git_environ import Keys
from lms.content.library.reading import (
    LARGEST_INCLUDED,
    MOST_FILES,
    is_hidden,
    is_of_courses,
    is_writable,
    read_course,
)
from lms.content.origins import Repository
from lms.content.sources import CourseSources, plain_text

LARGEST_COURSE = 1_000_000_000
"""Bytes of all its files together."""


class Busy(GitFailed):
    """Somebody else is at this course just now; a little later nobody is."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """A course as it stands in one commit."""

    commit_id: str
    sources: CourseSources
    moves: dict[str, str]
    """New path to old path of the lessons that git saw move since the base."""


class Workplace:
    """The folder of one course that comes from git: objects, and the files of the last commit."""

    def __init__(self, folder: Path, course: str) -> None:
        self.folder, self.course = folder / course, course
        self.store = Store(self.folder / "store")

    @property
    def files(self) -> Path:
        """Where the files lie."""
        return self.folder / "tree" / self.course

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One pull of a course at a time, whatever process does it; Busy for all others."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Busy("the course is being pulled at this very moment") from None
            yield

    def pull(self, source: Repository, keys: Keys, base: str) -> Pulled:
        """Fetch the branch and lay its files out; what moved is told since the commit `base`."""
        commit_id = self.store.fetch(source, keys)
        findings, beside = self._lay_out(commit_id, source.folder)
        moves = self.store.moves(base, commit_id, source.folder) if base else {}
        sources = read_course(self.files)
        found = (*sources.findings, *findings)
        sources = replace(sources, findings=found, beside=sources.beside | beside)
        lessons = {_lesson(new): _lesson(old) for new, old in moves.items() if new.endswith(".md")}
        return Pulled(commit_id, sources, lessons)

    def _lay_out(self, commit_id: str, folder: str) -> tuple[list[Finding], frozenset[str]]:
        """Write every file that a course is made of below a new folder, then put it in place.

        What is told of them, and the names of what was left: a text may mean one of these.
        """
        may_be = {e.path: e for e in self.store.entries(commit_id, folder) if _may_be_used(e)}
        entries = [entry for entry in may_be.values() if is_of_courses(entry.path)]
        _require_few(entries)
        entries += self._included(entries, may_be)
        _require_few(entries)
        plain = [entry for entry in entries if entry.is_plain]
        findings = [_link(entry) for entry in entries if not entry.is_plain]

        def write(folder: Path) -> None:
            contents = self.store.contents(entry.blob for entry in plain)
            for entry, content in zip(plain, contents, strict=True):
                findings.extend(_write(folder, entry.path, content))

        self.put(write)
        left = sorted(may_be.keys() - {entry.path for entry in entries})
        return findings, frozenset(left[:MOST_FILES])

    def _included(self, entries: Iterable[Entry], may_be: Mapping[str, Entry]) -> list[Entry]:
        """Files of other kinds that the texts among these include, and what those include."""
        found: dict[str, Entry] = {}
        texts = [e for e in entries if e.is_plain and e.path.endswith(".md")]
        while texts:
            contents = zip(texts, self.store.contents(e.blob for e in texts), strict=True)
            wanted = {p for e, content in contents for p in named(plain_text(content), e.path)}
            texts = [may_be[p] for p in wanted & may_be.keys() if p not in found]
            texts = [entry for entry in texts if not is_of_courses(entry.path)]
            found |= {entry.path: entry for entry in texts}
        return list(found.values())

    def put(self, write: Callable[[Path], None]) -> None:
        """Have the course's files written below a new folder, then put it in place of the old."""
        draft = Path(tempfile.mkdtemp(dir=self.folder, prefix="draft-"))
        try:
            (draft / self.course).mkdir()
            write(draft / self.course)
            shutil.rmtree(self.folder / "tree", ignore_errors=True)
            draft.rename(self.folder / "tree")
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _may_be_used(entry: Entry) -> bool:
    """Whether a course could use it; names that lead elsewhere are none of ours."""
    if any(part == "" or is_hidden(part) for part in entry.path.split("/")):
        return False
    can_be_included = entry.is_plain and entry.size <= LARGEST_INCLUDED
    return is_writable(entry.path) and (is_of_courses(entry.path) or can_be_included)


def _require_few(entries: Sequence[Entry]) -> None:
    total = sum(entry.size for entry in entries)
    if len(entries) > MOST_FILES or total > LARGEST_COURSE:
        raise GitFailed(f"{len(entries):,} files of {total:,} bytes are too many for a course")


def _write(folder: Path, path: str, content: bytes) -> Iterator[Finding]:
    file = folder / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as wrong:
        reason = wrong.strerror or "unwritable"
        yield Finding(WARNING, "C003", path, 0, 0, f"cannot be laid out here: {reason}")


def _link(entry: Entry) -> Finding:
    hint = "put the file itself there"
    return Finding(WARNING, "C003", entry.path, 0, 0, "is a link, which is not followed", hint)


def _lesson(path: str) -> str:
    return f"{stem(path)}.md"
