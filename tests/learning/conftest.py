"""Courses of a test's own, beside the bread course that every test has."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask

from lms.content.compile import compile_course
from lms.content.course import Course
from lms.content.library.reading import read_course

Publish = Callable[[Mapping[str, str]], Course]


@pytest.fixture
def publish(app: Flask, tmp_path: Path) -> Iterator[Publish]:
    """Publish these files as the course "clay"; a second call is its next state."""
    library = app.extensions["library"]

    def publish_files(files: Mapping[str, str]) -> Course:
        for name, text in (
            {"course.md": "---\ntitle: Clay\nsummary: Pots.\n---\n"} | dict(files)
        ).items():
            path = tmp_path / "clay" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        compiled = compile_course(read_course(tmp_path / "clay"))
        assert not compiled.has_errors, compiled.findings
        library.publish(compiled, 1)
        course: Course = library.course("clay")
        return course

    yield publish_files
    library.withdraw("clay")
