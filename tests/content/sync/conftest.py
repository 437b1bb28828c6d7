"""A course on disk and a library to sync it into."""

from pathlib import Path

import pytest

from lms.content.library import Library
from tests.content.courses import COURSE

TEXT = "# Grain\n\n" + "Flour and water and salt, and a long night in a cool place. " * 5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course on disk."""
    chapter = tmp_path / "courses" / "bread" / "01-flour"
    chapter.mkdir(parents=True)
    (chapter.parent / "course.md").write_text(COURSE)
    (chapter / "01-grain.md").write_text(TEXT)
    (chapter / "02-water.md").write_text("# Water\n\nFrom the well.")
    return chapter.parent


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library(tmp_path / "library")
