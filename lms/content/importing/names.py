"""Names for the files of a course: such as every disk and every address can bear."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable

from lms.content.addresses import lesson_address, split_language

LONGEST_NAME = 80
"""Characters of one name."""
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")
_MOST_ADDRESS = 200
_SUFFIX = re.compile(r"\.[^\W_]{1,11}\Z")
"""Of a file's kind; "1. Bread" has none."""


def safe_name(name: str) -> str:
    """A name without what a disk, a shell or an address could take for something else."""
    plain = unicodedata.normalize("NFC", name)
    plain = re.sub(r"[^\w.()+-]+", "-", plain).strip("-")
    suffix = match[0] if (match := _SUFFIX.search(plain)) else ""
    stem = plain.removesuffix(suffix)
    plain = stem[: LONGEST_NAME - len(suffix)].rstrip(".-") + suffix
    plain = re.sub(r"^[._]+", "", plain)
    return f"x-{plain}" if not plain or _RESERVED.match(plain) else plain


def safe_path(path: str) -> str:
    """Each name of a path made safe; hidden folders come to light."""
    return "/".join(safe_name(name) for name in path.split("/") if name not in ("", ".", ".."))


def text_path(path: str) -> str:
    """A safe path that ends in `.md`."""
    stem = re.sub(r"\.(md|markdown|mdx|rmd|qmd|ipynb|txt|gift)$", "", path, flags=re.IGNORECASE)
    return safe_path(f"{stem}.md")


def _free(stem: str) -> str:
    """A name that means nothing of its own in a course, as `glossary` and `SUMMARY` do."""
    folder, name = posixpath.split(stem)
    if name.lower() == "glossary":
        return posixpath.join(folder, "terms")
    return f"{stem}-page" if stem in ("course", "SUMMARY") else stem


def apart(paths: Iterable[str]) -> dict[str, str]:
    """New names for texts whose addresses would be empty, too long or the same as another's."""
    taken: set[tuple[str, str]] = set()
    renamed: dict[str, str] = {}
    for path in paths:
        stem, language = split_language(path)
        name, number = _free(stem), 2
        stem = name
        if not lesson_address(f"{stem}.md"):
            name = stem = posixpath.join(posixpath.dirname(stem), f"page-{len(taken) + 1}")
        if len(lesson_address(f"{stem}.md")) > _MOST_ADDRESS:
            name = stem = posixpath.basename(stem)
        while (lesson_address(f"{name}.md"), language) in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add((lesson_address(f"{name}.md"), language))
        new = f"{name}.{language}.md" if language else f"{name}.md"
        if new != path:
            renamed[path] = new
    return renamed
