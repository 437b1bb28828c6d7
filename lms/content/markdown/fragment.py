"""A text within the text: what a quiz or a note for staff holds, rendered by itself."""

from __future__ import annotations

from markdown_it.rules_core import StateCore

from lms.content.course import Part
from lms.content.markdown.raw_html import clean
from lms.content.page import Page


def render_fragment(state: StateCore, text: str, row: int) -> tuple[Part, ...]:
    """The parts of a text whose first line is row `row` (from 0) of the page.

    It has footnotes of its own, so that nothing of it ends at the foot of the page, and knows
    the page's link references.
    """
    page: Page = state.env["page"]
    references = state.env.setdefault("references", {})
    env = {"page": page, "references": dict(references), "docId": f"r{row}"}
    page.depth += 1
    html = state.md.render("\n" * row + text, env)
    page.depth -= 1
    return page.parts(clean(html, page))
