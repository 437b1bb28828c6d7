"""`::: instructor`: a note that only those who teach see."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markupsafe import Markup, escape

from lms.content.course import StaffOnly
from lms.content.markdown.fragment import render_fragment
from lms.content.page import Page, only_html

FRAME = Markup(
    '<div class="callout callout--note callout--staff"><p class="callout__title">{}</p>\n{}</div>\n'
)


def plug(md: MarkdownIt) -> None:
    """Add the rule."""
    md.core.ruler.push("staff", set_aside)


def set_aside(state: StateCore) -> None:
    """Take each note out of the page, with everything in it."""
    page: Page = state.env["page"]
    for token in state.tokens:
        if token.type != "instructor":
            continue
        rows = token.map or [0, 1]
        if page.depth:
            page.error("C101", page.spot(rows), "a note for staff cannot stand here")
            token.type, token.content = "made_html", ""
            continue
        inside = only_html(render_fragment(state, token.content, rows[0] + 1))
        head = token.meta["head"]
        title = escape(head.title or page.say("instructor"))
        token.type = "kept"
        token.content = page.keep(StaffOnly(FRAME.format(title, inside)))
