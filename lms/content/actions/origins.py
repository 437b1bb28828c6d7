"""What is remembered of where a course comes from."""

from __future__ import annotations

from datetime import datetime

from lms.content.models import CourseSync
from lms.content.origins import GIT
from lms.platform.db import db


def note_problem(course: str, problem: str, now: datetime) -> None:
    """Remember why a course could not be fetched, for those who teach it."""
    row = db.session.get(CourseSync, course)
    if row is None:
        row = CourseSync(course=course, digest="", synced_at=now, findings=[], origin=GIT)
        db.session.add(row)
    row.problem = problem


def take_base(course: str, commit_id: str) -> None:
    """From now on renames are looked for since this commit."""
    row = db.session.get(CourseSync, course)
    if row is not None:
        row.base_id = commit_id
