"""The database: one base for all tables, one visible word for writing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    Select,
    event,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import JSON, TypeDecorator

from lms.platform.config import Settings
from lms.platform.errors import NotFound

T = TypeVar("T")

THREADS = 4
"""Of a web process; one may wait for Stripe while the others serve pages."""
CONNECTIONS_OF_A_THREAD = 2
"""Its session's, and the line that it keeps for quick statements (`platform/quick`)."""
PATIENCE = {  # milliseconds; a page that waits longer is answered 503, and its connection is free
    "lock_timeout": 5_000,
    "statement_timeout": 30_000,
    "idle_in_transaction_session_timeout": 60_000,
}

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC on every database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone cannot be stored")
        return value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Read UTC; SQLite keeps text and forgets the zone, so it is said again."""
        return _from_text if dialect.name == "sqlite" else _in_utc


def _from_text(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value + "+00:00") if value else None


def _in_utc(value: datetime | None) -> datetime | None:
    return value.astimezone(UTC) if value else None


BigId = BigInteger().with_variant(Integer, "sqlite")
"""A growing number; SQLite counts up only in an INTEGER."""


class Base(DeclarativeBase):
    """What every table inherits."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON},
    )


db = SQLAlchemy(
    model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False}
)


def init_app(app: Flask, settings: Settings) -> None:
    """Connect the app to its database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(settings.database)
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _prepare_sqlite(db.engine, settings.sqlite_synchronous)


def _engine_options(address: str) -> dict[str, Any]:
    """How to connect; an error never shows the values of its statement, which may be secrets."""
    always = {"hide_parameters": True, "pool_size": THREADS * CONNECTIONS_OF_A_THREAD}
    if address.startswith("sqlite"):
        return {**always, "connect_args": {"timeout": 5}}
    limits = " ".join(f"-c {name}={most}" for name, most in PATIENCE.items())
    return {
        **always,
        "pool_pre_ping": True,
        "pool_timeout": 5,
        "connect_args": {"connect_timeout": 5, "options": limits},
    }


def _prepare_sqlite(engine: Engine, synchronous: str) -> None:
    """WAL, foreign keys, patience, and writers that lock before they read.

    SQLAlchemy's default begins at the first write, which loses updates between a read and its
    write; `BEGIN IMMEDIATE` takes the writer's place first, so what was read is what is changed.
    """

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "busy_timeout=5000",
            "cache_size=-65536",
            "mmap_size=268435456",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("sqlite_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction() -> Iterator[None]:
    """All that is written inside, or none of it.

    What was read before is read again inside, because a writer must decide on what is true now.
    """
    db.session.rollback()
    db.session.connection(execution_options={"sqlite_write": True})
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def one_or_not_found(statement: Select[T]) -> T:
    """The one row this statement finds, or NotFound."""
    row = db.session.scalars(statement).unique().one_or_none()
    if row is None:
        raise NotFound
    return row


def locked(statement: Select[T]) -> T:
    """The one row, kept from other writers until the transaction ends; or NotFound."""
    return one_or_not_found(statement.with_for_update().execution_options(populate_existing=True))
