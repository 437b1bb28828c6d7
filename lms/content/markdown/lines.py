"""Marks of the lines at which blocks begin, for a preview: what is published has none."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from lms.content.page import Page

MARKED = '<span hidden data-line="{}"></span>'
MARK = re.compile('<span hidden data-line="([0-9]+)"></span>')


def plug(md: MarkdownIt) -> None:
    """Add the rule; it is the last one."""
    md.core.ruler.push("lines", mark_lines)


def mark_lines(state: StateCore) -> None:
    """Put a mark before each block that stands by itself."""
    page: Page = state.env["page"]
    if not page.course.marked or page.depth:
        return
    tokens: list[Token] = []
    for token in state.tokens:
        if token.level == 0 and token.nesting >= 0 and token.map and token.type != "inline":
            line = page.own_line(token.map[0])
            tokens.append(Token("made_html", "", 0, content=MARKED.format(line)))
        tokens.append(token)
    state.tokens[:] = tokens
