"""The school's own pages (terms, privacy, about): Markdown files, read when they are asked for."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from lms.content import shelf
from lms.content.fields import text
from lms.content.page import CourseMap, only_html
from lms.content.parse import parse
from lms.content.render import render
from lms.platform import assets

NAME = re.compile(r"[a-z][a-z0-9-]{0,60}")


@dataclass(frozen=True, slots=True)
class Text:
    """One page of the school."""

    title: str
    html: Markup
    language: str


def names() -> tuple[str, ...]:
    """Every page there is, by the alphabet."""
    return tuple(sorted(file.stem for file in _folder().glob("*.md") if "." not in file.stem))


def find(name: str, language: str) -> Text | None:
    """The page in this language, else in English; None when there is none of this name."""
    if not NAME.fullmatch(name):
        return None
    for file, spoken in ((f"{name}.{language}.md", language), (f"{name}.md", "en")):
        path = _folder() / file
        if path.is_file():
            return _made(path, spoken, path.stat().st_mtime_ns)
    return None


def _folder() -> Path:
    return assets.folder("templates") / "pages"


@lru_cache(maxsize=64)
def _made(path: Path, language: str, changed_at: int) -> Text:
    """Compiled once for each state of the file."""
    page = parse(path.name, path.read_bytes(), {"title": text})
    made = render(path.name, page.front.body, language, CourseMap("pages"))
    title = str(page.front.values.get("title") or made.title or path.stem)
    return Text(title, shelf.with_icons(only_html(made.parts)), language)
