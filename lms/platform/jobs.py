"""Work for later: a row first, so that no promise can vanish; a queue only to be quick.

The row is written in the transaction of its change. After the commit the queue is told; a job that
the queue lost (a crash between the two, a killed worker) is found again by `due`, from the rows.
Jobs may therefore run twice and must bear it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import structlog
from sqlalchemy import Index, String, Text, delete, event, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.platform import clock
from lms.platform.db import Base, BigId, db, transaction
from lms.platform.logs import current_request_id, log, redacted
from lms.platform.sweeping import MOST_AT_ONCE, swept

LEASE = timedelta(minutes=5)  # longer than any job may take; a dead worker's job is free again
MOST_ATTEMPTS = 8  # 2, 8, 32 s … about three hours in all
LONGEST_ERROR = 2_000
DONE_ARE_KEPT = timedelta(days=30)

Act = Callable[..., None]


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """One piece of work that was promised."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    arguments: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16), default=JobState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    error: Mapped[str] = mapped_column(Text, default="")
    request_id: Mapped[str] = mapped_column(String(32), default="")
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


ACTS: dict[str, Act] = {}
poke: list[Callable[[int], None]] = []
"""Who is told, after the commit, that a job is there: the queue, when there is one."""


def job(name: str) -> Callable[[Act], Act]:
    """Register what carries out jobs called `name`, so that actions need not import it."""

    def keep(act: Act) -> Act:
        ACTS[name] = act
        return act

    return keep


def enqueue(name: str, *, at: datetime | None = None, **arguments: Any) -> Job:  # noqa: ANN401
    """Promise a job (JSON arguments), in the caller's transaction, from `at` on."""
    now = clock.now()
    promised = Job(
        name=name,
        arguments=arguments,
        due_at=at or now,
        created_at=now,
        request_id=current_request_id(),
    )
    db.session.add(promised)
    db.session.flush()
    if promised.due_at <= now:
        db.session.info.setdefault("promised", []).append(promised.id)
    return promised


def carry_out(job_id: int) -> bool:
    """Do one job now, if it is due and nobody else is at it; True when it was done."""
    taken = _take(job_id)
    if taken is None:
        return False
    structlog.contextvars.bind_contextvars(request_id=taken.request_id, job=taken.name)
    try:
        ACTS[taken.name](**taken.arguments)
    except Exception as failure:
        db.session.rollback()
        log.exception("job failed", job_id=job_id, attempt=taken.attempts)
        _put_back(taken, f"{type(failure).__name__}: {failure}")
        return False
    _finish(taken)
    return True


def due(most: int = 100) -> Sequence[int]:
    """Jobs that should be running and are not, oldest first."""
    waiting = (JobState.QUEUED, JobState.RUNNING)
    return db.session.scalars(
        select(Job.id)
        .where(Job.state.in_(waiting), Job.due_at <= clock.now())
        .order_by(Job.due_at)
        .limit(most)
    ).all()


def run_due() -> int:
    """Do all that is due, here and now; how many were done."""
    return sum(carry_out(job_id) for job_id in due())


def failed_count() -> int:
    """How many jobs gave up and wait for a person."""
    failed = select(func.count()).select_from(Job).where(Job.state == JobState.FAILED)
    return db.session.scalar(failed) or 0


def try_again(failed: Job) -> None:
    """A person asks for a failed job once more."""
    failed.state, failed.attempts, failed.due_at = JobState.QUEUED, 0, clock.now()
    db.session.info.setdefault("promised", []).append(failed.id)


def back_off(attempts: int) -> timedelta:
    """How long to wait after this many attempts: 2 s, then four times as long each time."""
    return timedelta(seconds=2 * 4 ** (attempts - 1))


def _take(job_id: int) -> Job | None:
    """Claim the job for one lease; None when another worker was quicker, or nobody may again."""
    now = clock.now()
    waiting = Job.state.in_((JobState.QUEUED, JobState.RUNNING))
    free = update(Job).where(Job.id == job_id, Job.due_at <= now, waiting).returning(Job.id)
    with transaction():
        claimed = db.session.execute(
            free.where(Job.attempts < MOST_ATTEMPTS).values(
                state=JobState.RUNNING, attempts=Job.attempts + 1, due_at=now + LEASE
            )
        ).first()
        if claimed is None:  # a job that kills its worker each time would go on doing so
            worn_out = free.where(Job.attempts >= MOST_ATTEMPTS)
            db.session.execute(worn_out.values(state=JobState.FAILED, error="its worker died"))
    return db.session.get(Job, job_id, populate_existing=True) if claimed else None


def _put_back(taken: Job, error: str) -> None:
    gives_up = taken.attempts >= MOST_ATTEMPTS
    with transaction():
        db.session.execute(
            update(Job)
            .where(Job.id == taken.id)
            .values(
                state=JobState.FAILED if gives_up else JobState.QUEUED,
                due_at=clock.now() + back_off(taken.attempts),
                error=redacted(error)[:LONGEST_ERROR],
            )
        )


def _finish(taken: Job) -> None:
    with transaction():
        db.session.execute(
            update(Job)
            .where(Job.id == taken.id)
            .values(state=JobState.DONE, finished_at=clock.now(), error="")
        )


@swept
def forget_done(now: datetime) -> None:
    """Drop what was done long ago; what failed waits for a person."""
    long_ago = (Job.state == JobState.DONE, Job.due_at < now - DONE_ARE_KEPT)
    old = select(Job.id).where(*long_ago).limit(MOST_AT_ONCE)
    db.session.execute(delete(Job).where(Job.id.in_(old)))


@event.listens_for(Session, "after_commit")
def _tell_the_queue(session: Session) -> None:
    if session.in_nested_transaction():  # a savepoint is released; nothing is committed yet
        return
    for job_id in dict.fromkeys(session.info.pop("promised", ())):
        for tell in poke:
            tell(job_id)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    if session.in_nested_transaction():  # what was promised before the savepoint still holds
        return
    session.info.pop("promised", None)
