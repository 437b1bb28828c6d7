"""The stand-in's memory: one SQLite file, one connection, one thread at a time."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lms.standin.refusals import Json, missing

TABLES = """
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    parent TEXT,
    body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS objects_kind ON objects (kind, parent, seq);
CREATE TABLE IF NOT EXISTS promises (
    session TEXT PRIMARY KEY,
    arrives INTEGER NOT NULL,
    due REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    due REAL NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting',
    answer TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS deliveries_state ON deliveries (state, due);
CREATE INDEX IF NOT EXISTS deliveries_event ON deliveries (event);
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL,
    at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS switches (name TEXT PRIMARY KEY, value REAL NOT NULL);
UPDATE deliveries SET state = 'waiting' WHERE state = 'sending';
"""

Value = str | int | float | None


class Store:
    """Objects as JSON under their id, and the few tables that are nobody's object."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(TABLES)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or none; one inside another is part of the outer one."""
        with self._lock:
            if self._depth:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            else:
                self._db.execute("COMMIT")
            finally:
                self._depth = 0

    def rows(self, sql: str, *values: Value) -> list[sqlite3.Row]:
        """Run one statement and return what it yields."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def put(self, body: Json, parent: str | None = None) -> Json:
        """Keep an object, new or changed, under its own id."""
        self.rows(
            "INSERT INTO objects (id, kind, parent, body) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            *(body["id"], body["object"], parent, json.dumps(body)),
        )
        return body

    def find(self, kind: str, id: str) -> Json | None:
        """The object, when there is one."""
        found = self.rows("SELECT body FROM objects WHERE kind = ? AND id = ?", kind, id)
        return json.loads(found[0]["body"]) if found else None

    def get(self, kind: str, id: str, param: str = "id") -> Json:
        """The object, or Stripe's refusal that names the parameter."""
        if (body := self.find(kind, id)) is None:
            raise missing(kind, id, param)
        return body

    def ids(self, kind: str, parent: str | None = None) -> list[str]:
        """Ids of all objects of a kind (and a parent), newest first."""
        found = self.rows(
            "SELECT id FROM objects WHERE kind = ? AND (? IS NULL OR parent = ?) ORDER BY seq DESC",
            *(kind, parent, parent),
        )
        return [row["id"] for row in found]

    def switch(self, name: str) -> float:
        """The position of a switch; 0 until somebody turns it."""
        found = self.rows("SELECT value FROM switches WHERE name = ?", name)
        return float(found[0]["value"]) if found else 0.0

    def turn(self, name: str, value: float) -> None:
        """Put a switch into a position; it stays there after a restart."""
        self.rows("INSERT OR REPLACE INTO switches (name, value) VALUES (?, ?)", name, value)
