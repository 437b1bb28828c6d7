"""Move courses of other makers in, and read every page: `python -m tests.bench.moving FOLDER…`.

For each folder: what it was taken for, how many lessons it has now, what the compiler finds, how
many pages are served, and where marks of a markup can be seen that nobody should see.
"""

import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import NamedTuple

from flask import Flask

from lms.app import create_app
from lms.content.commands import sync_folder
from lms.content.compile import Compiled, compile_course
from lms.content.course import Lesson
from lms.content.importing import NothingToImport
from lms.content.library.importing import Imported, import_course
from lms.content.library.reading import read_course
from lms.platform.db import db
from tests.conftest import settings_in
from tests.people import make_admin
from tests.visitor import Visitor

MARKS = re.compile(
    r":::|\{\{[#<%\w ]|\{%|\{:|%\}|\$\$|```|~~~|\]\(|\{[#.][\w-]+\}|\[\[[ xX!?(]|^ *\|.*\|$"
)
"""What other tools' markup, and ours, looks like where it was not read."""
_APART = re.compile(
    r"(?s)<(pre|code|script|style|math|svg|kbd|samp)\b.*?</\1>|<!--.*?-->|"
    r'<a [^>]*class="h-anchor".*?</a>'
)


class Moved(NamedTuple):
    """One course that was moved in."""

    name: str
    imported: Imported
    compiled: Compiled
    served: Counter[int]
    """How many pages were answered with which status."""
    raw: list[str]
    """Where marks can be seen."""
    seconds: float


def raw_marks(lesson: Lesson) -> Iterator[str]:
    """Places of the page, outside code and formulas, where markup shows."""
    html = "".join(str(part) for part in lesson.parts if isinstance(part, str))
    text = unescape(re.sub(r"<[^>]+>", "", _APART.sub("", html)))
    for line in text.split("\n"):
        if MARKS.search(line):
            yield f"{lesson.path}: {line.strip()[:100]}"


def move(app: Flask, source: Path, folder: Path) -> Moved:
    """Import, check, sync, and read every page as somebody who may read them all."""
    name = re.sub(r"[^a-z0-9]+", "-", source.name.lower()).strip("-")[:80]
    began = time.perf_counter()
    imported = import_course(source, folder / name)
    seconds = time.perf_counter() - began
    compiled = compile_course(read_course(folder / name))
    lessons = [lesson for course in compiled.courses.values() for lesson in course.lessons]
    raw = [mark for lesson in lessons for mark in raw_marks(lesson)]
    sync_folder(folder / name, app.extensions["library"])
    reader = Visitor(app).log_in(make_admin(name))
    addresses = {f"/courses/{name}/lessons/{lesson.address}" for lesson in lessons}
    pages = [f"/courses/{name}", *sorted(addresses)]
    served = Counter(reader.get(address).status for address in pages)
    return Moved(name, imported, compiled, served, raw, seconds)


def tell(moved: Moved) -> None:
    """One paragraph a course."""
    findings = Counter(finding.code for finding in moved.compiled.findings)
    errors = sum(finding.is_error for finding in moved.compiled.findings)
    lessons = {x.address for c in moved.compiled.courses.values() for x in c.lessons}
    print(f"{moved.name}: {moved.imported.kind}, {moved.seconds:.1f} s")  # noqa: T201 - it is a report
    print(f"  lessons {len(lessons)}, served {dict(moved.served)}, errors {errors}")  # noqa: T201
    print(f"  report lines {len(moved.imported.report)}, findings {dict(findings)}")  # noqa: T201
    print(f"  raw marks {len(moved.raw)}", *moved.raw[:40], sep="\n    ")  # noqa: T201


def main(sources: Sequence[str]) -> int:
    """Every folder; how many have raw marks, errors, or pages that were not served."""
    faults = 0
    with tempfile.TemporaryDirectory() as made:
        app = create_app(settings_in(Path(made), LMS_COURSES_DIR=f"{made}/courses"))
        with app.app_context():
            db.create_all()
            for source in sources:
                try:
                    moved = move(app, Path(source), Path(made) / "courses")
                except NothingToImport as reason:
                    print(f"{source}: {reason}")  # noqa: T201
                    continue
                tell(moved)
                faults += bool(moved.raw or moved.compiled.has_errors or set(moved.served) != {200})
            db.session.remove()
            db.engine.dispose()
    return faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
