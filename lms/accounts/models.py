"""People and the sessions in which they are logged in."""

from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import ColumnElement, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.rules import LONGEST_ABOUT, LONGEST_EMAIL, LONGEST_NAME
from lms.platform.db import Base


class User(UserMixin, Base):
    """A person."""

    __tablename__ = "users"
    __table_args__ = (Index("ix_users_by_name", text("lower(name)"), "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL), unique=True)
    """Always lower case."""
    email_confirmed_at: Mapped[datetime | None]
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    """Argon2id; empty for a person invited who has not chosen a password yet."""
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    handle: Mapped[str] = mapped_column(String(30), unique=True)
    """How others call and find them: @amina."""
    about: Mapped[str] = mapped_column(String(LONGEST_ABOUT), default="")
    language: Mapped[str] = mapped_column(String(2))
    time_zone: Mapped[str] = mapped_column(String(64))
    picture: Mapped[str] = mapped_column(String(80), default="")
    """File name under the data folder's pictures/; empty: initials are shown."""
    admin_since: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """When the account was closed by staff; a closed account cannot log in."""
    created_at: Mapped[datetime]

    teaches = False
    """Whether they are an instructor of any course; read with the session, for the navigation."""
    mentors = False
    """Whether they guide any cohort; read with the session, for the navigation."""

    course_roles: Mapped[list["CourseRole"]] = relationship(back_populates="user")

    @property
    def is_admin(self) -> bool:
        """Whether this person runs the school."""
        return self.admin_since is not None

    @property
    def is_confirmed(self) -> bool:
        """Whether the mail address is known to be theirs."""
        return self.email_confirmed_at is not None

    @property
    def is_active(self) -> bool:
        """Whether they may log in (flask-login asks)."""
        return self.closed_at is None


READ_WITH_THE_SESSION: dict[str, ColumnElement[bool]] = {}
"""Attributes of User that a slice above sets at each request, and the condition of each."""


class CourseRole(Base):
    """That a person is an instructor of a course."""

    __tablename__ = "course_roles"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    course: Mapped[str] = mapped_column(String(120), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(16), default="instructor")
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship(back_populates="course_roles")


class UserSession(Base):
    """A browser in which a person is logged in; its cookie holds the token, we the fingerprint."""

    __tablename__ = "user_sessions"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the token."""
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    user_agent: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
