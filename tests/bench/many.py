"""Ten thousand lessons: built, started warm, changed in one file, and what they take of memory.

    python -m tests.bench.many [LESSONS [COURSES]]

Each start is a new process, in turn with one that has no content, so that only the ratio counts.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

from flask import Flask

from lms.app import create_app
from lms.content.commands import sync_folder
from lms.platform.config import read_settings
from lms.platform.db import db
from tests.bench.school import environ_in, write_course

ROUNDS = 5
CHAPTER = 20
"""Lessons of a chapter."""
START = (
    "import os; from lms.app import create_app; "
    "from lms.platform.config import read_settings; app = create_app(read_settings(os.environ)); "
    "client = app.test_client(); base = 'https://localhost'; "
)
EMPTY = START + "client.get('/healthz', base_url=base)"
WARM = START + (
    "a = client.get('/courses', base_url=base); "
    "b = client.get(os.environ['LESSON'], base_url=base); "
    "assert a.status_code == b.status_code == 200, (a.status_code, b.status_code)"
)
READ = WARM + (
    "; library = app.extensions['library']; "
    "[len(x.parts) for s in library.slugs() for x in library.course(s).lessons]"
)
PEAK = "; print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"

Row = tuple[str, float, str]


def rows(lessons: int, courses: int) -> Iterator[Row]:
    """(what, figure, unit) as soon as it is known."""
    with tempfile.TemporaryDirectory(prefix="bottega-many-") as home:
        folder = Path(home)
        environ = environ_in(folder) | {"LMS_MODE": "test", "LMS_SQLITE_SYNCHRONOUS": "NORMAL"}
        for number in range(courses):
            write_course(folder / "courses" / f"loaf-{number}", lessons // courses, CHAPTER)
        yield from _synced(folder, environ)
        environ["LESSON"] = "/courses/loaf-0/lessons/step-0/loaf-0"
        yield from _started(environ)


def _synced(folder: Path, environ: Mapping[str, str]) -> Iterator[Row]:
    app = create_app(read_settings(environ))
    with app.app_context():
        db.create_all()
        yield "full build, s", _all(app, folder), "everything compiled and kept"
        yield "the same unchanged, s", _all(app, folder), "nothing compiled"
        course = folder / "courses" / "loaf-0"
        file = next(course.glob("*/0002-*.md"))
        file.write_text(file.read_text(encoding="utf-8") + "\nOne more sentence.\n", "utf-8")
        began = time.monotonic()
        sync_folder(course, app.extensions["library"])
        yield "one file changed, s", time.monotonic() - began, "its course synced"
        db.session.remove()
        db.engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield "peak memory of building, MB", peak, ""


def _all(app: Flask, folder: Path) -> float:
    began = time.monotonic()
    for course in sorted((folder / "courses").iterdir()):
        sync_folder(course, app.extensions["library"])
    return time.monotonic() - began


def _started(environ: Mapping[str, str]) -> Iterator[Row]:
    _start(WARM, environ)
    pairs = [(_start(WARM, environ), _start(EMPTY, environ)) for _ in range(ROUNDS)]
    yield "warm start and two pages, s", median(warm for (warm, _), _ in pairs), ""
    yield "without content, s", median(bare for _, (bare, _) in pairs), ""
    ratio = median(warm / bare for (warm, _), (bare, _) in pairs)
    yield "warm start ÷ without content", ratio, "2, better 1.3"
    empty, warm, read = (_start(code, environ)[1] for code in (EMPTY, WARM, READ))
    yield "peak memory without content, MB", empty, ""
    yield "started warm, MB", warm, ""
    yield "every page read once, MB", read, "flat: only the latest pages stay"


def _start(program: str, environ: Mapping[str, str]) -> tuple[float, float]:
    """(seconds, peak MB) of a new process."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program + PEAK],
        env={**os.environ, **environ},
        check=True,
        capture_output=True,
    )
    return time.monotonic() - began, int(done.stdout.split()[-1]) / 1024


def main(words: list[str]) -> None:
    """Print a line for each figure."""
    lessons, courses = (int(word) for word in (words + ["10000", "20"][len(words) :])[:2])
    sys.stdout.write(f"{lessons:,} lessons in {courses} courses\n")
    for what, value, remark in rows(lessons, courses):
        sys.stdout.write(f"{what:40}{value:9.2f}   {remark}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
