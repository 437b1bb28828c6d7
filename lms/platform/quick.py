"""Statements of the pages that are opened most, asked with as little around them as can be.

SQLAlchemy's session takes five times as long as SQLite does to find thirty rows. So the text of a
statement and what turns its values are made once for an engine; each time only the driver works.
Where the session has begun a transaction its own connection is asked, so that what was written in
it is seen. Whenever another connection was lost the session is asked, which knows how to get a new
one.
"""

import atexit
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar
from weakref import WeakSet

from flask import Flask
from sqlalchemy import CompoundSelect, Connection, Engine, Select
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.types import TypeEngine

from lms.platform.db import db

Turn = Callable[[Any], Any] | None
Row = tuple[Any, ...]
Asks = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]

ASKED: list[Callable[[str], object]] = []
"""Told of each statement's text; the tests count them."""


class Quick:
    """A statement, made ready at its first use; it may hold named values but no lists of them."""

    def __init__(self, statement: Asks) -> None:
        self.statement = statement
        """For those who must ask it through the session."""
        self._ready: dict[Engine, _Ready] = {}

    def rows(self, **values: object) -> Sequence[Row]:
        """All rows for these values of the statement's `bindparam`s."""
        engine = db.engine
        ready = self._ready.get(engine)
        if ready is None:
            ready = self._ready[engine] = _Ready(self.statement, engine.dialect)
        if db.session.registry.has() and db.session().in_transaction():
            db.session.flush()
            return ready.rows_on(db.session.connection(), values)
        found = ready.rows(engine, values)
        return found if found is not None else self._slowly(values)

    def _slowly(self, values: Mapping[str, object]) -> Sequence[Row]:
        rows = db.session.execute(self.statement, dict(values)).all()
        return [tuple(row) for row in rows]


class _Lines(threading.local):
    """Each thread's own connection to each database, in no transaction.

    Taking one from the pool, beginning, ending and giving it back costs more than the answer. A
    lost one is found out when it is used, and then the session asks instead. Those of a thread
    that has ended go back to the pool. A child that was forked uses none of its parent's, and
    closes none: both would speak into the parent's talk with the server.
    """

    engines: ClassVar[WeakSet[Engine]] = WeakSet()
    """Every database to which any thread has a line."""

    def __init__(self) -> None:
        self._kept: dict[Engine, Connection] = {}

    def line(self, engine: Engine) -> PoolProxiedConnection:
        """The one that is kept, else a new one."""
        line = self._kept.get(engine)
        if line is None:
            self.engines.add(engine)
            line = self._kept[engine] = _in_no_transaction(engine)
        return line.connection

    def drop(self, engine: Engine) -> None:
        """Keep no longer what failed."""
        line = self._kept.pop(engine)
        line.invalidate()
        line.close()

    def close(self) -> None:
        """Keep none."""
        for engine in [*self._kept]:
            self.drop(engine)

    def leave_to_the_parent(self) -> None:
        """In a child that was forked: begin with no line, and with pools that hold none."""
        _OF_THE_PARENT.append(self._kept)
        self._kept = {}
        for engine in self.engines:
            _OF_THE_PARENT.append(engine.pool)
            engine.dispose(close=False)


def _in_no_transaction(engine: Engine) -> Connection:
    """SQLite's driver begins none by itself, as it was told when it connected."""
    line = engine.connect()
    if engine.dialect.name == "sqlite":
        return line
    return line.execution_options(isolation_level="AUTOCOMMIT")


_LINES = _Lines()
_OF_THE_PARENT: list[object] = []
"""Never let go of: connections that nobody refers to are closed."""
atexit.register(_LINES.close)
os.register_at_fork(after_in_child=_LINES.leave_to_the_parent)


def hang_up(app: Flask) -> None:
    """Close what this process and thread have open to the app's database; before it forks.

    A child would take itself for the holder of its parent's locks on SQLite's file, which no
    system hands on: with the parent gone, another process could remove what the child has just
    written (https://www.sqlite.org/howtocorrupt.html, "Carrying an open database file across a
    fork").
    """
    with app.app_context():
        db.session.remove()
        _LINES.close()
        db.engine.dispose()


class _Ready:
    """A statement as one dialect's driver takes it."""

    def __init__(self, statement: Asks, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._dialect = dialect
        self._errors: type[Exception] = dialect.loaded_dbapi.Error
        self._text = str(compiled)
        self._fixed = dict(compiled.params)
        self._order = compiled.positiontup or ()
        self._turns = {
            name: turn
            for name, bind in compiled.binds.items()
            if (turn := _own(bind.type, dialect).bind_processor(dialect)) is not None
        }
        columns = [column.type for column in statement.selected_columns]
        turns = [_own(kind, dialect).result_processor(dialect, None) for kind in columns]
        self._results = [(place, turn) for place, turn in enumerate(turns) if turn is not None]

    def rows(self, engine: Engine, values: Mapping[str, object]) -> list[Row] | None:
        """The rows, asked on this thread's own line; None when that was lost.

        Raises DBAPIError, named as SQLAlchemy does, for what the database refuses: asked again, it
        would refuse again what it has perhaps spent seconds on.
        """
        line = _LINES.line(engine)
        try:
            return self._asked(line, values)
        except self._errors as error:
            lost = self._is_lost(error, line)
            _LINES.drop(engine)
            if lost:
                return None
            raise self._named(error) from error

    def rows_on(self, connection: Connection, values: Mapping[str, object]) -> list[Row]:
        """The rows, asked within a transaction; raises DBAPIError also when that was lost."""
        line = connection.connection
        try:
            return self._asked(line, values)
        except self._errors as error:
            if self._is_lost(error, line):
                connection.invalidate(error)
            raise self._named(error) from error

    def _asked(self, line: PoolProxiedConnection, values: Mapping[str, object]) -> list[Row]:
        for told in ASKED:
            told(self._text)
        cursor = line.cursor()
        cursor.execute(self._text, self._given(values))
        return [self._turned(row) for row in cursor.fetchall()]

    def _named(self, error: Exception) -> Exception:
        return DBAPIError.instance(
            self._text, None, error, self._errors, hide_parameters=True, dialect=self._dialect
        )

    def _is_lost(self, error: Exception, line: PoolProxiedConnection) -> bool:
        return self._dialect.is_disconnect(error, line, None)  # type: ignore[arg-type]  # the driver's

    def _given(self, values: Mapping[str, object]) -> Any:  # noqa: ANN401 - what a driver takes
        given = {**self._fixed, **values}
        for name, turn in self._turns.items():
            given[name] = turn(given[name])
        return tuple(given[name] for name in self._order) if self._order else given

    def _turned(self, row: Sequence[Any]) -> Row:
        turned = list(row)
        for place, turn in self._results:
            if turned[place] is not None:
                turned[place] = turn(turned[place])
        return tuple(turned)


def _own(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    """The type as the dialect has it."""
    return kind.dialect_impl(dialect)
