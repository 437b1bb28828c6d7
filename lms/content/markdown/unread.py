"""What is one letter from a heading or a link, or what another tool reads: plain text here."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from lms.content.addresses import slug
from lms.content.assets import ASSET_TYPES
from lms.content.locating import Spot
from lms.content.markdown.blocks import known_names
from lms.content.markdown.unfinished import INDEX, shown
from lms.content.page import Page

_HEADING = re.compile(r"(#{2,6})([^\W_].*)|(#)([^\W\d_][^#]{0,78}[^#.,;:!?])")
"""A hash before a small letter or a number is rather a tag, and within a sentence it is one."""
_FILES = "|".join(suffix.removeprefix(".") for suffix in sorted({*ASSET_TYPES, ".md", ".html"}))
_TARGET = rf"(?:https?://[^\s()\[\]]+|[^\s()\[\]\0]+\.(?:{_FILES})(?:#[^\s()\[\]\0]*)?)"
_APART = re.compile(rf"\[([^\[\]\0]+)\][ \t]+\(({_TARGET})\)")
_TURNED = re.compile(rf"(?<![\w\])])\(([^()\[\]\0\n]+)\)\[({_TARGET})\]")
_OPEN = re.compile(rf"\[([^\[\]\0]+)\]\(({_TARGET})(?=[ \t]*$|[ \t]+[^\s\"'(])", re.MULTILINE)
_BOX = re.compile(r"\[(?: {2,9}| ?[xX] | [xX] ?|)\](?= \S)")
_LOOSE_BOX = re.compile(r"(?:[-+]|\*(?=[^*]*$))\[[ xX]?\] \S.*")
_WIKI = re.compile(r"(!?)\[\[([^\s\[\]\0][^\[\]\0\n]*)\]\]")
_WORDS = re.compile(r"[^\W\d_]{2}")
_NOTE = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+([A-Za-z][\w-]*)(?:[ \t].*)?")
_ROW = re.compile(r"\|.+(?<!\\)\|")
_BELOW = re.compile(r"\|(?:[ \t]*:?-+:?[ \t]*\|)+")
_BAR = re.compile(r"(?<!\\)\|")
_TAB = re.compile(r"===[!+]?[ \t]+([\"']).+\1[ \t]*")


def plug(md: MarkdownIt) -> None:
    """Look before escapes are joined to the text, as for what is unfinished."""
    md.core.ruler.before("text_join", "unread", tell)


def tell(state: StateCore) -> None:
    """Tell of each where it stands."""
    page: Page = state.env["page"]
    for place, token in enumerate(state.tokens):
        if token.type != "inline":
            continue
        text = shown(token)
        _tell_links(token, text, page)
        _tell_wiki(token, text, page)
        if state.tokens[place - 1].type == "paragraph_open":
            _tell_first(token, page)
            _tell_box(token, page, in_item=state.tokens[place - 2].type == "list_item_open")


def _tell_links(token: Token, text: str, page: Page) -> None:
    for pattern in (_APART, _TURNED, _OPEN):
        for match in pattern.finditer(text):
            if pattern is _APART and INDEX.fullmatch(match[1]):
                continue  # a note's number, or a box
            hint, spot = f"as in: [{match[1]}]({match[2]})", page.spot(token.map, match[0])
            page.warn("C412", spot, "this is no link yet", hint)


def _tell_wiki(token: Token, text: str, page: Page) -> None:
    for match in _WIKI.finditer(text):
        if not _WORDS.search(match[2]):
            continue
        spot = page.spot(token.map, match[0])
        target, _, words = match[2].partition("|")
        name = target if "." in target else _file(target, page, spot)
        hint = f"as in: {match[1]}[{words or target}]({name})"
        page.warn("C191", spot, f'"{match[0]}" is no link here', hint)


def _file(target: str, page: Page, spot: Spot) -> str:
    """The text that is called so, as it has to be named here."""
    if page.is_full:
        return "file.md"
    name = slug(target.partition("#")[0])
    found = [text for text in page.course.pages if slug(posixpath.basename(text)) == name]
    return f"{posixpath.relpath(found[0], spot.folder or '.')}.md" if found else "file.md"


def _tell_box(token: Token, page: Page, *, in_item: bool) -> None:
    """A box of a checklist that holds too little or too much, or stands too near to its bullet."""
    first, *_ = token.content.split("\n")
    match = _BOX.match(first) if in_item else _LOOSE_BOX.fullmatch(first)
    if match and not page.depth:
        tick = "x" if "x" in match[0][:4].lower() else " "
        spot = page.spot([(token.map or [0])[0]] * 2, match[0])
        page.warn("C193", spot, "this is no box yet", f"as in: - [{tick}] what is to be done")


def _no_table(text: str) -> str:
    """What a paragraph lacks that looks like a table; empty for one that does not."""
    first, *more = (line.strip() for line in text.split("\n"))
    if not more or not _ROW.fullmatch(first) or not _ROW.fullmatch(more[0]):
        return ""
    if not _BELOW.fullmatch(more[0]):
        if not first.startswith("| "):  # rather |a| + |b|
            return ""
        return "below its first line stands one of | --- | --- |"
    cells, below = _cells(first), _cells(more[0])
    return f"its first line has {cells} cells, the one below it {below}" if cells != below else ""


def _cells(row: str) -> int:
    return len(_BAR.findall(row)) - 1


def _tell_first(token: Token, page: Page) -> None:
    """The first line of a paragraph; what goes on within one is prose."""
    first, *_ = token.content.split("\n")
    rows: Sequence[int] = [(token.map or [0])[0]] * 2
    match = _HEADING.fullmatch(first)
    if match and not (match[4] or "X")[0].islower():
        marks, words = match[1] or match[3], match[2] or match[4]
        hint = f"as in: {marks} {words}"
        page.warn("C119", page.spot(rows, first), "this is no heading yet", hint)
    elif match := _NOTE.fullmatch(first):
        name = match[1].lower() if match[1].lower() in known_names() else "note"
        hint = f"as in: ::: {name}, closed with a line of :::"
        page.warn("C191", page.spot(rows, first), "this begins no block here", hint)
    elif hint := _no_table(token.content):
        page.warn("C192", page.spot(rows, first), "this is no table yet", hint)
    elif _TAB.fullmatch(first):
        hint = "as in: ::: tabs, with a heading for each tab"
        page.warn("C191", page.spot(rows, first), "this is no tab here", hint)
