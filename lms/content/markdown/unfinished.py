"""Slips that Markdown forgives: it takes a link, a note or a block that is none for plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from lms.content.markdown.fragment import FIRST_ROW
from lms.content.markdown.two_colons import tell_short
from lms.content.page import Page

_REF = re.compile(r"\[\^([^\]\s]{1,60})\]")
_SPACED_NOTE = re.compile(r"\[\^[^\]\s]{1,60}\][ \t]+:")
_LINK = re.compile(r"\[[^\[\]]*\](\(([^()<>\0\n]{1,300})\))")
_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}(?:#[^\s#]*)?\Z")
_NAMED = re.compile(r"(?<![\w\]])!?\[([^\[\]\0]+)\](\[([^\[\]^\0]*)\])")
INDEX = re.compile(r"[-+*/\d\s.,:]*[A-Za-z]?[-+*/\d\s.,:]*")
"""A place in a table or a list, as in the prose of `Matrix [i][2]`."""
_MARKS = ("`", "~")  # other blocks that show code have marks and findings of their own
_BEFORE = re.compile(r"^[\s>]*")  # what a quote or a list puts before its lines


def plug(md: MarkdownIt) -> None:
    """Look before escapes are joined to the text: `\\[^1]` is meant literally."""
    md.core.ruler.before("text_join", "unfinished", tell)


def tell(state: StateCore) -> None:
    """Tell of each where it stands."""
    page: Page = state.env["page"]
    lines = [""] * state.env.get(FIRST_ROW, 0) + state.src.split("\n")
    for token in state.tokens:
        if token.type == "inline":
            _tell_notes(token, page)
            _tell_links(token, page)
            tell_short(token, lines, page)
        elif token.type == "fence" and token.markup[:1] in _MARKS and not _is_closed(token, lines):
            hint = f"close it with a line of {token.markup}{_too_few(token, lines)}"
            spot = page.spot((token.map or [0])[:1] * 2, token.markup)
            page.error("C116", spot, "this code is not closed", hint)


def _too_few(token: Token, lines: Sequence[str]) -> str:
    """Where a line stands that seems meant to close the code, and has too few marks for it."""
    first, end = token.map or (0, 0)
    for row in range(first + 1, min(end, len(lines))):
        line = lines[row].strip(" \t>")
        if 1 < len(line) < len(token.markup) and not line.strip(token.markup[0]):
            return f"; line {row + 1} has {len(line)} of them"
    return ""


def _tell_notes(token: Token, page: Page) -> None:
    """A reference that found its note is text no more."""
    for child in token.children or ():
        for name in _REF.findall(child.content) if child.type == "text" else ():
            hint = f"write the note: [^{name}]: …; a literal one is \\[^{name}]"
            if _SPACED_NOTE.match(token.content):
                hint = f"without the space, as in: [^{name}]: …"
            spot = page.spot(token.map, f"[^{name}]")
            page.warn("C115", spot, f'there is no note "{name}"', hint)


def _tell_links(token: Token, page: Page) -> None:
    """A link that became one is text no more."""
    text = shown(token)
    for match in _LINK.finditer(text):
        if " " not in match[2] or not _FILE.search(match[2]):
            continue
        spot, hint = page.spot(token.map, match[1]), f"as in: (<{match[2]}>)"
        page.warn("C411", spot, "with a space in its address this is no link", hint)
    for match in _NAMED.finditer(text):
        words, reference, name = match.groups()
        if not name:
            reference, name = f"[{words}]", words
        if INDEX.fullmatch(words) and INDEX.fullmatch(name):
            continue
        spot, hint = (
            page.spot(token.map, reference),
            f"write it below the text: {reference}: file.md",
        )
        page.warn("C117", spot, f'nothing says where "{name}" leads', hint)


def shown(token: Token) -> str:
    """What readers see of a text, with a mark where what stands there is no part of a link."""
    return "".join(map(_as_text, token.children or ()))


def _as_text(child: Token) -> str:
    """What stands there, where it may be a part of a link that is none."""
    if child.type in ("text", "softbreak"):
        return child.content or "\n"
    return "" if child.nesting else "\0"


def _is_closed(token: Token, lines: Sequence[str]) -> bool:
    """Whether the last line of a fence, not the one that opens it, closes it."""
    first, end = token.map or (0, 0)
    last = _BEFORE.sub("", lines[min(end, len(lines)) - 1]).rstrip()
    return end - first > 1 and len(last) >= len(token.markup) and not last.strip(token.markup[0])
