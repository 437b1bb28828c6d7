"""Migrations lead to the tables that the code describes, on both databases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from lms.app import create_app
from lms.platform import health
from lms.platform.db import Base, db
from tests.conftest import DATABASES, Schools, settings_in
from tests.visitor import Visitor


@pytest.fixture(params=DATABASES)
def empty(request: pytest.FixtureRequest, schools: Schools, tmp_path: Path) -> Iterator[Flask]:
    """A school on a database without tables; its context is open."""
    more = {} if request.param == "sqlite" else {"LMS_DATABASE_URL": fresh_database(schools)}
    app = create_app(settings_in(tmp_path, **more))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def fresh_database(schools: Schools) -> str:
    """An empty PostgreSQL database beside the one of the other tests."""
    with schools.on("postgresql").app_context():
        engine = db.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text("DROP DATABASE IF EXISTS migrated WITH (FORCE)"))
            connection.execute(sa.text("CREATE DATABASE migrated"))
        return db.engine.url.set(database="migrated").render_as_string(hide_password=False)


@pytest.mark.filterwarnings("ignore:.*expression-based index")  # SQLite cannot tell of lower(name)
def test_they_make_the_tables_of_the_code(empty: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_they_go_down_and_up_again(empty: Flask) -> None:
    upgrade()
    downgrade(revision="base")
    assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade()
    assert health.is_migrated()


def test_a_database_that_is_behind_is_not_ready(empty: Flask) -> None:
    page = Visitor(empty).get("/readyz")
    assert page.status == 503
    assert "behind" in page.text


@pytest.mark.parametrize(
    ("words", "hour", "left", "back"),
    [
        ("Thursdays 18:30-20:00", (3, "18:30", 90), "", "Thursday 18:30–20:00"),
        ("Giovedì 18:30–20:00", (3, "18:30", 90), "", "Thursday 18:30–20:00"),
        ("Fridays after work", None, "Fridays after work", "Fridays after work"),
        ("Monday 20:00-19:00", None, "Monday 20:00-19:00", "Monday 20:00-19:00"),
        ("", None, "", ""),
    ],
)
def test_a_weekly_hour_in_words_becomes_one_and_goes_back(
    empty: Flask, words: str, hour: tuple[int, str, int] | None, left: str, back: str
) -> None:
    upgrade(revision="0002_revisions")
    with db.engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO cohorts (slug, title, course, self_paced, state, time_zone, meets,"
                " created_at) VALUES ('a', 'A', 'bread', true, 'open', 'Europe/Rome', :words,"
                " '2026-01-01 00:00:00+00:00')"
            ),
            {"words": words},
        )
    upgrade()
    row = _only_cohort("meets_on, meets_at, meets_minutes, meets")
    found = (row[0], str(row[1])[:5], row[2]) if row[0] is not None else None
    assert (found, row[3]) == (hour, left)
    downgrade(revision="0002_revisions")
    assert _only_cohort("meets")[0] == back


def _only_cohort(columns: str) -> tuple[Any, ...]:
    with db.engine.connect() as connection:
        return tuple(connection.execute(sa.text(f"SELECT {columns} FROM cohorts")).one())  # noqa: S608 - ours
