"""What happened, written once, in the transaction in which it happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol, cast

from sqlalchemy import ForeignKey, Index, String, Table, select
from sqlalchemy.orm import Mapped, mapped_column

from lms.platform import clock, jobs
from lms.platform.db import Base, BigId, db
from lms.platform.logs import current_request_id


class Event(Base):
    """One thing that happened; never changed afterwards."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_subject", "subject_type", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(64), index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    subject_type: Mapped[str] = mapped_column(String(64))
    subject_id: Mapped[str] = mapped_column(String(128))
    facts: Mapped[dict[str, Any]]
    request_id: Mapped[str] = mapped_column(String(32), default="")
    created_at: Mapped[datetime]


class EventPerson(Base):
    """That a person stands among an event's facts: seated, named, mentioned."""

    __tablename__ = "event_people"

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


class Actor(Protocol):
    """Whoever did it."""

    @property
    def id(self) -> int:
        """Their number."""
        ...


_EVENTS, _PEOPLE = (cast(Table, kept.__table__) for kept in (Event, EventPerson))

READERS: dict[str, tuple[str, ...]] = {}
"""Which jobs are started by which event; filled by the app, so that no domain calls up."""


def record(name: str, *, actor: Actor | None, subject: Base, **facts: Any) -> None:  # noqa: ANN401
    """Write down that `actor` (None: the house itself) did `name` to `subject`; facts are JSON."""
    db.session.flush()
    _write(name, actor, _about(subject), facts)


def record_about(name: str, *, actor: Actor | None, about: tuple[str, str], **facts: Any) -> None:  # noqa: ANN401
    """The same for a subject that is not one row: `about` is its type and its id."""
    _write(name, actor, about, facts)


def _write(name: str, actor: Actor | None, about: tuple[str, str], facts: dict[str, Any]) -> None:
    """Put there at once: the unit of work costs more than the row, and nobody changes an event."""
    row = {
        "name": name,
        "actor_id": actor.id if actor else None,
        "subject_type": about[0],
        "subject_id": about[1],
        "facts": facts,
        "request_id": current_request_id(),
        "created_at": clock.now(),
    }
    written = _EVENTS.insert().returning(_EVENTS.c.id)
    event_id = db.session.execute(written, row).scalar_one()
    named = {*facts.get("mentioned", ()), facts.get("user_id")} - {None}
    if named:
        people = [{"user_id": user_id, "event_id": event_id} for user_id in named]
        db.session.execute(_PEOPLE.insert(), people)
    for reader in READERS.get(name, ()):
        jobs.enqueue(reader, event_id=event_id)


def history(subject: Base, limit: int | None = None) -> Sequence[Event]:
    """All that happened to one thing, or the last of it, oldest first."""
    kind, number = _about(subject)
    mine = select(Event).where(Event.subject_type == kind, Event.subject_id == number)
    return db.session.scalars(mine.order_by(Event.id.desc()).limit(limit)).all()[::-1]


def _about(subject: Base) -> tuple[str, str]:
    return str(subject.__tablename__), str(getattr(subject, "id"))  # noqa: B009 - every recorded table has one
