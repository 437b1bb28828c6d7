"""What a sync writes down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.content import queries
from lms.content.compile import Compiled
from lms.content.course import Lesson
from lms.content.identity import Found, identify
from lms.content.models import CourseSync, LessonAddress, LessonIdentity, Revision
from lms.platform.db import db
from lms.platform.errors import Refused
from lms.platform.journal import record, record_about

FIRST_SYNC: list[Callable[[str, str, datetime], object]] = []
"""What is done for a course (its name, its language, now) the first time it is there, in the same
transaction; the app fills it, since a course knows nothing of cohorts."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What came of a sync."""

    compiled: Compiled
    """What was read."""
    revision: int
    """The number that learners read from now on; 0 when there is none yet."""
    accepted: bool
    """Whether it had no errors, so that it is what learners read."""
    changed: bool
    """Whether it made a new revision."""


def sync_course(compiled: Compiled, now: datetime) -> Synced:
    """Make what was compiled the newest revision; with errors only the findings are kept.

    The caller publishes it to the library after the commit. Doing all of it again does nothing.
    """
    _write_findings(compiled, now)
    latest = queries.latest_revision(compiled.slug)
    number = latest.number if latest else 0
    if compiled.has_errors:
        return Synced(compiled, number, accepted=False, changed=False)
    if latest and latest.digest == compiled.digest:
        return Synced(compiled, number, accepted=True, changed=False)
    _refuse_if_overtaken(compiled)
    _write_identities(compiled, now)
    revision = _write_revision(compiled, number + 1, now)
    if latest is None:
        for act in FIRST_SYNC:
            act(compiled.slug, next(iter(compiled.courses)), now)
    facts = {"renamed": len(compiled.identities.renamed), "findings": len(compiled.findings)}
    record(
        "course.synced",
        actor=None,
        subject=revision,
        course=compiled.slug,
        number=revision.number,
        **facts,
    )
    return Synced(compiled, revision.number, accepted=True, changed=True)


def withdraw_course(slug: str) -> None:
    """Write down that a course is shown no more; what people finished in it stays.

    The caller withdraws it from the library after the commit.
    """
    record_about("course.withdrawn", actor=None, about=("courses", slug))


def _refuse_if_overtaken(compiled: Compiled) -> None:
    """Another sync may have given out ids since this one read them."""
    now_known = queries.known_lessons(compiled.slug)
    if identify(now_known, compiled.found).ids != compiled.identities.ids:
        raise Refused(f"{compiled.slug} was synced by somebody else meanwhile; sync it again.")


def _write_findings(compiled: Compiled, now: datetime) -> None:
    row = db.session.get(CourseSync, compiled.slug) or CourseSync(course=compiled.slug)
    row.digest, row.synced_at = compiled.digest, now
    row.findings = [finding.as_dict() for finding in compiled.findings]
    db.session.add(row)


def _write_revision(compiled: Compiled, number: int, now: datetime) -> Revision:
    own = next(iter(compiled.courses.values()))
    revision = Revision(
        course=compiled.slug,
        number=number,
        digest=compiled.digest,
        created_at=now,
        findings=[finding.as_dict() for finding in compiled.findings],
        lessons=[
            {"id": x.id, "path": x.path, "address": x.address, "hash": x.hash, "title": x.title}
            for x in own.lessons
        ],
    )
    db.session.add(revision)
    db.session.flush()
    return revision


def _write_identities(compiled: Compiled, now: datetime) -> None:
    course, slug = next(iter(compiled.courses.values())), compiled.slug
    mine = select(LessonIdentity).where(LessonIdentity.course == slug)
    rows = {row.lesson_id: row for row in db.session.scalars(mine)}
    for found in compiled.found:
        lesson = course.lesson_by_id(compiled.identities.ids[found.path])
        if lesson is None:
            continue
        row = rows.get(lesson.id) or LessonIdentity(course=slug, lesson_id=lesson.id)
        _fill(row, found, lesson)
        db.session.add(row)
    for gone in compiled.identities.removed:
        rows[gone].removed_at = rows[gone].removed_at or now
    _write_addresses(slug, {lesson.address: lesson.id for lesson in course.lessons})


def _fill(row: LessonIdentity, found: Found, lesson: Lesson) -> None:
    row.path, row.text, row.hash = found.path, found.text.replace("\0", ""), found.hash
    row.address, row.title, row.removed_at = lesson.address, lesson.title, None


def _write_addresses(slug: str, addresses: dict[str, str]) -> None:
    """An address belongs to the lesson that was last found there."""
    mine = select(LessonAddress).where(LessonAddress.course == slug)
    rows = {row.address: row for row in db.session.scalars(mine)}
    for address, lesson_id in addresses.items():
        row = rows.get(address) or LessonAddress(course=slug, address=address)
        row.lesson_id = lesson_id
        db.session.add(row)
