"""A course in git that the school pulls."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from lms.content import shelf
from lms.content.library.branches import branches, forget_branch
from lms.platform import jobs
from tests.content.repos import Repo, text_about

SECRET = "the-host-and-we-know-this"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Two lessons in a subfolder's place: the root."""
    made = Repo(tmp_path / "origin")
    made.write("01-flour/01-grain.md", text_about("Grain"))
    made.write("01-flour/02-water.md", text_about("Water"))
    made.commit()
    return made


@pytest.fixture
def pulled(
    app: Flask, repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], None]]:
    """Pull the course "loaf" from the repository, as the job does."""
    settings = replace(
        app.config["SETTINGS"],
        data_dir=tmp_path / "data",
        git_courses=f"loaf {repo.folder} main",
        git_webhook_secret=SECRET,
    )
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    shelved = app.extensions["library"]
    yield lambda: jobs.ACTS["content.pull"](course="loaf")
    shelved.withdraw("loaf")
    for branch in branches(shelved.folder, "loaf"):
        forget_branch(shelved.folder, "loaf", branch.key)


def addresses() -> list[str]:
    """Of its lessons, as they are read now."""
    course = shelf.library().course("loaf")
    return [lesson.address for lesson in course.lessons] if course else []
