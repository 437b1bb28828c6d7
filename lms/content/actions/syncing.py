"""What a sync writes down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lms.content import queries
from lms.content.actions.identities import write_identities, write_texts
from lms.content.compile import Compiled
from lms.content.identity import identify
from lms.content.library import Kept
from lms.content.models import CourseSync, Revision
from lms.content.origins import Origin
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
    held: bool = False
    """Whether somebody went back from exactly this: it waits until the texts change."""


def sync_course(
    compiled: Compiled, now: datetime, kept: Kept | None = None, origin: Origin | None = None
) -> Synced:
    """Make what was compiled the newest revision; with errors only the findings are kept.

    `kept` is where the library has it. The caller shows it there after the commit. Doing all of
    this again does nothing.
    """
    origin = origin or Origin()
    _write_findings(compiled, origin, now)
    latest = queries.latest_revision(compiled.slug)
    number = latest.number if latest else 0
    if compiled.has_errors:
        return Synced(compiled, number, accepted=False, changed=False)
    if latest and compiled.digest in (latest.digest, latest.held):
        held = compiled.digest != latest.digest
        if kept and not held:
            latest.state = kept.state  # a newer library keeps the same under another name
        return Synced(compiled, number, accepted=True, changed=False, held=held)
    _refuse_if_overtaken(compiled)
    write_identities(compiled, now)
    revision = _write_revision(compiled, number + 1, now)
    revision.state, revision.commit_id = kept.state if kept else "", origin.commit_id
    if kept:
        write_texts(compiled, kept, now)
    if latest is None:
        for act in FIRST_SYNC:
            act(compiled.slug, next(iter(compiled.courses)), now)
    _tell(compiled, revision)
    return Synced(compiled, revision.number, accepted=True, changed=True)


def withdraw_course(slug: str) -> None:
    """Write down that a course is shown no more; what people finished in it stays.

    The caller withdraws it from the library after the commit.
    """
    record_about("course.withdrawn", actor=None, about=("courses", slug))


def _refuse_if_overtaken(compiled: Compiled) -> None:
    """Another sync may have given out ids since this one read them."""
    now_known = queries.known_lessons(compiled.slug)
    if identify(now_known, compiled.found, compiled.moves).ids != compiled.identities.ids:
        raise Refused(f"{compiled.slug} was synced by somebody else meanwhile; sync it again.")


def _write_findings(compiled: Compiled, origin: Origin, now: datetime) -> None:
    row = db.session.get(CourseSync, compiled.slug) or CourseSync(course=compiled.slug)
    row.digest, row.synced_at = compiled.digest, now
    row.findings = [finding.as_dict() for finding in compiled.findings]
    row.origin, row.commit_id, row.problem = origin.kind, origin.commit_id, ""
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


def _tell(compiled: Compiled, revision: Revision) -> None:
    facts = {"renamed": len(compiled.identities.renamed), "findings": len(compiled.findings)}
    record(
        "course.synced",
        actor=None,
        subject=revision,
        course=compiled.slug,
        number=revision.number,
        **facts,
    )
