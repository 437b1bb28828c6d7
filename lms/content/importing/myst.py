"""MyST and Jupyter Book: texts and notebooks in the order of `_toc.yml` or `myst.yml`.

Source: https://jupyterbook.org/en/stable/structure/toc.html
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lms.content.addresses import joined
from lms.content.importing import plain
from lms.content.importing.front import as_yaml, mapping, one_line
from lms.content.importing.names import text_path
from lms.content.importing.shape import Moved, Part, Source

_SUFFIXES = ("", ".md", ".ipynb", ".markdown")
DEEPEST = 10


def fits(source: Source) -> bool:
    """Whether a table of contents of Jupyter Book or MyST lies there."""
    return bool(_contents(source))


def carry(source: Source) -> Moved:
    """Every text that the contents list, in their order, with captions as parts."""
    path = _contents(source)
    root = posixpath.dirname(path)
    toc = as_yaml(source.text(path))
    config = mapping(as_yaml(source.text(posixpath.join(root, "_config.yml"))))
    if path.endswith("myst.yml"):
        project = mapping(mapping(toc).get("project"))
        config, toc = project, project.get("toc")
    moved = Moved(facts={"title": one_line(str(config.get("title") or source.name))})
    moved.home, moved.roots = root, (root, "")
    author = config.get("author")
    moved.facts |= {"instructors": [one_line(author)]} if isinstance(author, str) else {}
    for title, names in _parts(toc):
        paths = [place for name in names if (place := _take(source, root, name, moved))]
        if paths:
            moved.parts.append(Part(title, paths))
    return moved if moved.texts else plain.carry(source)


def _contents(source: Source) -> str:
    names = ("_toc.yml", "myst.yml")
    found = [path for path in source.paths if posixpath.basename(path) in names]
    return min(found, key=lambda path: (path.count("/"), path), default="")


def _parts(toc: object) -> Iterator[tuple[str, list[str]]]:
    """Titles with the files below them; both the old and the new form of the contents."""
    if isinstance(toc, list):
        toc = {"chapters": toc}
    found = mapping(toc)
    opening = [found["root"]] if isinstance(found.get("root"), str) else []
    loose = [*opening, *_files(found.get("chapters"), 0), *_files(found.get("sections"), 0)]
    yield "", loose
    parts = found.get("parts")
    for part in parts if isinstance(parts, list) else []:
        said = mapping(part)
        listed = [*_files(said.get("chapters"), 0), *_files(said.get("sections"), 0)]
        yield one_line(str(said.get("caption") or "…")), listed


def _files(entries: object, depth: int) -> Iterator[str]:
    """Files in order, with those below them."""
    for entry in entries if isinstance(entries, list) and depth < DEEPEST else []:
        said = {"file": entry} if isinstance(entry, str) else mapping(entry)
        if isinstance(said.get("file"), str):
            yield said["file"]
        for key in ("sections", "chapters", "children"):
            yield from _files(said.get(key), depth + 1)


def _take(source: Source, root: str, name: str, moved: Moved) -> str:
    """Add the text; its new path, or nothing when it is not there or was there before."""
    bases = [joined(root, name + suffix) for suffix in _SUFFIXES]
    path = next((path for path in bases if path and path in source.paths), "")
    if not path or not path.lower().endswith(plain.TEXTS):
        moved.tell_file(_contents(source), f'"{name}" is listed and is no text that can be read')
        return ""
    if path in moved.places:
        moved.tell_file(_contents(source), f'"{name}" is listed twice')
        return ""
    text = plain.lesson(source, path, moved)
    new = text_path(posixpath.relpath(path, root or "."))
    return moved.place(new, text, path) if text else ""
