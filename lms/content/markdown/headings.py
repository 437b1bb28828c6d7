"""Headings: the first one is the title, the others get anchors and make the table of contents."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import escape

from lms.content.course import Heading
from lms.content.markdown.options import read_options
from lms.content.page import Page

_BRACES = re.compile(r"[ \t]*\{:?[ \t]*([#.][^{}]*)\}[ \t]*$")


def plug(md: MarkdownIt) -> None:
    """Add the rules."""
    md.core.ruler.after("block", "heading_braces", read_braces)
    md.core.ruler.push("headings", name_headings)


def read_braces(state: StateCore) -> None:
    """Take `{#id .class}` off the end of headings."""
    for place, token in enumerate(state.tokens):
        if token.type != "heading_open":
            continue
        words = state.tokens[place + 1]
        if match := _BRACES.search(words.content):
            words.content = words.content[: match.start()]
            options = read_options(match[1])
            token.attrs.update({k: options[k] for k in ("id", "class") if k in options})


def name_headings(state: StateCore) -> None:
    """Take the title out; give each other heading its anchor and its place in the contents."""
    page: Page = state.env["page"]
    level = 1
    for place, token in enumerate(state.tokens):
        if token.type != "heading_open":
            continue
        words, close = state.tokens[place + 1], state.tokens[place + 2]
        if token.tag == "h1" and not page.title and not page.depth:
            page.title = plain(words.children or []) or "?"
            token.type = words.type = close.type = "gone"
            continue
        if token.tag == "h1":
            token.tag = close.tag = "h2"
            if not page.depth:
                hint = "a lesson has one # title; sections begin with ##"
                page.warn("C111", page.spot(token.map), "a second title", hint)
        _anchor(token, words, page)
        level = _note_level(token, level, page)
    state.tokens[:] = [token for token in state.tokens if token.type != "gone"]


def _anchor(token: Token, words: Token, page: Page) -> None:
    text = plain(words.children or [])
    wanted = str(token.attrs.get("id", ""))
    if wanted in page.anchors:
        page.error("C110", page.spot(token.map, wanted), f'"#{wanted}" stands twice on the page')
    name = page.anchor(wanted or slug(text) or "section")
    token.attrs["id"] = name
    if token.level or page.depth:
        return
    page.headings.append(Heading(int(token.tag[1]), name, text))
    if token.tag in ("h2", "h3"):
        label = escape(page.say("section"))
        link = f' <a class="h-anchor" href="#{escape(name)}" aria-label="{label}">§</a>'
        words.children = [*(words.children or []), Token("made_html", "", 0, content=link)]


def _note_level(token: Token, before: int, page: Page) -> int:
    level = int(token.tag[1])
    if token.level or page.depth:
        return before
    if level > before + 1:
        hint = f"{'#' * (before + 1)} is the next level"
        page.warn("C113", page.spot(token.map), "this heading skips a level", hint)
    return level


def plain(children: list[Token]) -> str:
    """The words of a line without their markup."""
    kinds = ("text", "code_inline", "softbreak", "image")
    words = (" " if c.type == "softbreak" else c.content for c in children if c.type in kinds)
    return " ".join("".join(words).split())


def slug(text: str) -> str:
    """The anchor of a heading, as code hosts make it: "Già fatto?" becomes "già-fatto"."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text.lower()).strip())
