"""`{#id .class}` after pictures, links, code in the line and `[words]`."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.attrs import attrs_plugin

from lms.content.page import Page

ALLOWED = ("id", "class", "alt", "width", "height", "title", "lang")


def plug(md: MarkdownIt) -> None:
    """Add the rule."""
    md.use(attrs_plugin, after=("image", "link_close", "code_inline"), allowed=ALLOWED, spans=True)
    md.core.ruler.push("attributes", look_over)


def look_over(state: StateCore) -> None:
    """Tell about attributes that were left out, and note the anchors."""
    page: Page = state.env["page"]
    for token in state.tokens:
        for child in token.children or []:
            if wanted := child.attrs.get("id"):
                child.attrs["id"] = page.anchor(str(wanted))
            for name in child.meta.get("insecure_attrs", ()):
                hint = f"allowed are {', '.join(ALLOWED)}"
                page.warn("C112", page.spot(token.map, name), f'"{name}" was left out', hint)
