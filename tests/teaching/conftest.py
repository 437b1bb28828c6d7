"""A course in git, and who teaches it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests import people
from tests.content.repos import Repo, text_about
from tests.visitor import Visitor

LogIn = Callable[..., Visitor]
COURSE = "---\ntitle: Loaf\nsummary: Bread.\n---\nBread.\n"


@pytest.fixture
def repo(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repo]:
    """The repository of the course "loaf", which the school's settings name."""
    made = Repo(tmp_path / "origin")
    made.write("course.md", COURSE)
    made.write("01-grain.md", text_about("Grain"))
    made.write("02-water.md", text_about("Water"))
    made.commit()
    settings = replace(
        app.config["SETTINGS"],
        data_dir=tmp_path / "data",
        courses_dir=tmp_path / "courses",
        git_courses=f"loaf {made.folder}",
    )
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    yield made
    for slug in ("loaf", "cake"):
        app.extensions["library"].withdraw(slug)
    app.extensions["editions"].clear()


@pytest.fixture
def ivo(repo: Repo, login_as: LogIn) -> Visitor:
    """The instructor of the course."""
    user = people.make_person("Ivo")
    people.make_instructor(user, "loaf")
    return login_as(user)
