r"""Formulas: `$…$` and `\(…\)` in a line, `$$…$$`, `\[…\]` and fences of `math` by themselves."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from lms.content.markdown.mathml import CannotSet, set_formula
from lms.content.markdown.prices import is_price
from lms.content.page import Page

_DOLLARS = re.compile(r"(\$\$)((?:\\.|[^\\$])+)\$\$", re.DOTALL)
_DOLLAR = re.compile(
    r"\$`([^`$]+)`\$|\$(?![\s$])((?:\\.|[^\\$])*(?:\\\S|[^\\$\s]))\$(?!\d)", re.DOTALL
)
r"""As Pandoc has it: no blank inside the dollars, no digit after: "$5 or $6" is money."""
_ROUND = re.compile(r"\\\((.{1,5000}?)\\\)", re.DOTALL)
_FENCES = {"$$": "$$", "\\[": "\\]"}
BLOCK = Markup('<div class="math" tabindex="0">{}</div>\n')
UNSET = Markup("<code>{}</code>")


def plug(md: MarkdownIt) -> None:
    """Add the rules."""
    breaks = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "display_formula", display_formula, breaks)  # type: ignore[arg-type]  # a TypedDict of the library's
    md.inline.ruler.before("escape", "formula", formula)
    md.core.ruler.after("inline", "formulas", set_all)


def formula(state: StateInline, silent: bool) -> bool:
    """A formula in a line of text."""
    char = state.src[state.pos]
    if char == "$":
        match = _DOLLARS.match(state.src, state.pos) or _one_dollar(state)
    else:
        match = _ROUND.match(state.src, state.pos) if char == "\\" else None
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        is_display = match.re is _DOLLARS
        token = state.push("formula", "", 0)
        token.content = (match[2] or match[1]) if match.re is not _ROUND else match[1]
        token.meta = {"display": is_display}
    state.pos = match.end()
    return True


def _one_dollar(state: StateInline) -> re.Match[str] | None:
    """`US$5` is money: a letter or digit before the dollar makes it no formula."""
    before = state.src[state.pos - 1] if state.pos else " "
    match = None if before.isalnum() else _DOLLAR.match(state.src, state.pos)
    if match is None or (match[2] and is_price(match[2], state.src[match.end() :][:1])):
        return None
    return match


def display_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A formula between lines, or on a line, of `$$` or of square brackets with a backslash."""
    opening = "" if state.is_code_block(start) else _line(state, start)
    close = _FENCES.get(opening[:2])
    if close is None:
        return False
    last = _last(state, start, end, close)
    if last is None:
        return False
    if not silent:
        text = state.getLines(start, last + 1, state.blkIndent, False).strip()
        token = state.push("display_formula", "", 0)
        token.content, token.map = text[2:-2].strip(), [start, last + 1]
        state.line = last + 1
    return True


def _last(state: StateBlock, start: int, end: int, close: str) -> int | None:
    """The row on which the formula ends; None where there is none before an empty row.

    Rows without an end are noted: below the first of many beginnings they are not read again.
    """
    without: dict[tuple[str, int, str], tuple[int, int]] = state.env.setdefault("without_end", {})
    asked = (state.src, state.level, close)
    first, behind = without.get(asked, (0, 0))
    if first <= start < behind:
        return None
    row = start
    while row < end and _line(state, row):
        if _ends(state, row, start, close):
            return row
        row += 1
    without[asked] = (start, row)
    return None


def _ends(state: StateBlock, row: int, start: int, close: str) -> bool:
    line = _line(state, row).rstrip()
    return line.endswith(close) and (row > start or len(line) > 4)


def set_all(state: StateCore) -> None:
    """Set every formula of the page; what cannot be set stays as it is written, and is told."""
    page: Page = state.env["page"]
    for token in state.tokens:
        if token.type == "display_formula" or _is_fence(token):
            _set(token, token.map, page, display=True)
        if token.type == "inline" and token.content.startswith("$$"):
            _tell_unclosed(token, page)
        for child in token.children or []:
            if child.type == "formula":
                _set(child, token.map, page, display=child.meta["display"])


def _tell_unclosed(token: Token, page: Page) -> None:
    first = next(iter(token.children or []), None)
    if first is not None and first.type == "text" and first.content.startswith("$$"):
        page.error(
            "C151", page.spot(token.map, "$$"), "this formula is not closed", "end it with $$"
        )


def _is_fence(token: Token) -> bool:
    return token.type == "fence" and token.info.strip() in ("math", "{math}")


def _set(token: Token, rows: list[int] | None, page: Page, *, display: bool) -> None:
    in_line = token.type == "formula"
    token.type = "made_html"
    try:
        made = set_formula(token.content, display=display)
    except CannotSet as wrong:
        needle = token.content.split("\n")[0]
        page.error("C151", page.spot(rows, needle), f"this cannot be set: {wrong}")
        made = UNSET.format(token.content)
    token.content = made if in_line else BLOCK.format(made)


def _line(state: StateBlock, row: int) -> str:
    return state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]]
