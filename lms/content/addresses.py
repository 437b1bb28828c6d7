"""From paths to addresses, and from what a link says to a path."""

from __future__ import annotations

import posixpath
import re
import unicodedata

from lms.content.words import LANGUAGES

NUMBER = re.compile(r"^(\d+)[-_. ]+(?=.)")
COURSE = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


def can_be_address(folder: str) -> bool:
    """Whether a course's folder has a name that can stand in addresses and columns as it is."""
    return COURSE.fullmatch(folder) is not None


def why_no_address(folder: str) -> str:
    """What to tell whoever wants to begin a course of this name; empty where it is good."""
    return (
        "" if can_be_address(folder) else f'"{folder}" cannot be an address; as in: bread-at-home'
    )


def slug(name: str) -> str:
    """ "03-Perché no?" becomes "perche-no"; may be empty."""
    plain = unicodedata.normalize("NFKD", NUMBER.sub("", name))
    letters = "".join(c for c in plain.lower() if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def stem(path: str) -> str:
    """The path without suffix and language: what translations of one text share."""
    return split_language(path)[0]


def split_language(path: str) -> tuple[str, str]:
    """("01-a/02-b", "it") of "01-a/02-b.it.md"; the language is empty when none is named."""
    base = path.removesuffix(".md")
    head, dot, tail = base.rpartition(".")
    if dot and tail in LANGUAGES and posixpath.basename(head):
        return head, tail
    return base, ""


def lesson_address(path: str) -> str:
    """Where the lesson of this file is found: "why-community/three-circles"."""
    return "/".join(filter(None, map(slug, stem(path).split("/"))))


def sort_key(name: str) -> tuple[int, str]:
    """Numbered names by their number, the others after them by the alphabet."""
    match = NUMBER.match(name)
    number = int(match[1][:9]) if match else 10**9
    return number, name


def title_of(name: str) -> str:
    """ "03-while-loops" becomes "While loops"."""
    words = re.sub(r"[-_]+", " ", NUMBER.sub("", posixpath.basename(stem(name)))).strip()
    return words[:1].upper() + words[1:] if words else name


BACKSLASHES = "has backslashes, where an address has slashes"
"""What is told of a path as Windows writes it."""


def joined(folder: str, target: str) -> str | None:
    """The path that `target` names when it is written in `folder`; None outside the course."""
    path = posixpath.normpath(posixpath.join(folder, target))
    if path == ".." or path.startswith(("../", "/")) or "\\" in path:
        return None
    return "" if path == "." else path
