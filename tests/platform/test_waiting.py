"""Nobody waits for ever: a held lock is answered 503, and who lost a race is told so."""

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import event, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

from lms.accounts import actions, queries
from lms.accounts.models import User
from lms.platform.db import PATIENCE, db, transaction
from lms.platform.errors import Refused
from tests.people import PASSWORD, make_admin, make_person
from tests.visitor import Visitor


@pytest.fixture
def impatient(app: Flask) -> Iterator[None]:
    """Each new connection waits for a lock a fifth of a second, not five."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    less = "PRAGMA busy_timeout=200" if is_sqlite else "SET lock_timeout=200"

    def hurry(connection: object, _: ConnectionPoolEntry) -> None:
        connection.cursor().execute(less)  # type: ignore[attr-defined]  # a connection of either driver
        connection.commit()  # type: ignore[attr-defined]

    db.session.rollback()
    db.engine.dispose()
    event.listen(db.engine, "connect", hurry)
    yield
    event.remove(db.engine, "connect", hurry)
    db.session.rollback()
    db.engine.dispose()


def test_postgresql_has_the_limits(app: Flask) -> None:
    if db.engine.dialect.name != "postgresql":
        return
    for name, most in PATIENCE.items():
        asked = text("SELECT setting FROM pg_settings WHERE name = :name")
        assert db.session.scalar(asked, {"name": name}) == str(most)


def test_a_held_lock_is_answered_503(app: Flask, impatient: None) -> None:
    alice = make_person("Alice", password=PASSWORD)
    login = Visitor(app).log_in(alice)
    fields = {"name": "Alicia", "handle": "alice", "language": "en", "time_zone": "Europe/Rome"}
    with db.engine.connect().execution_options(sqlite_write=True) as other:
        other.execute(update(User).where(User.id == alice.id).values(name="held"))
        page = login.post("/account", fields)
        other.rollback()
    assert page.status == 503
    assert "Closed for a moment" in page.text
    assert login.post("/account", fields).status == 303


def test_who_lost_a_race_is_asked_to_try_again(
    app: Flask, login_as: Callable[[str], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def collide(*_: object) -> None:
        raise IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed"))

    alice = login_as("Alice")
    monkeypatch.setattr(actions, "end_other_sessions", collide)
    page = alice.post("/account/sessions/delete")
    assert page.status == 409
    assert "Somebody was quicker. Please try again." in page.text


def test_two_last_admins_cannot_leave_at_once(app: Flask) -> None:
    ids = [make_admin("Ada").id, make_admin("Grace").id]
    both = threading.Barrier(2)
    refused: list[str] = []

    def leave(number: int) -> None:
        with app.app_context():
            both.wait()
            try:
                with transaction():
                    actions.withdraw_admin(db.session.get_one(User, number), None)
            except Refused as no:
                refused.append(str(no))

    threads = [threading.Thread(target=leave, args=(number,)) for number in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert len(refused) == 1
    with transaction():
        assert len(queries.admins_locked()) == 1
