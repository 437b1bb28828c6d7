"""Threads, posts, and how far each person has read."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.cohorts.models import Cohort
from lms.platform.db import Base
from lms.platform.ids import new_id


class Thread(Base):
    """A conversation of a cohort; begun at a lesson, it is anchored there."""

    __tablename__ = "threads"
    __table_args__ = (
        Index("ix_threads_list", "cohort_id", "last_post_at", "id"),
        Index("ix_threads_lesson", "cohort_id", "lesson_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    title: Mapped[str] = mapped_column(String(160))
    lesson_id: Mapped[str | None] = mapped_column(String(240))
    post_count: Mapped[int] = mapped_column(default=0)
    """Posts that stand, the first included."""
    last_post_at: Mapped[datetime]
    last_author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]
    retitled_at: Mapped[datetime | None]
    """When its title was last changed."""
    retitled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """Who changed it: the author, or one who guides the cohort."""

    cohort: Mapped[Cohort] = relationship()
    author: Mapped[User] = relationship(foreign_keys=author_id)
    last_author: Mapped[User] = relationship(foreign_keys=last_author_id)
    posts: Mapped[list["Post"]] = relationship(
        back_populates="thread", order_by="(Post.created_at, Post.id)"
    )


class Post(Base):
    """What somebody said; its HTML is made and cleaned once, when it is written."""

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_thread", "thread_id", "created_at", "id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    thread_id: Mapped[str] = mapped_column(ForeignKey("threads.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    """Markdown as typed; emptied when the post is deleted."""
    html: Mapped[str] = mapped_column(Text)
    """Sanitised; emptied with the body."""
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """Who changed it last: the author, or one who guides the cohort."""
    deleted_at: Mapped[datetime | None]
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    thread: Mapped[Thread] = relationship(back_populates="posts")
    author: Mapped[User] = relationship(foreign_keys=author_id)


class ReadMark(Base):
    """Up to when a person has read a thread: the time of the last post they have seen."""

    __tablename__ = "read_marks"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    thread_id: Mapped[str] = mapped_column(ForeignKey("threads.id"), primary_key=True, index=True)
    read_at: Mapped[datetime]
