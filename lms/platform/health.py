"""Two addresses for machines: does the process answer, and can it do its work."""

from datetime import datetime, timedelta

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import String, delete, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from lms.platform import assets, clock
from lms.platform.db import Base, db
from lms.platform.sweeping import swept

BEAT_EVERY = timedelta(seconds=10)
SILENT_AFTER = timedelta(seconds=60)
FORGOTTEN_AFTER = timedelta(days=1)

bp = Blueprint("health", __name__)


class Beat(Base):
    """When a worker last said that it is there."""

    __tablename__ = "beats"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    beat_at: Mapped[datetime]


def init_app(app: Flask) -> None:
    """Add the addresses."""
    app.register_blueprint(bp)


def beat(name: str) -> None:
    """A worker says that it is there; in the caller's transaction."""
    db.session.merge(Beat(name=name, beat_at=clock.now()))


@swept
def forget_silent(now: datetime) -> None:
    """Drop workers that were not heard of for a day: each start has another name."""
    db.session.execute(delete(Beat).where(Beat.beat_at < now - FORGOTTEN_AFTER))


def newest_revision() -> str:
    """The migration that this version of the code needs."""
    return ScriptDirectory(str(assets.folder("migrations"))).get_current_head() or ""


def is_migrated() -> bool:
    """Whether the database stands at the newest migration."""
    with db.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == newest_revision()


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    """The database answers and is migrated, and a worker was heard of in the last minute."""
    try:
        state = {"database": _database(), "migrations": _migrations()}
        if state["migrations"] == "ok":
            state["worker"] = _worker()
    except SQLAlchemyError:
        state = {"database": "unreachable"}
    ready = all(word == "ok" for word in state.values())
    return jsonify(state), 200 if ready else 503


def _database() -> str:
    db.session.execute(text("SELECT 1"))
    return "ok"


def _migrations() -> str:
    return "ok" if is_migrated() else "behind"


def _worker() -> str:
    heard = db.session.query(Beat).filter(Beat.beat_at > clock.now() - SILENT_AFTER).first()
    return "ok" if heard else "silent"
