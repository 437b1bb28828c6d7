"""Counting what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from lms.platform import quick
from lms.platform.db import db


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent inside; transaction marks and pragmas are not counted."""
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "COMMIT", "ROLLBACK")):
            statements.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    quick.ASKED.append(statements.append)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
        quick.ASKED.remove(statements.append)
