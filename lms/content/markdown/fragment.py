"""A text within the text: what a quiz or a note for staff holds, rendered by itself."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, block

from lms.content.course import Part
from lms.content.markdown.raw_html import clean
from lms.content.page import Page

FIRST_ROW = "first_row"
"""In a fragment's env: the row of the page on which it begins."""


def plug(md: MarkdownIt) -> None:
    """Count the lines of a fragment from where it stands in its page."""
    md.core.ruler.at("block", read_blocks)


def read_blocks(state: StateCore) -> None:
    """The library's rule, with as many rows before the text as stand above it in the page.

    Empty lines would do the same, but reading them takes as long as reading the page: a page of
    a thousand questions was read thousands of times.
    """
    row = state.env.get(FIRST_ROW, 0)
    if not row or not state.src:
        block(state)
        return
    blocks = StateBlock(state.src, state.md, state.env, state.tokens)
    for marks in (blocks.bMarks, blocks.eMarks, blocks.tShift, blocks.sCount, blocks.bsCount):
        marks[:0] = [0] * row
    blocks.line, blocks.lineMax = row, blocks.lineMax + row
    state.md.block.tokenize(blocks, row, blocks.lineMax)


def render_fragment(state: StateCore, text: str, row: int) -> tuple[Part, ...]:
    """The parts of a text whose first line is row `row` (from 0) of the page.

    It has footnotes of its own, so that nothing of it ends at the foot of the page, and knows
    the page's link references.
    """
    page: Page = state.env["page"]
    references = state.env.setdefault("references", {})
    env = {"page": page, "references": dict(references), "docId": f"r{row}", FIRST_ROW: row}
    page.depth += 1
    html = state.md.render(text, env)
    page.depth -= 1
    return page.parts(clean(html, page))
