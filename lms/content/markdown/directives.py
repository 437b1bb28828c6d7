"""`::: name` … `:::`, of any length and nested by order: the frame of every block of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from lms.content.findings import nearest
from lms.content.markdown.blocks import LOOKS, SHAPED, Look, known_names, look_of
from lms.content.markdown.options import Head, read_head
from lms.content.page import Page

FENCE = re.compile(r"(:{3,})[ \t]*(.*?)[ \t]*$")
_CODE_FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
_MYST_OPTION = re.compile(r":[a-z-]+:( |$)")
BLOCK_OPTIONS = frozenset({"id", "class", "title", "collapse", "icon", "appearance", "group"})
"""Ours and Quarto's."""


TAKEN_WHOLE = {
    "quiz": "quiz",
    "instructor": "instructor",
    "math": "fence",
    "mermaid": "fence",
    "graphviz": "fence",
    "figure": "figure_block",
}
"""Blocks whose text another rule reads, and the token that it looks for."""


_HEADING = re.compile(r"#{1,6}[ \t]")
_ANSWER = re.compile(r"(?:[-*+]|\d+[.)]|=)[ \t]|_{4,}")


def plug(md: MarkdownIt) -> None:
    """Add the block."""
    breaks: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list", "table"]}
    md.block.ruler.before("fence", "directive", directive, breaks)


def directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block from its opening line to the line of colons that closes it."""
    match = None if state.is_code_block(start) else FENCE.match(_line(state, start))
    if match is None:
        return False
    if silent:
        return True
    page: Page = state.env["page"]
    if not match[2]:
        hint = "each closing line closes the innermost block, however many colons it has"
        page.error("C103", page.spot([start, start + 1]), "this closes no block", hint)
        state.line = start + 1
        return True
    close = find_close(state, start, end)
    if close is None:
        hint = "close it with a line of :::"
        page.error("C102", page.spot([start, start + 1]), "this block is not closed", hint)
    head = read_head(match[2])
    last = _seen_end(state, head, start, end) if close is None else close
    Block(head, start, last).push(state, page)
    state.line = last if close is None else close + 1
    return True


def _seen_end(state: StateBlock, head: Head, start: int, end: int) -> int:
    """Where a block seems to end that is not closed: a question, at a heading below its answers."""
    answered = in_code = False
    for row in range(start + 1, end if head.name == "quiz" else start + 1):
        line = _line(state, row)
        if line.lstrip().startswith(("```", "~~~")):
            in_code = not in_code
        elif answered and not in_code and _HEADING.match(line):
            return row
        answered = answered or _ANSWER.match(line) is not None
    return end


@dataclass(frozen=True, slots=True)
class Block:
    """A block whose extent is known."""

    head: Head
    start: int
    """The row of its opening line."""
    close: int
    """The row of its closing line, or one after the last."""

    def push(self, state: StateBlock, page: Page) -> None:
        """Add its tokens to the stream."""
        if self.head.name in TAKEN_WHOLE:
            token = state.push(TAKEN_WHOLE[self.head.name], "", 0)
            token.content = state.getLines(self.start + 1, self.close, state.blkIndent, False)
            token.meta, token.info = {"head": self.head}, self.head.name
            token.map = [self.start, self.close]
            return
        check_head(self.head, self.start, page)
        first = self.start + 1
        while first < self.close and _MYST_OPTION.match(_line(state, first)):
            first += 1
        push_block(state, self.head, (self.start, self.close), first)


def push_block(state: StateBlock, head: Head, rows: tuple[int, int], first: int) -> None:
    """The tokens of a block and of what stands in it, from row `first` on."""
    look = look_of(head.name)
    opening = state.push("block_open", "details" if look.folds else "div", 1)
    opening.meta = {"look": look, "head": head}
    opening.map = list(rows)
    push_title(state, head.title, look, rows[0])
    kept = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", rows[1]
    state.md.block.tokenize(state, first, rows[1])
    state.parentType, state.lineMax = kept
    state.push("block_close", opening.tag, -1).meta = {"look": look}


def push_title(state: StateBlock, title: str, look: Look, row: int) -> None:
    """The block's title; an empty one becomes the block's first heading or its word."""
    state.push("block_title_open", "", 1).meta = {"look": look, "told": bool(title)}
    words = state.push("inline", "", 0)
    words.content, words.map, words.children = title, [row, row + 1], []
    state.push("block_title_close", "", -1).meta = {"look": look}


def check_head(head: Head, row: int, page: Page) -> None:
    """Tell about names and options that no block has."""
    rows = [row, row + 1]
    if look_of(head.name) is LOOKS[""] and head.name not in SHAPED:
        hint = nearest(head.name, known_names()) or "known are " + ", ".join(known_names())
        page.error("C101", page.spot(rows, head.name), f'unknown block "{head.name}"', hint)
    for option in head.options:
        if option not in BLOCK_OPTIONS:
            hint = nearest(option, BLOCK_OPTIONS)
            page.error("C104", page.spot(rows, option), f'unknown option "{option}"', hint)


def find_close(state: StateBlock, start: int, end: int) -> int | None:
    """The row that closes the block opened at `start`: each closing line closes the innermost."""
    depth, fence = 1, ""
    for row in range(start + 1, end):
        line = _line(state, row)
        if line and state.sCount[row] < state.blkIndent:
            return None
        if state.is_code_block(row):
            continue
        fence, was = _code_fence(line, fence), fence
        match = None if fence or was else FENCE.match(line)
        if match:
            depth += 1 if match[2] else -1
        if depth == 0:
            return row
    return None


def _code_fence(line: str, fence: str) -> str:
    """The fence of code that is open after this line; empty when none is."""
    match = _CODE_FENCE.match(line)
    if match is None:
        return fence
    if not fence:
        return "" if "`" in match[2] and match[1][0] == "`" else match[1]
    closes = match[1].startswith(fence) and not match[2].strip()
    return "" if closes else fence


def _line(state: StateBlock, row: int) -> str:
    return state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]]
