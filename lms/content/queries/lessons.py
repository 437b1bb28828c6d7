"""Lessons, whatever they were called and said."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from lms.content.identity import Known
from lms.content.models import LessonAddress, LessonIdentity, LessonText
from lms.platform.db import db


def known_lessons(course: str) -> tuple[Known, ...]:
    """Every lesson the course ever had, as it was when it was last seen."""
    row = LessonIdentity
    rows = db.session.execute(
        select(row.lesson_id, row.path, row.text, row.hash, row.removed_at, row.taken)
        .where(row.course == course)
        .order_by(row.id)
    )
    return tuple(
        Known(lesson_id, path, text, digest, gone_at is not None, taken)
        for lesson_id, path, text, digest, gone_at, taken in rows
    )


def moved_lesson(course: str, address: str) -> str | None:
    """The id of the lesson that was once found at this address, to redirect to where it is."""
    return db.session.scalar(
        select(LessonAddress.lesson_id).where(
            LessonAddress.course == course, LessonAddress.address == address
        )
    )


def titles_of(course: str, lesson_ids: Collection[str]) -> dict[str, str]:
    """By id the last title of lessons that the course may have no more."""
    rows = db.session.execute(
        select(LessonIdentity.lesson_id, LessonIdentity.title).where(
            LessonIdentity.course == course, LessonIdentity.lesson_id.in_(lesson_ids)
        )
    )
    return {row[0]: row[1] for row in rows}


def lesson_text(course: str, lesson_id: str, digest: str) -> LessonText | None:
    """Where a lesson is kept as it stood when it had this hash; None when it is not."""
    return db.session.get(LessonText, (course, lesson_id, digest))
