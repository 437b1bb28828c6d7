"""Measure, as ratios to bare Flask in the same run: `make bench`. Some five minutes.

`--postgresql` seats the school on a PostgreSQL of its own; words choose the measures
(`cpu`, `pages`, `again`, `writes`, `others`, `memory`, `weight`, `start`, `sync`, `author`, and
`growth`, which takes two minutes more and is left out unless it is named).

`python -m tests.bench.many` measures ten thousand lessons; `python -m tests.bench.history` replays
the history of any repository of Markdown through sync.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext, redirect_stderr
from dataclasses import dataclass
from pathlib import Path

from lms.app import create_app
from lms.platform.config import read_settings
from tests import postgres
from tests.bench import author, cpu, disk, growth, load, memory, weight
from tests.bench.bare import TAG, bare
from tests.bench.load import Ask
from tests.bench.school import COURSE, Person, School, made_in

Row = tuple[str, float, str]
"""What was measured, the figure, and what is wanted."""
BARE = "tests.bench.bare:bare"
HOUSE = "lms.serve:web"


@dataclass(frozen=True)
class Page:
    """A page that is measured, and what is wanted of it."""

    name: str
    path: str
    headers: Mapping[str, str]
    share: str = "0.5, better 0.8"
    """Of bare Flask's throughput."""
    times: str = ""
    """Of bare Flask's CPU."""


class Bench:
    """One school and one yardstick, measured beside each other."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.school: School = made_in(folder, database)
        self.app = create_app(read_settings(self.school.environ))
        self.environ = {**os.environ, **self.school.environ}
        self.lesson = self.school.lessons[len(self.school.lessons) // 2]

    def cpu(self) -> Iterator[Row]:
        """CPU of a request in this process."""
        yardstick = bare()
        for page in self._pages():
            one = (self.app, page.path, page.headers)
            value = cpu.ratio(one, (yardstick, "/", {}))
            yield f"CPU ÷ bare Flask: {page.name}", value, page.times

    def pages(self) -> Iterator[Row]:
        """Requests a second of two workers."""
        plain = [Ask("/")]
        with load.serving(BARE, self.environ) as theirs, load.serving(HOUSE, self.environ) as ours:
            for page in self._pages():
                asks = [Ask(page.path, page.headers)]
                value = load.ratio((ours, asks), (theirs, plain))
                yield f"throughput ÷ bare Flask: {page.name}", value, page.share

    def again(self) -> Iterator[Row]:
        """Pages that the browser has already: 304 ÷ bare Flask's 304."""
        plain = [Ask("/", {"If-None-Match": TAG})]
        with load.serving(BARE, self.environ) as theirs, load.serving(HOUSE, self.environ) as ours:
            for page in self._pages():
                etag = load.answer(ours, Ask(page.path, page.headers))["etag"]
                asks = [Ask(page.path, {**page.headers, "If-None-Match": etag})]
                value = load.ratio((ours, asks), (theirs, plain))
                yield f"304 ÷ bare Flask's: {page.name}", value, "0.30, better 0.45"

    def others(self) -> Iterator[Row]:
        """How long all other pages take at most, with eight who ask at once."""
        with load.serving(HOUSE, self.environ) as ours:
            for path, person in self._other_pages():
                value = load.slowest(ours, Ask(path, {"Cookie": person.cookie}))
                yield f"ms of 95 in 100: {path}", value, "50"

    def memory(self) -> Iterator[Row]:
        """Of two workers after each page was asked for."""
        with load.serving(BARE, self.environ) as theirs, load.serving(HOUSE, self.environ) as ours:
            for page in [*self._pages()] * 20:
                load.answer(ours, Ask(page.path, page.headers))
                load.answer(theirs, Ask("/"))
            value = memory.pss(ours.pid) / memory.pss(theirs.pid)
        yield "memory (PSS) of two workers ÷ bare Flask's", value, "3, better 2.5"

    def growth(self) -> Iterator[Row]:
        """CPU of the pages in a school with a hundred times the data ÷ in this one."""
        large = Bench(self.folder / "large", "")
        growth.grow(large.app)
        pages = [(path, person.cookie) for path, person in self._other_pages()]
        pages += [(page.path, page.headers.get("Cookie", "")) for page in self._pages()]
        others = dict(large._other_pages())
        for path, cookie in dict(pages).items():
            person = others.get(path, large.school.reader) if cookie else None
            theirs = {"Cookie": person.cookie} if person else {}
            here = large.school.thread if path == self.school.thread else path
            mine = {"Cookie": cookie} if cookie else {}
            value = cpu.ratio((large.app, here, theirs), (self.app, path, mine))
            yield f"CPU with data × 100 ÷ today's: {path}", value, "1.3, better 1.1"

    def writes(self) -> Iterator[Row]:
        """Marking lessons as complete; on SQLite the disk is the yardstick."""
        if self.school.environ["LMS_DATABASE_URL"]:
            with (
                load.serving(BARE, self.environ) as theirs,
                load.serving(HOUSE, self.environ) as ours,
            ):
                value = load.ratio((ours, disk.marks(self.school)), (theirs, [Ask("/")]))
            yield "marking a lesson complete ÷ bare Flask", value, "0.15, better 0.25"
            return
        with load.serving(HOUSE, self.environ) as ours:
            value = disk.writes_ratio(ours, self.school, self.folder)
        yield "marking a lesson complete ÷ raw SQLite commits", value, "0.6, better 0.8"

    def start(self) -> Iterator[Row]:
        """From nothing to an app."""
        yield "start ÷ bare Flask's", disk.start_ratio(self.school.environ), ""

    def sync(self) -> Iterator[Row]:
        """A course of a thousand lessons."""
        first, again = disk.sync_ratios(self.app, self.folder)
        yield "sync of 1,000 lessons: lessons a second", first, ""
        yield "the same, unchanged ÷ first", again / first, ""

    def author(self) -> Iterator[Row]:
        """What an author waits for."""
        asked, heard = author.saved_to_shown(self.folder)
        yield "preview, 60 lessons: saved → served, ms, median", asked, "150, better 50"
        yield "the same, heard of and fetched, ms, median", heard, "150, better 50"
        first, again, changed = author.check_seconds(self.folder)
        yield "check of 1,000 lessons: seconds", first, "seconds"
        yield "the same, unchanged ÷ first", again / first, "0.1"
        yield "the same, one lesson changed ÷ first", changed / first, "0.1"

    def weight(self) -> Iterator[Row]:
        """What a first visit to a lesson fetches."""
        value = weight.first_visit(self.app, self.lesson, self.school.reader.cookie)
        yield "first visit to a lesson, kB compressed", value, "150, better 100"

    def _other_pages(self) -> Iterator[tuple[str, Person]]:
        """Addresses, and who asks for them."""
        reader, admin = self.school.reader, self.school.admin
        for path in (
            *("/today", f"/courses/{COURSE}", f"/courses/{COURSE}/progress", "/unread"),
            *("/cohorts/sinopia", "/cohorts/sinopia/threads", "/cohorts/sinopia/members"),
            *("/orders", "/account"),
        ):
            yield path, reader
        for path in ("people", "cohorts", "cohorts/sinopia", "orders", "audit", "jobs"):
            yield f"/admin/{path}", admin
        yield f"/teach/{COURSE}", admin
        yield "/mentor/sinopia", admin

    def _pages(self) -> Iterator[Page]:
        mine = {"Cookie": self.school.reader.cookie}
        zipped = {**mine, "Accept-Encoding": "gzip"}
        lesson = ("0.30, better 0.50", "8, better 4")
        yield Page("lesson, logged in", self.lesson, mine, *lesson)
        yield Page("the same, compressed", self.lesson, zipped, *lesson)
        yield Page("thread of 50 posts", self.school.thread, mine, "0.15, better 0.33")
        yield Page("home, visitor", "/", {})
        yield Page("catalogue, visitor", "/courses", {})
        yield Page("course, visitor", f"/courses/{COURSE}", {})


MEASURES: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "cpu": Bench.cpu,
    "pages": Bench.pages,
    "again": Bench.again,
    "writes": Bench.writes,
    "others": Bench.others,
    "memory": Bench.memory,
    "weight": Bench.weight,
    "start": Bench.start,
    "sync": Bench.sync,
    "author": Bench.author,
    "growth": Bench.growth,
}
ON_REQUEST = {"growth"}


def main(words: list[str]) -> None:
    """Print a line for each figure as soon as it is known."""
    chosen = [name for name in MEASURES if name in words]
    chosen = chosen or [name for name in MEASURES if name not in ON_REQUEST]
    database = postgres.cluster("") if "--postgresql" in words else nullcontext("")
    with (
        tempfile.TemporaryDirectory(prefix="bottega-bench-") as folder,
        database as address,
        Path(os.devnull).open("w") as nowhere,
        redirect_stderr(nowhere),
    ):
        _print(Bench(Path(folder), address), chosen)


def _print(bench: Bench, chosen: list[str]) -> None:
    sys.stdout.write(f"{'':54}{'now':>8}   wanted\n")
    for name in chosen:
        for what, value, wanted in MEASURES[name](bench):
            sys.stdout.write(f"{what:54}{value:8.2f}   {wanted}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
