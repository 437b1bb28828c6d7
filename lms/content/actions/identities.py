"""Writing down which lesson is which, where each was ever found, and what each has said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import defer

from lms.content.compile import Compiled
from lms.content.course import Lesson
from lms.content.identity import Found
from lms.content.library import Kept
from lms.content.models import LessonAddress, LessonIdentity, LessonText
from lms.platform.db import db


def write_identities(compiled: Compiled, now: datetime) -> None:
    """Remember every lesson as it is now; those that are gone are removed, not forgotten."""
    course, slug = next(iter(compiled.courses.values())), compiled.slug
    mine = select(LessonIdentity).where(LessonIdentity.course == slug)
    found_rows = db.session.scalars(mine.options(defer(LessonIdentity.text)))
    rows = {row.lesson_id: row for row in found_rows}
    for found in compiled.found:
        lesson = course.lesson_by_id(compiled.identities.ids[found.path])
        if lesson is None:
            continue
        row = rows.get(lesson.id) or LessonIdentity(course=slug, lesson_id=lesson.id)
        if found.path not in compiled.identities.as_before:
            row.text = found.text.replace("\0", "")
        _fill(row, found, lesson)
        row.taken = compiled.identities.taken.get(found.path, "")
        db.session.add(row)
    for gone in compiled.identities.removed:
        rows[gone].removed_at = rows[gone].removed_at or now
    _write_addresses(slug, {lesson.address: lesson.id for lesson in course.lessons})


def write_texts(compiled: Compiled, kept: Kept, now: datetime) -> None:
    """Remember where the pages of every lesson are kept as they are now."""
    slug, own = compiled.slug, next(iter(compiled.courses.values()))
    known = select(LessonText.lesson_id, LessonText.hash).where(LessonText.course == slug)
    there = {(row[0], row[1]) for row in db.session.execute(known)}
    for lesson in own.lessons:
        if (lesson.id, lesson.hash) in there:
            continue
        made = LessonText(course=slug, lesson_id=lesson.id, hash=lesson.hash, title=lesson.title)
        made.pages, made.created_at = dict(kept.pages.get(lesson.id, {})), now
        db.session.add(made)


def _fill(row: LessonIdentity, found: Found, lesson: Lesson) -> None:
    row.hash, row.path = lesson.hash, found.path
    row.address, row.title, row.removed_at = lesson.address, lesson.title, None


def _write_addresses(slug: str, addresses: dict[str, str]) -> None:
    """An address belongs to the lesson that was last found there."""
    mine = select(LessonAddress).where(LessonAddress.course == slug)
    rows = {row.address: row for row in db.session.scalars(mine)}
    for address, lesson_id in addresses.items():
        row = rows.get(address) or LessonAddress(course=slug, address=address)
        row.lesson_id = lesson_id
        db.session.add(row)
