"""Telling people what happened."""

from lms.accounts.models import User
from lms.notifications.models import Delivery
from lms.platform import clock
from lms.platform.db import db
from lms.platform.journal import Event


def note_told(event: Event, reader: User, channel: str) -> None:
    """Remember that a person was told of an event, so that they are not told again."""
    db.session.add(
        Delivery(event_id=event.id, user_id=reader.id, channel=channel, created_at=clock.now())
    )
