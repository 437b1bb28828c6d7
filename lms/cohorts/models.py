"""Cohorts, who is in them, and why."""

from datetime import date, datetime, time

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    exists,
    text,
    type_coerce,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import READ_WITH_THE_SESSION, User
from lms.cohorts import titles
from lms.cohorts.rules import CohortState
from lms.platform.db import Base


class Cohort(Base):
    """People who go through one course together."""

    __tablename__ = "cohorts"
    __table_args__ = (
        CheckConstraint("seats IS NULL OR seats >= 0", name="seats_not_negative"),
        CheckConstraint("price_amount IS NULL OR price_amount >= 0", name="price_not_negative"),
        CheckConstraint("self_paced OR starts_on IS NOT NULL", name="dated_or_self_paced"),
        CheckConstraint("meets_on IS NULL OR meets_on BETWEEN 0 AND 6", name="meets_on_a_weekday"),
        Index(
            "uq_cohorts_one_self_paced",
            "course",
            unique=True,
            sqlite_where=text("self_paced"),
            postgresql_where=text("self_paced"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    own_title: Mapped[str] = mapped_column("title", String(120))
    """As somebody wrote it; people are shown `title`."""
    course: Mapped[str] = mapped_column(String(120), index=True)
    """The course's folder name."""
    self_paced: Mapped[bool] = mapped_column(default=False)
    """The course's one cohort without dates: "at your own pace"."""
    state: Mapped[str] = mapped_column(String(16), default=CohortState.DRAFT)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    time_zone: Mapped[str] = mapped_column(String(64))
    seats: Mapped[int | None]
    """None: as many as come."""
    price_amount: Mapped[int | None]
    """Minor units; None: the course's price; 0: free."""
    price_currency: Mapped[str | None] = mapped_column(String(3))
    language: Mapped[str] = mapped_column(String(8), default="", server_default="")
    """What it speaks, "it"; empty: nobody has said."""
    meets_on: Mapped[int | None]
    """The weekday of its weekly hour, 0 for Monday; None: it has none."""
    meets_at: Mapped[time | None]
    """In its own time zone."""
    meets_minutes: Mapped[int | None]
    meets: Mapped[str] = mapped_column(String(120), default="")
    """What else there is to say of it: "every other week", "in the library"."""
    cancelled_because: Mapped[str] = mapped_column(Text, default="", server_default="")
    """The reason that its members were given."""
    revision: Mapped[int | None]
    """The revision of the course that it reads; None: whichever is the newest."""
    created_at: Mapped[datetime]

    mentors: Mapped[list["CohortMentor"]] = relationship(back_populates="cohort")
    enrollments: Mapped[list["Enrollment"]] = relationship(back_populates="cohort")

    @hybrid_property
    def title(self) -> str:
        """What it is called, in the language of whoever reads."""
        return titles.shown(self.own_title)

    @title.inplace.setter
    def _title_setter(self, title: str) -> None:
        self.own_title = title

    @title.inplace.expression
    @classmethod
    def _title_expression(cls) -> ColumnElement[str]:
        return type_coerce(cls.own_title, titles.Title())


class CohortMentor(Base):
    """That a person is a mentor of a cohort."""

    __tablename__ = "cohort_mentors"

    cohort_id: Mapped[int] = mapped_column(
        ForeignKey("cohorts.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    created_at: Mapped[datetime]

    cohort: Mapped[Cohort] = relationship(back_populates="mentors")
    user: Mapped[User] = relationship()


READ_WITH_THE_SESSION["mentors"] = exists().where(CohortMentor.user_id == User.id)


class Enrollment(Base):
    """A person in a cohort; whether it is open, its grants say."""

    __tablename__ = "enrollments"
    __table_args__ = (UniqueConstraint("cohort_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"))
    invited_at: Mapped[datetime | None]
    """When they were asked by mail to choose a password, the last time; None: they were not."""
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship()
    cohort: Mapped[Cohort] = relationship(back_populates="enrollments")
    grants: Mapped[list["Grant"]] = relationship(back_populates="enrollment")


class Grant(Base):
    """Why an enrollment is open, from when until when."""

    __tablename__ = "grants"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id"), index=True)
    source: Mapped[str] = mapped_column(String(16))
    reference: Mapped[str | None] = mapped_column(String(64), unique=True)
    """What it rests on, such as "order:01j…": one grant for one reason, however often told."""
    reason: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    """None: open-ended."""
    ended_because: Mapped[str] = mapped_column(Text, default="")
    """Why it was ended before its time, in words; "refund" when its order's money went back."""
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]

    enrollment: Mapped[Enrollment] = relationship(back_populates="grants")

    def has_ended(self, now: datetime) -> bool:
        """Whether it holds no more."""
        return self.ends_at is not None and self.ends_at <= now


class SeatHold(Base):
    """A seat kept for somebody who is paying."""

    __tablename__ = "seat_holds"
    __table_args__ = (Index("ix_seat_holds_cohort_id_ends_at", "cohort_id", "ends_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohorts.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    reference: Mapped[str] = mapped_column(String(64), unique=True)
    """What it is held for, for example "order:01j…"."""
    ends_at: Mapped[datetime]
    """Set to now when it is handed back."""
    created_at: Mapped[datetime]
