"""Replay the history of any git repository of Markdown through sync, with completions in place.

    python -m tests.bench.history REPOSITORY [FOLDER [MOST]]

Commit by commit (first parents, the oldest first) the folder is compiled and synced as a pull does
it; after each, one more person has finished every lesson that is there. Each step is then judged
without what sync decided: the texts before and after are laid side by side. `lost` counts lessons
that are gone although their text goes on under another id, `strange` those whose id went to another
text although their own is still there, `nowhere` completions that neither a lesson nor the list of
removed ones shows, `dead` addresses that lead to neither.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, select

from lms.app import create_app
from lms.content import actions
from lms.content.addresses import stem
from lms.content.alike import by_lines, by_words
from lms.content.assets import ASSET_TYPES
from lms.content.compile import Compiled
from lms.content.library.git import GitFailed, Store
from lms.content.library.reading import is_own, is_writable
from lms.content.models import LessonAddress, LessonIdentity
from lms.content.origins import GIT, Origin
from lms.content.sources import Asset, CourseSources
from lms.learning.models import Completion
from lms.platform import clock
from lms.platform.config import read_settings
from lms.platform.db import db, transaction
from tests.bench.school import environ_in
from tests.people import make_person

COURSE = "history"
FRONT = b"---\ntitle: History\nsummary: Replayed.\n---\nReplayed.\n"
ALIKE, NEARER = 0.6, 0.2


@dataclass
class Tally:
    """What came of it."""

    commits: int = 0
    revisions: int = 0
    with_errors: int = 0
    """Published here all the same, since identities are what is looked at."""
    renamed: int = 0
    removed: int = 0
    returned: int = 0
    completions: int = 0
    lost: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    nowhere: int = 0
    dead: int = 0
    seconds: float = 0.0


class Player:
    """One repository and one school."""

    def __init__(self, repository: Path, folder: str, app: Flask) -> None:
        self.store, self.folder, self.app = Store(repository), folder, app
        self.library = app.extensions["library"]
        self.tally = Tally()
        self.texts: dict[str, str] = {}
        """What each lesson said, by id, in the last commit; and where it stood."""
        self.paths: dict[str, str] = {}
        self.gone: dict[str, str] = {}
        self.base = ""

    def commits(self, most: int) -> list[str]:
        """The last commits that touched the folder, the oldest first."""
        words = ("rev-list", "--first-parent", f"-{most}", "HEAD", "--", self.folder or ".")
        return self.store._ask(*words).decode().split()[::-1]

    def play(self, commit: str) -> None:
        """One commit: synced, judged, and finished by one more person."""
        self.tally.commits += 1
        try:
            sources = self._sources(commit)
        except GitFailed:  # the folder was not there yet
            return
        began = time.perf_counter()
        compiled, changed = self._sync(commit, sources)
        self.tally.seconds += time.perf_counter() - began
        self.base = commit
        self.tally.revisions += changed
        self._judge(commit, compiled)
        if changed:
            self._finish_all(compiled)

    def last_look(self) -> None:
        """Every completion and every address, at the end."""
        now = set(self.texts)
        removed = select(LessonIdentity.lesson_id).where(LessonIdentity.removed_at.is_not(None))
        known = now | set(db.session.scalars(removed))
        ids = db.session.scalars(select(Completion.lesson_id)).all()
        self.tally.completions = len(ids)
        self.tally.nowhere = sum(lesson_id not in known for lesson_id in ids)
        led = db.session.scalars(select(LessonAddress.lesson_id))
        self.tally.dead = sum(lesson_id not in known for lesson_id in led)

    def _sources(self, commit: str) -> CourseSources:
        entries = [e for e in self.store.entries(commit, self.folder) if e.is_plain]
        entries = [e for e in entries if is_writable(e.path) and is_own(e.path)]
        texts = [entry for entry in entries if entry.path.endswith(".md")]
        raw = self.store.contents(entry.blob for entry in texts)
        found = {"course.md": FRONT} | {e.path: x for e, x in zip(texts, raw, strict=True)}
        rest = (entry for entry in entries if Path(entry.path).suffix.lower() in ASSET_TYPES)
        return CourseSources(COURSE, found, {e.path: Asset(e.blob) for e in rest})

    def _sync(self, commit: str, sources: CourseSources) -> tuple[Compiled, bool]:
        moves = self.store.moves(self.base, commit, self.folder)
        lessons = {f"{stem(new)}.md": f"{stem(old)}.md" for new, old in moves.items()}
        compiled, kept = actions.compiled_from(sources, self.library, lessons)
        if kept is None:
            self.tally.with_errors += 1
            compiled = replace(compiled, findings=())
            kept = self.library.keep(compiled)
        with transaction():
            synced = actions.sync_course(compiled, clock.now(), kept, Origin(GIT, commit))
        actions.publish(self.library, synced)
        return compiled, synced.changed

    def _judge(self, commit: str, compiled: Compiled) -> None:
        ids = compiled.identities.ids
        texts = {ids[found.path]: found.text for found in compiled.found}
        paths = {ids[found.path]: found.path for found in compiled.found}
        moved = [x for x in paths if x in self.paths and self.paths[x] != paths[x]]
        fresh = {x: t for x, t in texts.items() if x not in self.texts}
        went = {x: t for x, t in self.texts.items() if x not in texts}
        self.tally.renamed += len(moved)
        self.tally.removed += len(went)
        self.tally.returned += sum(x in self.gone for x in fresh)
        new = {x: text for x, text in fresh.items() if x not in self.gone}
        for lesson_id, text in went.items():
            for other in _like(text, new):
                self.tally.lost.append(f"{commit[:10]} {self.paths[lesson_id]} → {paths[other]}")
        for lesson_id in self.texts.keys() & texts.keys():
            before, after = self.texts[lesson_id], texts[lesson_id]
            if before != after and self._is_strange(before, after, texts):
                self.tally.strange.append(
                    f"{commit[:10]} {self.paths[lesson_id]} → {paths[lesson_id]}"
                )
        self.gone |= went
        self.texts, self.paths = texts, paths

    def _is_strange(self, before: str, after: str, texts: Mapping[str, str]) -> bool:
        """Whether another lesson has newly come to say what this one said."""
        own, known = by_lines(before, after), set(self.texts.values())
        others = (t for t in texts.values() if t not in known and t is not after)
        return any(by_lines(before, other) > max(own + NEARER, ALIKE) for other in others)

    def _finish_all(self, compiled: Compiled) -> None:
        course = next(iter(compiled.courses.values()))
        reader, now = make_person(f"Reader {self.tally.revisions}"), clock.now()
        rows = [
            {
                "user_id": reader.id,
                "course": COURSE,
                "lesson_id": lesson.id,
                "lesson_hash": lesson.hash,
                "created_at": now,
            }
            for lesson in course.lessons
        ]
        with transaction():
            if rows:
                db.session.execute(insert(Completion), rows)


def _like(text: str, others: Mapping[str, str]) -> Iterator[str]:
    if len(text.split()) >= 10:  # of fewer words, being alike says nothing
        yield from (x for x, other in others.items() if by_words(text, other, ALIKE) >= ALIKE)


def replayed(repository: Path, folder: str = "", most: int = 100_000) -> Tally:
    """The whole history, in a school of its own."""
    with tempfile.TemporaryDirectory(prefix="bottega-history-") as home:
        app = create_app(
            read_settings(
                environ_in(Path(home)) | {"LMS_SQLITE_SYNCHRONOUS": "OFF", "LMS_MODE": "test"}
            )
        )
        with app.app_context():
            db.create_all()
            player = Player(repository.absolute(), folder, app)
            for commit in player.commits(most):
                player.play(commit)
            player.last_look()
            db.session.remove()
            db.engine.dispose()
    return player.tally


def main(words: list[str]) -> None:
    """Print the tally."""
    folder, most = (words[1:] + ["", "100000"][len(words) - 1 :])[:2]
    tally = replayed(Path(words[0]), folder, int(most))
    sep = "\n" + " " * 13
    for spec in fields(tally):
        value = getattr(tally, spec.name)
        shown = [len(value), *value[:12]] if isinstance(value, list) else [value]
        sys.stdout.write(f"{spec.name:12} {sep.join(map(str, shown))}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
