"""What the database remembers of courses: which revisions there were, and which lesson is which."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.platform.db import Base, BigId


class Revision(Base):
    """A course as it stood at one sync that changed something."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("course", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    course: Mapped[str] = mapped_column(String(120), index=True)
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    findings: Mapped[list[Any]]
    lessons: Mapped[list[Any]]
    """Each lesson's id, path, address, hash and title, in order."""
    state: Mapped[str] = mapped_column(String(64), default="")
    """The name under which the library keeps it; empty for one from before it kept them."""
    commit_id: Mapped[str] = mapped_column(String(64), default="")
    """The git commit it was read from; empty where there was none."""
    restores: Mapped[int | None]
    """The number of the revision that somebody went back to; None for one that was synced."""
    held: Mapped[str] = mapped_column(String(64), default="")
    """The digest that was gone back from: it is not published again until the texts change."""


class CourseSync(Base):
    """The last time a course's folder was read, and what was wrong with it."""

    __tablename__ = "course_syncs"

    course: Mapped[str] = mapped_column(String(120), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    synced_at: Mapped[datetime]
    findings: Mapped[list[Any]]
    origin: Mapped[str] = mapped_column(String(16), default="folder")
    """Where it was read: folder, git or zip."""
    commit_id: Mapped[str] = mapped_column(String(64), default="")
    """The git commit that was read."""
    base_id: Mapped[str] = mapped_column(String(64), default="")
    """The git commit from which the identities are: renames are looked for since then."""
    problem: Mapped[str] = mapped_column(Text, default="")
    """Why it could not be fetched the last time; empty when it could."""

    @property
    def is_read(self) -> bool:
        """Whether it was ever read: until then it is only known to be on its way."""
        return self.digest != ""


class LessonIdentity(Base):
    """A lesson, whatever its file is called today."""

    __tablename__ = "lesson_identities"
    __table_args__ = (UniqueConstraint("course", "lesson_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    course: Mapped[str] = mapped_column(String(120))
    lesson_id: Mapped[str] = mapped_column(String(240))
    path: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    taken: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """A digest of what the text includes, links set aside; empty where nothing is known of that."""
    removed_at: Mapped[datetime | None]


class LessonAddress(Base):
    """An address at which a lesson was ever found."""

    __tablename__ = "lesson_addresses"
    __table_args__ = (UniqueConstraint("course", "address"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    course: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(400))
    lesson_id: Mapped[str] = mapped_column(String(240))


class LessonText(Base):
    """The pages that were made of one state of a lesson, to show later what has changed."""

    __tablename__ = "lesson_texts"

    course: Mapped[str] = mapped_column(String(120), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(240), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    pages: Mapped[dict[str, Any]]
    """By language the name of the page in the library."""
    created_at: Mapped[datetime]
