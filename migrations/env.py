"""Alembic's environment: the app's own engine, batch mode so that SQLite can change tables."""

from alembic import context
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
    _take_time(connection)
    context.configure(
        connection=connection.execution_options(sqlite_write=True),
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def _take_time(connection: Connection) -> None:
    """A change of a large table may take longer than any page; waiting for its lock may not."""
    if connection.dialect.name == "postgresql":
        raw = connection.connection
        raw.cursor().execute("SET statement_timeout = 0")
        raw.commit()  # not through SQLAlchemy, whose transaction Alembic begins itself


run_migrations_online()
