"""A digest of all that a text includes: it changes with every one of those files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from lms.content.includes import Files, named


def digest(text: str, path: str, files: Files, said: Callable[[str], str] | None = None) -> str:
    """Changes with every file that the text includes, however far; empty when there is none.

    `said` is what a file says, by its path; what it holds, where nothing else is asked for.
    """
    says = said or files.__getitem__
    listing = "\n".join(
        f"{_hashed(says(where))} {where}" for where in sorted(_far(text, path, files))
    )
    return _hashed(listing) if listing else ""


def _far(text: str, path: str, files: Files) -> set[str]:
    """The path of every file that the text includes, however far."""
    found: set[str] = set()
    left = [(text, path)]
    while left:
        for where in named(*left.pop()):
            if where in files and where not in found:
                found.add(where)
                left.append((files[where], where))
    return found


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
