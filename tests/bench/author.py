"""What an author waits for: the page after saving, and the check of a large course."""

import http.client
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lms.content.desk.checking import SparePages, check_course
from tests.bench.school import write_course

SAVES = 40
LESSONS = 60
LARGE = 1_000
COMMAND = "from lms.cli import main; main()"


def saved_to_shown(folder: Path) -> tuple[float, float]:
    """Medians in milliseconds, from writing a file: until whoever asks gets its new page, and
    until a browser that waits has heard of it and has the page."""
    write_course(folder / "live", LESSONS, 10)
    lesson = folder / "live" / "01-step-0" / "0001-loaf-0.md"
    text = lesson.read_text(encoding="utf-8")
    with _preview(folder) as (port, home):
        page = f"{home}/lessons/step-0/loaf-0"
        asked = [_save(lesson, f"{text}\n\nasked-{n}.\n", (port, page)) for n in range(SAVES)]
        events = _open(port, "/-/changes?since=")
        told = (f"{text}\n\nheard-{n}.\n" for n in range(SAVES))
        heard = [_save(lesson, words, (port, page), events) for words in told]
    return statistics.median(asked) * 1_000, statistics.median(heard) * 1_000


def _save(
    lesson: Path, text: str, page: tuple[int, str], events: http.client.HTTPResponse | None = None
) -> float:
    """Seconds until the page holds the last line of the text; asked for after each event."""
    time.sleep(0.05)
    began = time.perf_counter()
    lesson.write_text(text, encoding="utf-8")
    while True:
        while events and not events.readline().startswith(b"data: "):
            pass
        if text.split()[-1] in _body(*page):
            return time.perf_counter() - began


def check_seconds(folder: Path) -> tuple[float, float, float]:
    """Seconds to check a thousand lessons: for the first time, again, and after one change."""
    course, kept = folder / "checked", SparePages(folder / "pages")
    write_course(course, LARGE, LARGE // 20)
    spent = []
    for number in range(3):
        began = time.perf_counter()
        check_course(course, kept)
        spent.append(time.perf_counter() - began)
        changed = course / "01-step-0" / "0001-loaf-0.md"
        if number:
            changed.write_text(f"# Changed\n\n{number}\n")
    return spent[0], spent[1], spent[2]


@contextmanager
def _preview(folder: Path) -> Iterator[tuple[int, str]]:
    words = [sys.executable, "-u", "-c", COMMAND, "courses", "preview", "live"]
    words += ["--folder", str(folder), "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split(" is at ")[1].split(";")[0]
        port, _, path = address.removeprefix("http://127.0.0.1:").partition("/")
        try:
            yield int(port), f"/{path}"
        finally:
            process.terminate()


def _open(port: int, path: str) -> http.client.HTTPResponse:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    line.request("GET", path)
    return line.getresponse()


def _body(port: int, path: str) -> str:
    return _open(port, path).read().decode()
