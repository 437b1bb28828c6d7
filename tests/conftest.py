"""A school on each database, emptied after each test, and people to be in it."""

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from lms.accounts.models import User
from lms.app import create_app
from lms.content.compile import compile_course
from lms.content.library.reading import course_folders, read_course
from lms.platform import jobs, seldom, visitors
from lms.platform.config import Settings, read_settings
from lms.platform.db import Base, db
from tests import people, postgres
from tests.visitor import Visitor

COURSES = Path(__file__).parent / "courses"
DATABASES = ("sqlite", "postgresql")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say loudly where PostgreSQL is missing; in CI nothing may be skipped."""
    if postgres.programs() is not None or os.environ.get("CI"):
        return
    warnings.warn(
        "PostgreSQL is not here: every test on it is SKIPPED", pytest.PytestWarning, stacklevel=1
    )
    for item in items:
        if "postgresql" in item.name:
            item.add_marker(pytest.mark.skip(reason="PostgreSQL's server is not installed"))


def settings_in(folder: Path, **more: str) -> Settings:
    """Settings of a school that lives in a folder of the test's own."""
    environ = {
        "LMS_MODE": "test",
        "LMS_SECRET_KEY": "k" * 40,
        "LMS_BASE_URL": "http://localhost",
        "LMS_DATA_DIR": str(folder / "data"),
        "LMS_COURSES_DIR": str(COURSES),
        "LMS_SQLITE_SYNCHRONOUS": "OFF",
        "LMS_STRIPE_SECRET_KEY": "sk_test_standin",
        "LMS_STRIPE_WEBHOOK_SECRET": "whsec_tests",
    }
    return read_settings(environ | more)


class Schools:
    """One app a database, made when first asked for, kept for all tests of this process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._apps: dict[str, Flask] = {}
        self._stack = ExitStack()

    def on(self, kind: str) -> Flask:
        """The school on this kind of database."""
        if kind not in self._apps:
            address = (
                {}
                if kind == "sqlite"
                else {"LMS_DATABASE_URL": self._stack.enter_context(postgres.cluster())}
            )
            app = create_app(settings_in(self._folder / kind, **address))
            for folder in course_folders(COURSES):
                shelf = app.extensions["library"]
                shelf.publish(compile_course(read_course(folder)), revision=1)
            with app.app_context():
                db.create_all()
                self._stack.callback(self._close, app)
            self._apps[kind] = app
        return self._apps[kind]

    @staticmethod
    def _close(app: Flask) -> None:
        with app.app_context():
            db.engine.dispose()

    def close(self) -> None:
        """Throw everything away."""
        self._stack.close()


@pytest.fixture(scope="session")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Schools]:
    made = Schools(tmp_path_factory.mktemp("schools"))
    yield made
    made.close()


@pytest.fixture(params=DATABASES)
def app(request: pytest.FixtureRequest, schools: Schools) -> Iterator[Flask]:
    """The school, empty of people, on SQLite and on PostgreSQL; its context is open."""
    school = schools.on(request.param)
    with school.app_context():
        yield school
        db.session.rollback()
        with db.engine.connect().execution_options(sqlite_write=True) as connection:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
            connection.commit()
        db.session.remove()
        visitors.forget(school)
        seldom.forget(school)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who is not logged in."""
    return Visitor(app)


@pytest.fixture
def login_as(app: Flask) -> Callable[[User | str], Visitor]:
    """Be a person: one who exists, or a new one by name."""

    def log_in(who: User | str) -> Visitor:
        user = people.make_person(who) if isinstance(who, str) else who
        return Visitor(app).log_in(user)

    return log_in


@pytest.fixture
def work(app: Flask) -> Callable[[], int]:
    """Carry out every job that is due, as the worker would; how many were done."""

    def carry_out() -> int:
        done = jobs.run_due()
        db.session.rollback()
        return done

    return carry_out
