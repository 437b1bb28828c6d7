"""Revisions and syncs."""

from __future__ import annotations

from sqlalchemy import select

from lms.content.library import Edition
from lms.content.models import CourseSync, Revision
from lms.content.origins import FOLDER
from lms.platform.db import db, one_or_not_found
from lms.platform.jobs import Job, JobState


def latest_revision(course: str) -> Revision | None:
    """The revision that learners read; None before the first."""
    return db.session.scalar(
        select(Revision).where(Revision.course == course).order_by(Revision.number.desc()).limit(1)
    )


def revision(course: str, number: int) -> Revision:
    """A revision of a course, or NotFound."""
    mine = select(Revision).where(Revision.course == course, Revision.number == number)
    return one_or_not_found(mine)


def edition(course: str, number: int) -> Edition | None:
    """Where the library keeps a revision; None when it does not, or there never was one."""
    mine = select(Revision.state).where(Revision.course == course, Revision.number == number)
    state = db.session.scalar(mine)
    return Edition(state, number) if state else None


def newest_edition(course: str) -> Edition | None:
    """Where the library keeps the revision that learners should read; None when it does not."""
    mine = select(Revision.state, Revision.number).where(Revision.course == course)
    row = db.session.execute(mine.order_by(Revision.number.desc()).limit(1)).first()
    return Edition(row.state, row.number) if row and row.state else None


def last_sync(course: str) -> CourseSync | None:
    """The last reading of the course's folder, good or bad."""
    return db.session.get(CourseSync, course)


def not_from_folders() -> set[str]:
    """The courses that come from git or from an archive, whatever lies in the folder."""
    return set(db.session.scalars(select(CourseSync.course).where(CourseSync.origin != FOLDER)))


def is_pull_waiting(course: str) -> bool:
    """Whether a pull of this course is promised already and has not begun."""
    return _is_promised("content.pull", course, JobState.QUEUED)


def is_archive_waiting(course: str) -> bool:
    """Whether an archive was sent whose reading has not ended."""
    return _is_promised("content.publish_archive", course, JobState.QUEUED, JobState.RUNNING)


def _is_promised(name: str, course: str, *states: JobState) -> bool:
    promised = select(Job.arguments).where(Job.name == name, Job.state.in_(states))
    return any(arguments.get("course") == course for arguments in db.session.scalars(promised))
