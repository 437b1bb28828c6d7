"""Statements asked past the session: the same rows, what was written is seen, trouble is named."""

import gc
import os
import threading
from pathlib import Path

import pytest
from click import ClickException
from flask import Flask
from sqlalchemy import bindparam, event, literal_column, select, text
from sqlalchemy.exc import DBAPIError

from lms.accounts.models import User
from lms.app import create_app
from lms.platform import quick
from lms.platform.config import read_settings
from lms.platform.db import THREADS, db, transaction
from lms.platform.quick import Quick
from lms.serve import require_migrated
from tests.people import make_person

PERSON = (User.name, User.created_at, User.closed_at)


def named() -> Quick:
    return Quick(select(*PERSON).where(User.handle == bindparam("handle")))


def test_the_rows_are_those_of_the_session(app: Flask) -> None:
    user = make_person("Ada")
    asked = {"handle": user.handle}
    with transaction():
        theirs = [tuple(row) for row in db.session.execute(named().statement, asked)]
    assert named().rows(**asked) == theirs == [("Ada", user.created_at, None)]


def test_inside_a_transaction_it_sees_what_was_written(app: Flask) -> None:
    user = make_person("Ada")
    question = named()
    with transaction():
        db.session.get_one(User, user.id).name = "Ada Rossi"
        db.session.flush()
        assert question.rows(handle=user.handle)[0][0] == "Ada Rossi"


def test_a_connection_that_was_lost_is_replaced(app: Flask) -> None:
    user, question = make_person("Ada"), named()
    handle = user.handle
    db.session.rollback()
    question.rows(handle=handle)
    for _ in range(2):
        quick._LINES.line(db.engine).driver_connection.close()  # type: ignore[union-attr]  # the driver's own
        assert question.rows(handle=handle)[0][0] == "Ada"
        db.session.rollback()


def test_a_server_that_was_started_anew_is_asked_again(app: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        return  # it has no server
    user, question = make_person("Ada"), named()
    handle = user.handle
    db.session.rollback()
    question.rows(handle=handle)
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    with db.engine.connect() as line:
        line.execute(text(f"{others} AND datname = current_database()"))
    assert question.rows(handle=handle)[0][0] == "Ada"


def test_what_the_database_refuses_is_not_asked_again(app: Flask) -> None:
    asked: list[str] = []
    wrong = Quick(select(literal_column("no_such_column")).select_from(User))

    @event.listens_for(db.engine, "before_cursor_execute")
    def count(*told: object) -> None:
        asked.append(str(told[2]))

    with pytest.raises(DBAPIError, match="no_such_column"):
        wrong.rows()
    event.remove(db.engine, "before_cursor_execute", count)
    assert not asked


def test_each_thread_has_a_line_of_its_own(app: Flask) -> None:
    user, question, seen = make_person("Ada"), named(), []
    handle = user.handle
    db.session.rollback()

    together = threading.Barrier(4, timeout=30)

    def ask() -> None:
        with app.app_context():
            assert question.rows(handle=handle)[0][0] == "Ada"
            seen.append(id(quick._LINES.line(db.engine).driver_connection))
            together.wait()

    before = db.engine.pool.checkedout()  # type: ignore[attr-defined]  # of the pools we use
    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 4
    del threads, thread  # their lines are back in the pool
    gc.collect()
    assert db.engine.pool.checkedout() == before  # type: ignore[attr-defined]  # as above
    with transaction():
        db.session.get_one(User, user.id).name = "Bea"
        db.session.flush()
        db.session.rollback()
    assert question.rows(handle=handle)[0][0] == "Ada"


@pytest.mark.filterwarnings("ignore:.*fork")  # newer Pythons warn of it where there are threads
def test_a_child_asks_on_a_line_of_its_own_and_leaves_its_parents_alone(app: Flask) -> None:
    user, question = make_person("Ada"), named()
    handle = user.handle
    db.session.remove()
    assert question.rows(handle=handle)[0][0] == "Ada"
    ours = quick._LINES.line(db.engine).driver_connection
    child = os.fork()
    if not child:
        status = 1
        try:
            found = question.rows(handle=handle)
            theirs = quick._LINES.line(db.engine).driver_connection
            quick._LINES.close()  # as a process does that ends
            db.engine.dispose()
            gc.collect()
            status = 0 if found[0][0] == "Ada" and theirs is not ours else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert question.rows(handle=handle)[0][0] == "Ada"
    assert quick._LINES.line(db.engine).driver_connection is ours


def open_files(folder: Path) -> list[str]:
    """The files of a folder that this process holds open."""
    held = [Path("/proc/self/fd", number) for number in os.listdir("/proc/self/fd")]
    names = [os.readlink(file) for file in held if file.is_symlink()]
    return [name for name in names if name.startswith(str(folder))]


def test_before_web_processes_are_forked_nothing_is_open_to_the_database(tmp_path: Path) -> None:
    """A child would take itself for the holder of locks that only its parent has."""
    places = {"LMS_DATA_DIR": str(tmp_path), "LMS_COURSES_DIR": str(tmp_path)}
    settings = read_settings({"LMS_MODE": "test", **places})
    with pytest.raises(ClickException, match="upgrade"):
        require_migrated(settings)
    assert open_files(tmp_path) == []
    school = create_app(settings)
    with school.app_context():
        db.create_all()
        named().rows(handle="nobody")
        db.session.scalars(select(User.id)).all()
        assert open_files(tmp_path) != []
    quick.hang_up(school)
    assert open_files(tmp_path) == []


def test_there_are_connections_for_every_thread(app: Flask) -> None:
    assert db.engine.pool.size() >= 2 * THREADS  # type: ignore[attr-defined]  # as above


def test_an_error_has_the_name_that_the_house_expects(app: Flask) -> None:
    make_person("Ada")
    broken = Quick(select(User.id).where(User.handle == bindparam("handle")))
    with pytest.raises(DBAPIError):
        broken.rows(handle=object())
