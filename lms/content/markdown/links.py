"""Links: relative ones are resolved to lessons and files."""

from __future__ import annotations

from functools import cache, partial

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from lms.content.markdown.addressing import NO_ADDRESS, lead
from lms.content.page import Page


def plug(md: MarkdownIt) -> None:
    """Resolve every link; what Markdown would silently refuse is reported instead."""
    md.validateLink = accept_link  # type: ignore[method-assign, assignment]  # markdown-it's hook
    md.core.ruler.push("links", resolve_links)


def accept_link(address: str) -> bool:
    """Any address becomes a link at first, so that `resolve_links` can tell what is wrong."""
    return True


def resolve_links(state: StateCore) -> None:
    """Give every link the address it leads to, or none."""
    page: Page = state.env["page"]
    for token in state.tokens:
        for child in token.children or []:
            if child.type != "link_open":
                continue
            href = str(child.attrs.get("href", ""))
            address = lead(
                page, href, cache(partial(page.address_spot, token.map, href or NO_ADDRESS))
            )
            child.attrs["href"] = address
            if not address:
                del child.attrs["href"]
