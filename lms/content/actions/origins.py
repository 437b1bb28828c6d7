"""What is remembered of where a course comes from."""

from __future__ import annotations

from datetime import datetime

from lms.content.models import CourseSync
from lms.content.origins import GIT, ZIP
from lms.platform import jobs
from lms.platform.db import db


def note_problem(course: str, problem: str, now: datetime) -> None:
    """Remember why a course could not be fetched, for those who teach it."""
    _known(course, GIT, now).problem = problem


def promise_archive(course: str, now: datetime) -> None:
    """Have the files of an archive read soon; the course is known from now on, read or not."""
    _known(course, ZIP, now)
    jobs.enqueue("content.publish_archive", course=course)


def take_base(course: str, commit_id: str) -> None:
    """From now on renames are looked for since this commit."""
    row = db.session.get(CourseSync, course)
    if row is not None:
        row.base_id = commit_id


def _known(course: str, origin: str, now: datetime) -> CourseSync:
    row = db.session.get(CourseSync, course)
    if row is None:
        row = CourseSync(course=course, digest="", synced_at=now, findings=[], origin=origin)
        db.session.add(row)
    return row
