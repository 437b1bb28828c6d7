"""Texts that differ only in how their links are written: a lesson that moves has to mend them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from urllib.parse import unquote

from lms.content.addressed import AWAY, readdressed
from lms.content.addresses import joined, lesson_address, stem
from lms.content.identity import Found, Identities, Known
from lms.content.include_digest import digest
from lms.content.include_grammar import DIRECTIVE, WORDS, split
from lms.content.includes import Files
from lms.content.order import INTRODUCTIONS

_FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_REQUIRED = re.compile(r"^requires[ \t]*:.*(?:\n(?:[ \t-].*)?)*", re.MULTILINE)
_WORD = re.compile(r"[^\s,\[\]\"']+")

Lessons = Mapping[str, str]
"""The id of each lesson by its stem."""


def taken_in(found: Sequence[Found], ids: Mapping[str, str], files: Files) -> dict[str, str]:
    """By path of each text that includes any files, a digest of what those say.

    How their links are written is no part of it, but only to what they lead.
    """
    now = {stem(path): name for path, name in ids.items()}

    @cache
    def said(path: str) -> str:
        return _resolved(files[path], path, now) if path.endswith(".md") else files[path]

    digests = ((new.path, digest(new.text, new.path, files, said)) for new in found)
    return {path: taken for path, taken in digests if taken}


def still_known_as(
    known: Sequence[Known], found: Sequence[Found], identities: Identities
) -> Iterator[tuple[str, str]]:
    """(path, hash) of each text that says what it said when it had this hash.

    Links that are written anew and lead to the same lessons and files as before change nothing, be
    it in a file that the text includes: `identities.taken` is what `taken_in` tells of those.
    """
    before = {old.id: old for old in known}
    was = {stem(old.path): old.id for old in known if not old.removed}
    now = {stem(path): name for path, name in identities.ids.items()}
    for new in found:
        old = before.get(identities.ids[new.path])
        if old is None or old.hash == new.hash or old.taken != identities.taken.get(new.path, ""):
            continue
        is_same = old.text == new.text
        if is_same or _resolved(old.text, old.path, was) == _resolved(new.text, new.path, now):
            yield new.path, old.hash


def _resolved(text: str, path: str, lessons: Lessons) -> str:
    """The text, with the lesson or file in the place of each address that leads to one."""
    front, body = _parted(text)
    by_address = {lesson_address(name): lesson for name, lesson in lessons.items()}
    required = _REQUIRED.sub(lambda match: _WORD.sub(partial(_lesson, by_address), match[0]), front)
    folder = posixpath.dirname(path)
    body = DIRECTIVE.sub(partial(_included, folder), body)
    return required + readdressed(body, lambda address: _goal(address, folder, lessons))


def _included(folder: str, directive: re.Match[str]) -> str:
    """What a text includes, by its path in the course."""
    escaped, word, spec = directive.groups()
    target = split(spec)[0] if spec and word in WORDS and not escaped else ""
    path = joined(folder, target) if target else None
    place = directive.start(3) - directive.start()
    before, behind = directive[0][:place], directive[0][place + len(target) :]
    return f"{before}/{path}{behind}" if path else directive[0]


def _parted(text: str) -> tuple[str, str]:
    """The front matter, if there is any, and the text below it."""
    match = _FRONT.match(text)
    return (match[0], text[match.end() :]) if match else ("", text)


def _lesson(by_address: Mapping[str, str], word: re.Match[str]) -> str:
    """A lesson that is required by its address; one required by its id stays."""
    lesson = by_address.get(word[0])
    return word[0] if lesson is None else lesson


def _goal(address: str, folder: str, lessons: Lessons) -> str:
    whole, mark, anchor = address.partition("#")
    path, asks, query = whole.partition("?")
    target = None if AWAY.match(address) else joined(folder, unquote(path))
    if target is None:
        return address
    own = [stem(target.removesuffix(".html"))] if target.endswith((".md", ".html")) else []
    inside = [posixpath.join(target, name) for name in INTRODUCTIONS]
    lesson = next((lessons[name] for name in (*own, *inside) if name in lessons), None)
    goal = target if lesson is None else f"<lesson {lesson}>"
    return f"{goal}{asks}{query}{mark}{anchor}"
