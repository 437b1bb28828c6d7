"""What needs the disk: commits, starting, and reading a large course."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from flask import Flask

from lms.content.commands import sync_folder
from tests.bench.load import Ask, Server, rate
from tests.bench.school import School, write_course

ROUNDS = 4
LARGE = 1_000
"""Lessons of the course that is synced."""
PLAIN = "from flask import Flask; Flask('bare')"
WHOLE = (
    "import os; from lms.app import create_app; from lms.platform.config import read_settings; "
    "create_app(read_settings(os.environ))"
)


def marks(school: School) -> list[Ask]:
    """Forms that finish lessons, several people at once, and then undo it; in this order."""
    asks = []
    for way in ("/completion", "/completion/delete"):
        for lesson in school.lessons[-20:]:
            for person in school.writers:
                headers = {
                    "Cookie": person.cookie,
                    "Content-Type": "application/x-www-form-urlencoded",
                }
                asks.append(Ask(lesson + way, headers, "POST", f"csrf_token={person.token}"))
    return asks


def writes_ratio(server: Server, school: School, folder: Path) -> float:
    """Lessons marked a second ÷ rows that bare SQLite commits a second, FULL both, in turn."""
    pairs = [(rate(server, marks(school)), commits(folder)) for _ in range(ROUNDS)]
    return median(mine / raw for mine, raw in pairs)


def commits(folder: Path, seconds: float = 1.0) -> float:
    """Transactions of one row that SQLite commits a second, each safe from a power cut."""
    line = sqlite3.connect(folder / "raw.db", isolation_level=None)
    line.execute("PRAGMA journal_mode=WAL")
    line.execute("PRAGMA synchronous=FULL")
    line.execute("CREATE TABLE IF NOT EXISTS marks (person INTEGER, lesson TEXT, at TEXT)")
    count, ends = 0, time.monotonic() + seconds
    while time.monotonic() < ends:
        line.execute("BEGIN IMMEDIATE")
        line.execute("INSERT INTO marks VALUES (?, 'a-lesson', '2026-11-22')", (count,))
        line.execute("COMMIT")
        count += 1
    line.close()
    return count / seconds


def start_ratio(environ: Mapping[str, str]) -> float:
    """Time until the app stands ÷ until a bare Flask stands, each in a new process, in turn."""
    _start(WHOLE, environ)
    return median(_start(WHOLE, environ) / _start(PLAIN, environ) for _ in range(ROUNDS))


def sync_ratios(app: Flask, folder: Path) -> tuple[float, float]:
    """A course of a thousand lessons, first read and then unchanged: in lessons a second."""
    course = folder / "courses" / "large"
    write_course(course, LARGE, LARGE // 20)
    spent = []
    for _ in range(2):
        began = time.monotonic()
        with app.app_context():
            sync_folder(course, app.extensions["library"])
        spent.append(time.monotonic() - began)
    return LARGE / spent[0], LARGE / spent[1]


def _start(program: str, environ: Mapping[str, str]) -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", program], env={**os.environ, **environ}, check=True)
    return time.monotonic() - began
