"""The Carpentries' lessons of today: config.yaml, episodes and what is for learners and teachers.

Source: https://carpentries.github.io/sandpaper-docs/
"""

from __future__ import annotations

import posixpath
import re

from lms.content.importing.chunks import without_chunks
from lms.content.importing.front import as_yaml, kept_facts, mapping, one_line, split_front
from lms.content.importing.names import text_path
from lms.content.importing.pictures import in_plain_places
from lms.content.importing.plain import TEXTS, take_landing
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved, Part, Source, Text

PARTS = {"learners": "Learners", "profiles": "Profiles", "instructors": "Instructors"}
"""Folders of further pages, after the episodes."""
_DEFINITION = re.compile(r"\s{0,3}\[([^\]]+)\]:\s*\S")


def fits(source: Source) -> bool:
    """Whether there are episodes."""
    return any(path.startswith("episodes/") for path in source.paths)


def carry(source: Source) -> Moved:
    """Episodes in the order of config.yaml, then the other parts."""
    config = mapping(as_yaml(source.text("config.yaml")))
    moved = Moved(facts={"title": one_line(str(config.get("title") or source.name))})
    moved.facts |= {"license": one_line(str(config["license"]))} if config.get("license") else {}
    moved.roots = ("episodes", "learners", "", "instructors", "profiles")
    opening = next((name for name in ("index.md", "README.md") if name in source.paths), "")
    if opening:
        facts = dict(moved.facts)
        take_landing(source, opening, moved)
        moved.facts |= facts
    shared = source.rows("links.md")
    moved.places |= {"links.md": ""} if shared else {}
    for folder, title in {"episodes": "Episodes", **PARTS}.items():
        listed = _listed(source, config.get(folder), folder, moved)
        paths = [_page(source, path, moved, shared) for path in listed]
        if paths:
            moved.parts.append(Part(title, paths))
    return moved


def _listed(source: Source, named: object, folder: str, moved: Moved) -> list[str]:
    """The pages that the configuration names, then the others by name."""
    there = source.below(folder, *TEXTS)
    names = named if isinstance(named, list) else []
    listed = [f"{folder}/{name}" for name in names if isinstance(name, str)]
    for path in listed:
        if path not in there:
            moved.tell_file("config.yaml", f'"{path}" is listed and is not there')
    first = [path for path in dict.fromkeys(listed) if path in there]
    if first and folder == "episodes":
        return first
    return [*first, *(path for path in there if path not in first)]


def _page(source: Source, path: str, moved: Moved, shared: list[Row]) -> str:
    rows = source.rows(path)
    values, body = split_front(rows, moved)
    facts = kept_facts(values, rows, moved)
    if path.startswith("instructors/"):
        facts["draft"] = True
        moved.tell_file(
            path, "a page for those who teach became a draft, which learners do not see"
        )
    body = in_plain_places(without_chunks([*body, *used(shared, body)], moved), moved)
    return moved.place(text_path(path), Text(body, facts), path)


def used(shared: list[Row], body: list[Row]) -> list[Row]:
    """Of the addresses that all pages share, those that this page names."""
    text = "\n".join(row.text.lower() for row in body)
    found = [Row("")]
    for row in shared:
        match = _DEFINITION.match(row.text)
        if match and f"[{match[1].lower()}]" in text:
            found.append(row)
    return found if len(found) > 1 else []


def name_of(path: str) -> str:
    """The file's name without its folder and suffix."""
    return posixpath.splitext(posixpath.basename(path))[0]
