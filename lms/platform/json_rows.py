"""The rows of a question as one JSON value, so that one statement brings several kinds of things.

SQLite and PostgreSQL both build JSON, by other names: https://www.sqlite.org/json1.html and
https://www.postgresql.org/docs/current/functions-json.html. What comes back are lists of plain
values, in which a time is text and SQLite's truths are 0 and 1.
"""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, ScalarSelect, Select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Row(FunctionElement[Any]):
    """Columns as one JSON list."""

    inherit_cache, type = True, JSON()


class _Rows(FunctionElement[Any]):
    """Such lists of all rows as one; NULL where there are none, as PostgreSQL has it."""

    inherit_cache, type = True, JSON()


IN_SQL: dict[type, tuple[str, str]] = {
    _Row: ("json_array({})", "json_build_array({})"),
    _Rows: ("nullif(json_group_array({}), '[]')", "json_agg({})"),
}


@compiles(_Row)
@compiles(_Rows)
def _in_sql(element: FunctionElement[Any], compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401 - as SQLAlchemy hands it on
    form = IN_SQL[type(element)][compiler.dialect.name != "sqlite"]
    return form.format(compiler.process(element.clauses, **more))


def json_rows(rows: Select[*tuple[Any, ...]]) -> ScalarSelect[Any]:
    """A column that holds all rows of a question, each a list; None when there are none."""
    built = _Rows(_Row(*rows.selected_columns))
    return rows.with_only_columns(built).scalar_subquery()


def moment(text: str) -> datetime:
    """A time out of JSON, in UTC."""
    found = datetime.fromisoformat(text)
    return found.astimezone(UTC) if found.tzinfo else datetime.fromisoformat(text + "+00:00")


def day(text: str | None) -> date | None:
    """A day out of JSON; None stays None."""
    return date.fromisoformat(text) if text else None


def values(kept: str | Sequence[Any]) -> Sequence[Any]:
    """A JSON column that holds a list, inside a row: SQLite gives its text."""
    found: Sequence[Any] = json.loads(kept) if isinstance(kept, str) else kept
    return found
