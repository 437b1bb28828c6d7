"""`{{#include …}}` and display mathematics: told that they are not supported yet."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from lms.content.page import Page

_INCLUDE = re.compile(r"(\\?)(\{\{\s*#(\w+)[^}]*\}\})")


def plug(md: MarkdownIt) -> None:
    """Add the look."""
    md.core.ruler.after("block", "includes", report)


def report(state: StateCore) -> None:
    """Tell about what would be shown as it is written; `\\{{#` in code is meant literally."""
    page: Page = state.env["page"]
    for token in state.tokens:
        if token.type not in ("inline", "fence", "code_block"):
            continue
        for slash, whole, name in _INCLUDE.findall(token.content):
            if not slash:
                spot = page.spot(token.map, whole)
                page.error(
                    "C191", spot, f'"{{{{#{name}}}}}" is not supported yet', "paste the text"
                )
        if token.type == "inline" and token.content.startswith("$$"):
            page.warn("C190", page.spot(token.map), "mathematics is not supported yet")
        if token.type != "inline":
            token.content = re.sub(r"\\(\{\{\s*#)", r"\1", token.content)
