"""The school of everybody, built once for each database and put back for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.house.school import COURSE, School, build, publish


@pytest.fixture(scope="session")
def built() -> dict[str, School]:
    """The schools that were built already, by the address of their database."""
    return {}


@pytest.fixture
def school(app: Flask, built: dict[str, School], tmp_path: Path) -> Iterator[School]:
    """The school of everybody."""
    publish(app, tmp_path)
    address = app.config["SETTINGS"].database
    if address in built:
        built[address].reopen()
    else:
        built[address] = build(app)
    yield built[address]
    app.extensions["library"].withdraw(COURSE)
