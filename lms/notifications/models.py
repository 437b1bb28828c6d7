"""What was told to whom."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.platform.db import Base, BigId


class Delivery(Base):
    """That a person was told of an event through one channel; each only once."""

    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("event_id", "user_id", "channel"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    """mail; a bell and a digest would have theirs."""
    created_at: Mapped[datetime]
