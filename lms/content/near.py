"""Which file or anchor was meant, where a link or an include names one that is not there.

A file is meant when its name is near to the one that was written and its kind is the same: a text
for a text, a picture for a picture. In which folder it lies does not matter, as files are moved.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import islice

from lms.content.addresses import NUMBER, split_language
from lms.content.findings import LONGEST_WORD, likely, likeness, nearest

NEAR = 0.6
"""From this likeness on, a name may be a slip of another."""
SURE = 0.8
"""From this likeness on, it is one, if no other file's name is near."""
MOST_OFFERED = 2
"""More are no help."""
MOST_ANCHORS = 5
"""Of a page, that are told where none is near."""
LONGEST_ANCHOR = 60
"""Characters; longer ones are counted and not told."""

_KINDS = {
    kind: group
    for group in (
        ("md", "markdown", "html"),
        ("avif", "gif", "jpeg", "jpg", "png", "svg", "webp"),
        ("mp4", "webm"),
        ("mp3", "ogg", "wav"),
        ("csv", "tsv", "ods", "xlsx"),
    )
    for kind in group
}
"""Suffixes that are taken for each other; every other one stands for itself."""
TEXT = "md"
"""What a name without a suffix is taken for: other tools link to a page so."""
_OPENINGS = ("index", "readme")
"""Names that every folder may have: the folder's own says which is meant."""
_DIGITS = re.compile(r"\d+")


def near_file(target: str, paths: Collection[str], folder: str) -> str:
    """A sentence that offers the file that is meant, or the two likeliest; empty without any.

    They are told as a text in this folder has to name them.
    """
    found = (posixpath.relpath(path, folder or ".") for path in _near(target, paths))
    offered = " or ".join(f'"{path}"' for path in islice(found, MOST_OFFERED))
    return f"did you mean {offered}?" if offered else ""


def near_anchor(anchor: str, known: Collection[str]) -> str:
    """A sentence that offers the anchor that is meant, else the likeliest that the page has."""
    if not known:
        return "that page has no anchors"
    if meant := nearest(anchor, known):
        return meant
    word = anchor.lower()[:LONGEST_ANCHOR]
    short = likely(word, (name for name in known if len(name) <= LONGEST_ANCHOR))
    told = sorted(short, key=lambda name: (-likeness(word, name), name))[:MOST_ANCHORS]
    more = f" and {len(known) - len(told)} more" if len(told) < len(known) else ""
    names = ", ".join(f"#{name}" for name in told)
    return f"its anchors: {names}{more}" if told else ""


def is_slip(target: str, path: str) -> bool:
    """Whether a name is so near to another that it can be put in its place."""
    name, other = _name(target), _name(path)
    return _kind(target) == _kind(path) and _likeness(name, other) >= SURE


def _near(target: str, paths: Collection[str]) -> list[str]:
    """The paths of near names, the likeliest first."""
    name = _name(target)
    if len(name) > LONGEST_WORD:
        return []
    named = _by_name(frozenset(paths) - {target}).get(_kind(target), {})
    alike = {one: _likeness(name, one) for one in {*likely(name, named), *({name} & named.keys())}}
    found = [(alike[one], path) for one in alike if alike[one] >= NEAR for path in named[one]]
    ranked = sorted(found, key=lambda one: (-one[0], -likeness(target, one[1]), one[1]))
    return [path for _, path in ranked]


def _likeness(name: str, other: str) -> float:
    """How alike two names are; another number makes it the name of another file."""
    numbers = _DIGITS.findall(name), _DIGITS.findall(other)
    return likeness(name, other) if numbers[0] == numbers[1] else 0.0


@lru_cache(maxsize=4)
def _by_name(paths: frozenset[str]) -> Mapping[object, Mapping[str, list[str]]]:
    """The paths by their kinds, and those by their names; a course asks again and again."""
    found: dict[object, dict[str, list[str]]] = {}
    for path in paths:
        found.setdefault(_kind(path), {}).setdefault(_name(path), []).append(path)
    return found


def _kind(path: str) -> object:
    suffix = posixpath.splitext(path)[1].lower().removeprefix(".") or TEXT
    return _KINDS.get(suffix, suffix), _opening(path)


def _name(path: str) -> str:
    """What the file is called, without its number, its language and its suffix."""
    opening = _opening(path)
    return _plain(posixpath.dirname(path)) if opening else _plain(path)


def _opening(path: str) -> str:
    """ "index" of "02-loops/index.md"; empty for a file that has a name of its own."""
    return name if (name := _plain(path)) in _OPENINGS else ""


def _plain(path: str) -> str:
    name = posixpath.basename(split_language(posixpath.splitext(path)[0])[0])
    return NUMBER.sub("", name).lower()
