"""Whom a post calls by @handle: found in its HTML, so that code and links call nobody."""

import re
from collections.abc import Callable, Collection

TAG = re.compile(r'(<(?:[^">]|"[^"]*")*>)')
"""A tag of sanitised HTML, where only double quotes stand and text has no bare "<"."""
SILENT = frozenset({"a", "code", "pre"})
NAME = re.compile(r"(?<![\w@./&#-])@([a-z][a-z0-9-]{1,28}[a-z0-9])(?![\w@-])", re.IGNORECASE)

MENTION = re.compile(r'<span class="mention">[^<]*</span>')


def names_in(html: str) -> list[str]:
    """The handles called, in small letters, each once, in the order in which they come."""
    found: dict[str, None] = {}

    def note(call: re.Match[str]) -> str:
        found[call[1].lower()] = None
        return call[0]

    _each_call(html, note)
    return list(found)


def marked(html: str, handles: Collection[str]) -> str:
    """The same HTML, with the calls of these handles set apart."""

    def mark(call: re.Match[str]) -> str:
        known = call[1].lower() in handles
        return f'<span class="mention">{call[0]}</span>' if known else call[0]

    return _each_call(html, mark)


def unheard(marked_html: str) -> list[str]:
    """The handles called that were not set apart: nobody inside has them."""
    return names_in(MENTION.sub("", marked_html))


def heard(marked_html: str) -> set[str]:
    """The handles called that were set apart."""
    return {*names_in(marked_html)} - {*unheard(marked_html)}


def _each_call(html: str, answer: Callable[[re.Match[str]], str]) -> str:
    """Put an answer in the place of every call that stands in plain text."""
    silent_depth = 0
    pieces = TAG.split(html)
    for place, piece in enumerate(pieces):
        if place % 2:
            silent_depth += _step(piece)
        elif not silent_depth:
            pieces[place] = NAME.sub(answer, piece)
    return "".join(pieces)


def _step(tag: str) -> int:
    """How a tag changes the depth of silence: 1 into code or a link, -1 out of it, else 0."""
    name = re.match(r"</?([a-z0-9]+)", tag)
    if name is None or name[1] not in SILENT:
        return 0
    return -1 if tag.startswith("</") else 1
