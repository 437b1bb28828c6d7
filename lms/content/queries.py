"""What the database remembers of courses."""

from __future__ import annotations

from sqlalchemy import select

from lms.content.identity import Known
from lms.content.models import CourseSync, LessonAddress, LessonIdentity, Revision
from lms.platform.db import db


def latest_revision(course: str) -> Revision | None:
    """The revision that learners read; None before the first."""
    return db.session.scalar(
        select(Revision).where(Revision.course == course).order_by(Revision.number.desc()).limit(1)
    )


def last_sync(course: str) -> CourseSync | None:
    """The last reading of the course's folder, good or bad."""
    return db.session.get(CourseSync, course)


def known_lessons(course: str) -> tuple[Known, ...]:
    """Every lesson the course ever had, as it was when it was last seen."""
    rows = db.session.scalars(
        select(LessonIdentity).where(LessonIdentity.course == course).order_by(LessonIdentity.id)
    )
    return tuple(
        Known(row.lesson_id, row.path, row.text, row.hash, row.removed_at is not None)
        for row in rows
    )


def moved_lesson(course: str, address: str) -> str | None:
    """The id of the lesson that was once found at this address, to redirect to where it is."""
    return db.session.scalar(
        select(LessonAddress.lesson_id).where(
            LessonAddress.course == course, LessonAddress.address == address
        )
    )
