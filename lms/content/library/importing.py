"""Courses that were written for other tools, copied into a folder of ours."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from lms.content.library.reading import read_course
from lms.content.sources import CourseSources
from lms.content.words import LANGUAGES

CARPENTRIES_PARTS = ("learners", "profiles")
"""Folders of further pages, after the episodes."""
CARPENTRIES_SHARED = ("data", "fig", "files")
"""Folders of the episodes' files, which every page names as if they lay beside it."""


class NothingToImport(ValueError):
    """The folder is none that can be imported; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Where the texts are and what is known about them."""

    root: Path
    """The folder to copy."""
    facts: dict[str, Any] = field(default_factory=dict)
    """Front matter for course.md."""
    summary: str = ""
    """A SUMMARY.md to write; empty to leave what is there."""


def import_course(source: Path, target: Path) -> str:
    """Copy a course into the new folder `target`; the name of what it was written for."""
    if not source.is_dir():
        raise NothingToImport(f"{source} is no folder")
    if target.exists() and any(target.iterdir()):
        raise NothingToImport(f"{target} is not empty")
    kind, imported = _look_at(source)
    if not read_course(imported.root).texts:
        raise NothingToImport(f"{source} holds no Markdown")
    _copy(imported, target)
    return kind


def _look_at(source: Path) -> tuple[str, Imported]:
    if (source / "episodes").is_dir():
        return "Carpentries", _carpentries(source)
    if (source / "book.toml").is_file():
        return "mdBook", _mdbook(source)
    return "plain Markdown", Imported(source, {"title": _first_heading(source) or source.name})


def _carpentries(source: Path) -> Imported:
    config = _yaml(source / "config.yaml")
    named = config.get("episodes") or []
    episodes = named if isinstance(named, list) else []
    listed = [f"episodes/{name}" for name in episodes if isinstance(name, str)]
    listed = listed or _below(source, "episodes")
    parts = ["# Episodes", "", *(f"- []({path})" for path in listed if (source / path).is_file())]
    for part in CARPENTRIES_PARTS:
        pages = [f"- []({path})" for path in _below(source, part)]
        parts += ["", f"# {part.capitalize()}", "", *pages] if pages else []
    facts = {"title": str(config.get("title") or source.name)}
    facts |= {"license": str(config["license"])} if config.get("license") else {}
    return Imported(source, facts, "# Summary\n\n" + "\n".join(parts) + "\n")


def _mdbook(source: Path) -> Imported:
    try:
        book = tomllib.loads((source / "book.toml").read_text(encoding="utf-8")).get("book", {})
    except (ValueError, OSError):
        book = {}
    root = source / str(book.get("src", "src"))
    if not root.resolve().is_relative_to(source.resolve()) or not root.is_dir():
        raise NothingToImport(f"{root} is no folder")
    facts = {"title": str(book.get("title") or source.name)}
    facts |= {"summary": str(book["description"])} if book.get("description") else {}
    facts |= {"language": book["language"]} if book.get("language") in LANGUAGES else {}
    return Imported(root, facts)


def _copy(imported: Imported, target: Path) -> None:
    """Copy what a course may hold, and add what it needs."""
    sources = read_course(imported.root)
    for path, content in sources.texts.items():
        _write(target / path, content)
    for path, asset in sources.assets.items():
        if asset.file:
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(asset.file, target / path)
    if imported.summary:
        _share(sources, target)
    if "course.md" not in sources.texts:
        facts = {"summary": imported.facts["title"], **imported.facts}
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
        _write(target / "course.md", "\n".join(["---", *lines, "---", ""]).encode())
    if imported.summary:
        _write(target / "SUMMARY.md", imported.summary.encode())


def _share(sources: CourseSources, target: Path) -> None:
    """Copy the episodes' files beside those other pages that name them."""
    for path, asset in sources.assets.items():
        name = path.removeprefix("episodes/")
        if not asset.file or name == path or name.split("/")[0] not in CARPENTRIES_SHARED:
            continue
        for part in CARPENTRIES_PARTS:
            pages = (text for page, text in sources.texts.items() if page.startswith(f"{part}/"))
            if any(name.encode() in text for text in pages):
                (target / part / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(asset.file, target / part / name)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _below(source: Path, part: str) -> list[str]:
    return sorted(posixpath.join(part, file.name) for file in (source / part).glob("*.md"))


def _yaml(file: Path) -> dict[str, Any]:
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _first_heading(source: Path) -> str:
    """The first heading of a README or index; empty without one."""
    for line in _lines(source):
        if match := re.match(r"#\s+(.+?)\s*#*$", line):
            return match[1]
    return ""


def _lines(source: Path) -> Iterator[str]:
    for name in ("README.md", "index.md"):
        file = source / name
        if file.is_file():
            yield from file.read_text(encoding="utf-8", errors="replace").splitlines()
