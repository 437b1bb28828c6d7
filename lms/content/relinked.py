"""Texts that differ only in how their links are written: a lesson that moves has to mend them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from lms.content.addresses import joined, stem
from lms.content.identity import Found, Identities, Known
from lms.content.includes import named
from lms.content.order import INTRODUCTIONS

_ADDRESS = re.compile(
    r"(\]\(\s*|^[ >]*\[[^\]\n]+\]:\s*|\b(?:src|href)\s*=\s*[\"'])(<[^<>\n]+>|[^\s()<>\"']+)",
    re.MULTILINE,
)
_AWAY = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/#]")

Lessons = Mapping[str, str]
"""The id of each lesson by its stem."""


def still_known_as(
    known: Sequence[Known], found: Sequence[Found], identities: Identities
) -> Iterator[tuple[str, str]]:
    """(path, hash) of each text that says what it said when it had this hash.

    Links that are written anew and lead to the same lessons and files as before change nothing.
    What a text includes is no part of it here, so one that includes anything is never among them.
    """
    before = {old.id: old for old in known}
    was = {stem(old.path): old.id for old in known if not old.removed}
    now = {stem(path): name for path, name in identities.ids.items()}
    for new in found:
        old = before.get(identities.ids[new.path])
        if old is None or old.hash == new.hash or any(named(new.text, new.path)):
            continue
        is_same = old.text == new.text
        if is_same or _resolved(old.text, old.path, was) == _resolved(new.text, new.path, now):
            yield new.path, old.hash


def _resolved(text: str, path: str, lessons: Lessons) -> str:
    """The text, with the lesson or file in the place of each address that leads to one."""
    folder = posixpath.dirname(path)
    return _ADDRESS.sub(lambda match: f"{match[1]}{_goal(match[2], folder, lessons)}", text)


def _goal(written: str, folder: str, lessons: Lessons) -> str:
    address = written.strip("<>")
    path, mark, anchor = address.partition("#")
    target = None if _AWAY.match(address) else joined(folder, unquote(path.partition("?")[0]))
    if target is None:
        return address
    own = [stem(target.removesuffix(".html"))] if target.endswith((".md", ".html")) else []
    inside = [posixpath.join(target, name) for name in INTRODUCTIONS]
    lesson = next((lessons[name] for name in (*own, *inside) if name in lessons), None)
    return f"{target if lesson is None else f'<lesson {lesson}>'}{mark}{anchor}"
