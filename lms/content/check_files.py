"""A course's files from outside: their names, and whether any text names them."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from lms.content.findings import ERROR, WARNING, Finding

LONGEST_NAME = 255
"""Bytes; what the usual file systems take."""
BESIDE = frozenset({".vtt"})
"""Files that belong to a neighbour of the same name: captions to their film."""


def odd_names(paths: Iterable[str]) -> Iterator[Finding]:
    """Names that some disks cannot hold, or hold as one."""
    seen: dict[str, str] = {}
    for path in sorted(paths):
        yield from _too_long(path)
        for part in _with_folders(path):
            alike = unicodedata.normalize("NFC", part).casefold()
            if seen.setdefault(alike, part) != part:
                message = f'differs from "{seen[alike]}" only in small and capital letters'
                hint = "rename one: on a Mac and on Windows they are the same name"
                yield Finding(WARNING, "C010", path, 0, 0, message, hint)


def _too_long(path: str) -> Iterator[Finding]:
    longest = max(len(part.encode("utf-8", "replace")) for part in path.split("/"))
    if longest > LONGEST_NAME:
        message = f"a name of {longest} bytes; {LONGEST_NAME} are the most"
        yield Finding(ERROR, "C012", path, 0, 0, message, "give it a shorter name")


def _with_folders(path: str) -> Iterator[str]:
    """The path and those of the folders around it, the outermost first."""
    parts = path.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts) + 1))


def unused(texts: Iterable[bytes], assets: Iterable[str]) -> Iterator[Finding]:
    """Files that no text of the course, and nothing that one includes, names."""
    everything = b"\n".join(texts)
    for path in sorted(assets):
        if not is_named(path, everything):
            message, hint = "no text of the course names it", "show it, link to it, or delete it"
            yield Finding(WARNING, "C011", path, 0, 0, message, hint)


def is_named(path: str, everything: bytes) -> bool:
    """Whether these texts may mean the file."""
    return any(name.encode("utf-8", "replace") in everything for name in _names(path))


def _names(path: str) -> Iterator[str]:
    """What a text may write when it means the file."""
    name = posixpath.basename(path)
    base, suffix = posixpath.splitext(name)
    if suffix.lower() in BESIDE:
        yield f"{base}."
    yield from (name, quote(name))
