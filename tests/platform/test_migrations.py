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
from lms.content.identity import Known
from lms.content.queries import known_lessons
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


THEN = "2026-01-01 00:00:00+00:00"
ROWS: dict[str, dict[str, object]] = {
    "users": {
        "id": 1, "email": "a@example.org", "name": "A", "handle": "a", "language": "en",
        "time_zone": "Europe/Rome", "password_hash": "", "about": "", "picture": "",
    },
    "cohorts": {
        "id": 1, "slug": "a", "title": "A", "course": "bread", "self_paced": True, "state": "open",
        "time_zone": "Europe/Rome", "meets": "Thursdays 18:30-20:00",
    },
    "cohort_mentors": {"cohort_id": 1, "user_id": 1},
    "enrollments": {"id": 1, "user_id": 1, "cohort_id": 1},
    "grants": {
        "id": 1, "enrollment_id": 1, "source": "gift", "reason": "", "ended_because": "",
        "starts_at": THEN,
    },
    "threads": {
        "id": "t1", "cohort_id": 1, "author_id": 1, "title": "Why?", "post_count": 1,
        "last_post_at": THEN, "last_author_id": 1,
    },
    "posts": {"id": "p1", "thread_id": "t1", "author_id": 1, "body": "I ask.", "html": "I ask."},
    "completions": {"user_id": 1, "course": "bread", "lesson_id": "grain", "lesson_hash": "h"},
    "quiz_attempts": {
        "id": "q1", "user_id": 1, "course": "bread", "lesson_id": "grain", "quiz_id": "q",
        "number": 1, "answer": "[0]", "points": 1, "is_right": True, "lesson_hash": "h",
    },
    "events": {
        "id": 1, "name": "post.created", "actor_id": 1, "subject_type": "posts",
        "subject_id": "p1", "facts": "{}", "request_id": "",
    },
}  # fmt: skip
"""A school as the first tables held it: everything that refers to what later changes rebuild."""


def test_what_a_school_has_is_there_after_going_up_and_down(empty: Flask) -> None:
    upgrade(revision="0001")
    with db.engine.connect().execution_options(sqlite_write=True) as connection:
        for table, row in ROWS.items():
            _insert(connection, table, row | {"created_at": THEN})
        connection.commit()
    upgrade()
    assert _counts() == dict.fromkeys(ROWS, 1)
    with db.engine.connect() as connection:
        judged = connection.execute(sa.text("SELECT judged_at FROM quiz_attempts")).scalar()
        assert judged is not None
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    downgrade(revision="0001")
    assert _counts() == dict.fromkeys(ROWS, 1)


def test_posts_written_before_headings_were_lowered_have_no_title_of_a_page(empty: Flask) -> None:
    upgrade(revision="0008_event_people")
    old = '<h1>Flour</h1>\n<p>&lt;h1&gt; is a tag</p>\n<h2 id="a">Oven</h2>\n<h6>Salt</h6>'
    since = "<h2>Written since</h2>"
    with db.engine.connect().execution_options(sqlite_write=True) as connection:
        for table in ("users", "cohorts", "threads", "posts"):
            _insert(connection, table, ROWS[table] | {"created_at": THEN})
        _insert(connection, "posts", ROWS["posts"] | {"id": "p2", "created_at": THEN})
        change = sa.text("UPDATE posts SET html = :html WHERE id = :id")
        for post_id, html in (("p1", old), ("p2", since)):
            connection.execute(change, {"html": html, "id": post_id})
        connection.commit()
    upgrade()
    with db.engine.connect() as connection:
        first, second = connection.scalars(sa.text("SELECT html FROM posts ORDER BY id")).all()
    assert first == (
        '<h2>Flour</h2>\n<p>&lt;h1&gt; is a tag</p>\n<h3 id="a">Oven</h3>\n<h6>Salt</h6>'
    )
    assert second == since


WHAT_HAPPENED = [
    ("cohort.planned", ("cohorts", "2")),
    ("cohort.moved", ("cohorts", "4")),  # it was open once, and is a draft again
    ("cohort.moved", ("cohorts", "5")),
    ("post.created", ("posts", "2")),
]


def test_who_had_an_account_made_for_an_open_cohort_was_invited_to_it(empty: Flask) -> None:
    upgrade(revision="0006_people_by_name")
    with db.engine.begin() as connection:
        cohorts = [("open", ""), ("draft", ""), ("open", "x"), ("draft", ""), ("draft", "x")]
        for n, (state, password) in enumerate(cohorts, 1):
            told = {"n": n, "state": state, "password": password, "then": THEN}
            for insert in (
                "INSERT INTO users (id, email, name, handle, language, time_zone, password_hash,"
                " about, picture, created_at) VALUES"
                " (:n, :n, 'A', :n, 'en', 'Europe/Rome', :password, '', '', :then)",
                "INSERT INTO cohorts (id, slug, title, course, self_paced, state, starts_on,"
                " time_zone, meets, created_at) VALUES"
                " (:n, :n, 'A', 'bread', false, :state, '2026-01-01', 'Europe/Rome', '', :then)",
                "INSERT INTO enrollments (id, user_id, cohort_id, created_at)"
                " VALUES (:n, :n, :n, :then)",
            ):
                connection.execute(sa.text(insert), told)
        for number, (name, subject) in enumerate(WHAT_HAPPENED, 1):
            happened = {"id": number, "name": name, "subject_type": subject[0]}
            happened |= {"subject_id": subject[1], "created_at": THEN}
            _insert(connection, "events", ROWS["events"] | happened)
    upgrade()
    with db.engine.connect() as connection:
        asked = sa.text("SELECT id FROM enrollments WHERE invited_at IS NOT NULL ORDER BY id")
        assert connection.execute(asked).scalars().all() == [1, 4]


def test_whom_the_journal_named_before_can_be_found_in_it(empty: Flask) -> None:
    upgrade(revision="0007_invited_once")
    facts = {1: "{}", 2: '{"user_id": 7}', 3: '{"user_id": 7, "mentioned": [7, 8]}'}
    facts |= {4: '{"mentioned": []}', 5: '{"user_id": null, "mentioned": "8"}'}
    with db.engine.begin() as connection:
        for number, told in facts.items():
            row = ROWS["events"] | {"id": number, "facts": told, "created_at": THEN}
            _insert(connection, "events", row)
    upgrade()
    with db.engine.connect() as connection:
        found = connection.execute(sa.text("SELECT user_id, event_id FROM event_people")).all()
    assert {(user, event) for user, event in found} == {(7, 2), (7, 3), (8, 3)}


def test_lessons_that_were_known_before_stay_known_and_say_nothing_of_their_includes(
    empty: Flask,
) -> None:
    upgrade(revision="0008_event_people")
    lesson = {"id": 1, "course": "bread", "lesson_id": "grain", "path": "a.md", "address": "a"}
    lesson |= {"hash": "h", "title": "Grain", "text": "# Grain"}
    with db.engine.begin() as connection:
        _insert(connection, "lesson_identities", lesson)
    upgrade()
    assert known_lessons("bread") == (Known("grain", "a.md", "# Grain", "h"),)
    db.session.remove()
    downgrade(revision="0008_event_people")
    with db.engine.connect() as connection:
        kept = connection.execute(sa.text("SELECT lesson_id FROM lesson_identities")).scalars()
        assert kept.all() == ["grain"]


def _insert(connection: sa.Connection, table: str, row: dict[str, object]) -> None:
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)  # noqa: S608 - ours


def _counts() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {
            table: connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - ours
            for table in ROWS
        }


def _only_cohort(columns: str) -> tuple[Any, ...]:
    with db.engine.connect() as connection:
        return tuple(connection.execute(sa.text(f"SELECT {columns} FROM cohorts")).one())  # noqa: S608 - ours
