"""Alembic's environment: the app's own engine, batch mode so that SQLite can change tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from alembic.runtime.migration import MigrationContext
from flask import current_app
from sqlalchemy import Connection

from lms.platform.db import Base


def run_migrations_online() -> None:
    """Migrate the database that the app is connected to."""
    given: Connection | None = context.config.attributes.get("connection")
    if given is not None:
        _run(given)
        return
    with current_app.extensions["migrate"].db.engine.connect() as connection:
        _run(connection)


def _run(connection: Connection) -> None:
    with _ready_for_changes(connection):
        context.configure(
            connection=connection.execution_options(sqlite_write=True),
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=True,
            on_version_apply=_refuse_orphans,
        )
        with context.begin_transaction():
            context.run_migrations()


@contextmanager
def _ready_for_changes(connection: Connection) -> Iterator[None]:
    """Inside, a change of a large table may take its time, and SQLite does not follow references.

    SQLite changes a table by making it anew and dropping the old one, and dropping a table deletes
    what refers to it while foreign keys are on (https://www.sqlite.org/lang_altertable.html, 7).
    Neither goes through SQLAlchemy, whose transaction Alembic begins itself.
    """
    raw, is_sqlite = connection.connection, connection.dialect.name == "sqlite"
    raw.cursor().execute("PRAGMA foreign_keys=OFF" if is_sqlite else "SET statement_timeout = 0")
    raw.commit()
    try:
        yield
    finally:
        if is_sqlite:
            connection.connection.cursor().execute("PRAGMA foreign_keys=ON")


def _refuse_orphans(ctx: MigrationContext, step: object, heads: object, run_args: object) -> None:
    """No change ends with a row that refers to none; where one would, all of it is taken back."""
    connection = ctx.connection
    if connection is not None and connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            raise RuntimeError(
                f"rows that refer to none, by table: {sorted({o[0] for o in orphans})}"
            )


run_migrations_online()
