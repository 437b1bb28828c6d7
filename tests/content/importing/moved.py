"""Small sources of other tools, moved in."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lms.content.compile import Compiled, compile_course
from lms.content.course import Lesson
from lms.content.importing import Source, Written, carried
from lms.content.importing.shape import Left
from lms.content.sources import Asset, CourseSources

Files = dict[str, str | bytes]


@dataclass(frozen=True)
class Result:
    """A course that was moved in."""

    kind: str
    written: Written
    compiled: Compiled

    def text(self, path: str) -> str:
        """A file of the new course."""
        return self.written.texts[path].decode()

    @property
    def report(self) -> tuple[Left, ...]:
        """Without the files that were left behind as a whole."""
        return tuple(left for left in self.written.report if left.line)

    @property
    def told(self) -> list[str]:
        """What the report says, as "a.md:3 words"."""
        return [f"{left.path}:{left.line} {left.what}" for left in self.report]

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """Of the course in its own language."""
        return next(iter(self.compiled.courses.values())).lessons

    @property
    def titles(self) -> list[str]:
        """Of the lessons, in order."""
        return [lesson.title for lesson in self.lessons]

    @property
    def codes(self) -> set[str]:
        """What the compiler finds."""
        return {finding.code for finding in self.compiled.findings}

    @property
    def html(self) -> str:
        """Every lesson as it is shown, without the frames of icons."""
        parts = (str(part) for lesson in self.lessons for part in lesson.parts)
        return re.sub(r"(?s)<svg.*?</svg>", "", "".join(parts))


def moved(files: Files, form: str = "", only: str = "") -> Result:
    """The course that these files become."""
    raw = {path: t.encode() if isinstance(t, str) else t for path, t in files.items()}
    source = Source("source", set(raw), lambda path: raw.get(path, b""), only)
    kind, written = carried(source, "new", form)
    assets = {path: Asset("0" * 64) for path in [*written.files, *written.made]}
    return Result(kind, written, compile_course(CourseSources("new", written.texts, assets)))


def notebook(*cells: Mapping[str, object], language: str = "python") -> str:
    """A notebook of these cells, as Jupyter writes it."""
    about = {"language_info": {"name": language}}
    book = {"cells": list(cells), "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, indent=1)


def code(source: str, *outputs: Mapping[str, object]) -> dict[str, object]:
    """A cell of code with what it put out."""
    return {"cell_type": "code", "source": source, "outputs": list(outputs), "metadata": {}}


def prose(source: str, **more: object) -> dict[str, object]:
    """A cell of Markdown."""
    return {"cell_type": "markdown", "source": [source], "metadata": {}, **more}


def in_a_vault(files: Files) -> Result:
    """The same of a vault of Obsidian, whose texts may hold its marks and those of pymdown."""
    return moved({".obsidian/app.json": "{}", **files})
