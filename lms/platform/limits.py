"""How often is too often: counted in the database, so that every process counts together."""

from datetime import datetime, timedelta

from sqlalchemy import String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from lms.platform import clock
from lms.platform.db import Base, db
from lms.platform.errors import TooMany
from lms.platform.ids import fingerprint
from lms.platform.sweeping import MOST_AT_ONCE, swept

LONGEST_WINDOW = timedelta(days=1)


class Tally(Base):
    """How often something was tried since `began_at`."""

    __tablename__ = "tallies"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    began_at: Mapped[datetime]


def refuse_beyond(what: str, most: int, per: timedelta) -> None:
    """Raise TooMany when `what` was already counted `most` times in the running window."""
    tally = db.session.get(Tally, fingerprint(what))
    now = clock.now()
    if tally and now - tally.began_at < per and tally.count >= most:
        raise TooMany(wait=int((tally.began_at + per - now).total_seconds()) + 1)


def count(what: str, per: timedelta) -> None:
    """Count one try, in the caller's transaction; a window that is over begins anew."""
    now = clock.now()
    tally = _locked(what) or _begun(what)
    if now - tally.began_at >= per:
        tally.count, tally.began_at = 0, now
    tally.count += 1
    db.session.flush()


def _locked(what: str) -> Tally | None:
    mine = select(Tally).where(Tally.key == fingerprint(what)).with_for_update()
    return db.session.scalars(mine).one_or_none()


def _begun(what: str) -> Tally:
    """A new window; of two first tries at once, the second finds the first one's."""
    tally = Tally(key=fingerprint(what), count=0, began_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(tally)
    except IntegrityError:
        return _locked(what) or tally
    return tally


def forget(what: str) -> None:
    """Begin anew, for example after a right password."""
    db.session.execute(delete(Tally).where(Tally.key == fingerprint(what)))


@swept
def forget_old(now: datetime) -> None:
    """Drop windows that ended long ago."""
    old = select(Tally.key).where(Tally.began_at < now - LONGEST_WINDOW).limit(MOST_AT_ONCE)
    db.session.execute(delete(Tally).where(Tally.key.in_(old)))
