"""Revisions as those who teach see them: what differs, and whom it touches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from lms.cohorts.models import Cohort
from lms.cohorts.rules import CohortState
from lms.content.models import Revision
from lms.learning.models import Completion
from lms.platform.db import db
from lms.teaching.rules import Change, changes

MOST_REVISIONS = 20


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision in the list of them."""

    number: int
    created_at: datetime
    commit_id: str
    restores: int | None
    lessons: int
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Step:
    """From one revision to another."""

    before: Revision | None
    after: Revision
    changes: Sequence[Change]
    finished: Mapping[str, int]
    """By lesson id, how many people have finished what changed or went."""

    @property
    def touched(self) -> int:
        """How many completions are of lessons that changed or went."""
        return sum(self.finished.values())


def latest_revisions(course: str) -> list[RevisionRow]:
    """The last twenty revisions of a course, the newest first."""
    row = Revision
    rows = db.session.execute(
        select(
            row.number,
            row.created_at,
            row.commit_id,
            row.restores,
            func.json_array_length(row.lessons),
            row.state != "",
        )
        .where(row.course == course)
        .order_by(row.number.desc())
        .limit(MOST_REVISIONS)
    )
    return [RevisionRow(*told) for told in rows]


def step(course: str, before: int | None, after: Revision) -> Step:
    """What became different from revision `before` (None: nothing at all) to `after`."""
    mine = select(Revision).where(Revision.course == course, Revision.number == before)
    old = db.session.scalar(mine) if before else None
    found = changes(old.lessons if old else [], after.lessons)
    touching = [change.id for change in found if change.kind in ("changed", "removed")]
    return Step(old, after, found, _finished(course, touching))


def cohorts_reading(course: str) -> Sequence[Cohort]:
    """The cohorts of a course that are open or running, those that are pinned first."""
    live = Cohort.state.in_((CohortState.DRAFT, CohortState.OPEN, CohortState.RUNNING))
    found = db.session.scalars(select(Cohort).where(Cohort.course == course, live))
    return sorted(found, key=lambda one: (one.revision is None, one.revision or 0, one.title))


def _finished(course: str, lesson_ids: Sequence[str]) -> dict[str, int]:
    rows: Sequence[Any] = db.session.execute(
        select(Completion.lesson_id, func.count())
        .where(Completion.course == course, Completion.lesson_id.in_(lesson_ids))
        .group_by(Completion.lesson_id)
    ).all()
    return {row[0]: row[1] for row in rows}
