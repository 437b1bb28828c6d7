"""The files of a source that are not in the course: none of them goes without a word."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator

from lms.content.assets import ASSET_TYPES
from lms.content.importing.shape import Moved, Source

MANY = 5
"""Files of one folder that are counted and not named."""
_TEXTS = (".md", ".ipynb", ".markdown", ".mdx", ".rmd", ".qmd")
_SETTINGS = (".toml", ".yml", ".yaml", ".lock", ".ini", ".cfg")
"""Of the tool that made the source; an import reads them or has no use for them."""


def tell_left_behind(source: Source, moved: Moved, taken: Collection[str]) -> None:
    """Report every file that neither became a text nor is in `taken`."""
    if source.only:
        return
    told = {left.path for left in moved.report if not left.line}
    written = (moved.landing, *(text.rows for text in moved.texts.values()))
    included = {row.path for rows in written for row in rows}
    included |= {term.path for term, _ in moved.terms.values()}
    known = {*taken, *moved.places, *told, *included}
    gone = [path for path in sorted(source.paths) if path not in known]
    texts = [path for path in gone if _suffix(path) in _TEXTS]
    files = [p for p in gone if _suffix(p) in ASSET_TYPES and p not in texts and not _is_hidden(p)]
    _tell(moved, texts, "this text is not part of the course; left behind")
    _tell(moved, files, "no text names it; left behind")
    others = [path for path in gone if path not in {*texts, *files} and _is_content(path)]
    for place, what in _by_folder(others):
        moved.tell_file(place, what)


def _tell(moved: Moved, paths: list[str], what: str) -> None:
    for path in paths:
        moved.tell_file(path, what)


def _by_folder(paths: list[str]) -> Iterator[tuple[str, str]]:
    """Files of kinds that are not published: each by its name, or a folder with their number."""
    folders: dict[str, list[str]] = {}
    for path in paths:
        folders.setdefault(posixpath.dirname(path), []).append(path)
    for folder, files in folders.items():
        if len(files) > MANY:
            kinds = ", ".join(sorted({_suffix(path) for path in files}))
            what = f"is of a kind that is not published; left behind: {len(files)} files ({kinds})"
            yield f"{folder}/" if folder else "", what
        else:
            yield from ((p, "is of a kind that is not published; left behind") for p in files)


def _is_content(path: str) -> bool:
    """Whether an author may miss the file: it is not hidden, and no setting of a tool."""
    is_aside = _is_hidden(path) or path.startswith("_")
    return not is_aside and _suffix(path) not in ("", *_SETTINGS)


def _is_hidden(path: str) -> bool:
    return path.startswith(".") or "/." in path


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1].lower()
