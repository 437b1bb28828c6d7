"""`<div class="lesson-note" markdown="1">` to its `</div>`: a block, as written for Jekyll."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from lms.content.markdown.blocks import look_of
from lms.content.markdown.directives import push_block
from lms.content.markdown.options import Head

_OPEN = re.compile(r"""<div class=["']lesson-([a-z-]+)["'] markdown=["']?(?:1|block)["']?>\s*$""")
_ANY = re.compile(r"<(/?)div\b")


def plug(md: MarkdownIt) -> None:
    """Add the rule."""
    md.block.ruler.before("html_block", "lesson_div", lesson_div, {"alt": ["paragraph"]})


def lesson_div(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block; one that is not closed, or of no known kind, stays plain HTML."""
    match = _OPEN.match(_line(state, start))
    if match is None or state.is_code_block(start) or look_of(match[1]).word == "":
        return False
    close = _close(state, start, end)
    if close is None:
        return False
    if not silent:
        push_block(state, Head(match[1]), (start, close), start + 1)
        state.line = close + 1
    return True


def _close(state: StateBlock, start: int, end: int) -> int | None:
    """The row of the `</div>` that belongs to the opening one; others may stand between."""
    depth = 0
    for row in range(start, end):
        line = _line(state, row)
        depth += sum(-1 if match[1] else 1 for match in _ANY.finditer(line))
        if depth <= 0:
            return row if line.strip() == "</div>" else None
    return None


def _line(state: StateBlock, row: int) -> str:
    return state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]]
