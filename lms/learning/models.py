"""What a person has read, finished and answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.platform.db import Base
from lms.platform.ids import new_id

LONGEST_TASK = 500  # characters of a line, enough to know it again
LONGEST_SUBJECT = 128  # characters of a journal entry's subject


class Completion(Base):
    """That a person has finished a lesson; it belongs to the lesson's id, whatever its address."""

    __tablename__ = "completions"
    __table_args__ = (
        Index("ix_completions_lesson", "course", "lesson_id"),
        Index("ix_completions_lately", "user_id", "course", "created_at"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    course: Mapped[str] = mapped_column(String(120), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(240), primary_key=True)
    lesson_hash: Mapped[str] = mapped_column(String(64))
    """What the lesson said when it was finished."""
    created_at: Mapped[datetime]

    @property
    def id(self) -> str:
        """Course and lesson, for the journal, as long as it takes them."""
        return f"{self.course}/{self.lesson_id}"[:LONGEST_SUBJECT]


class Place(Base):
    """Where a person stopped in a course."""

    __tablename__ = "places"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    course: Mapped[str] = mapped_column(String(120), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(240))
    updated_at: Mapped[datetime]


class QuizAttempt(Base):
    """One answer to one quiz, and how it was judged."""

    __tablename__ = "quiz_attempts"
    __table_args__ = (
        Index(
            "ix_quiz_attempts_of",
            "user_id",
            "course",
            "lesson_id",
            "quiz_id",
            "number",
            unique=True,
        ),
        Index("ix_quiz_attempts_course", "course", "number"),
        Index(
            "ix_quiz_attempts_waiting",
            "course",
            "created_at",
            sqlite_where=text("judged_at IS NULL"),
            postgresql_where=text("judged_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    course: Mapped[str] = mapped_column(String(120))
    lesson_id: Mapped[str] = mapped_column(String(240))
    quiz_id: Mapped[str] = mapped_column(String(120))
    number: Mapped[int]
    """From 1."""
    answer: Mapped[list[Any]]
    """What was chosen, as indexes in the author's order, or the texts that were written."""
    points: Mapped[int]
    """Earned, of the quiz's `points`."""
    is_right: Mapped[bool]
    judged_at: Mapped[datetime | None]
    """At once, or when somebody had read it; None waits to be read."""
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """Who read it; None was judged by the key."""
    remark: Mapped[str] = mapped_column(Text, default="")
    """What they said of it, plain text."""
    lesson_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


class TaskTick(Base):
    """That a person has ticked a line of a lesson's checklist."""

    __tablename__ = "task_ticks"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    course: Mapped[str] = mapped_column(String(120), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(240), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Of the line, as the compiler made it from its words."""
    text: Mapped[str] = mapped_column(String(LONGEST_TASK))
    """Its words when it was ticked, by which it is known again when they change."""
    created_at: Mapped[datetime]
