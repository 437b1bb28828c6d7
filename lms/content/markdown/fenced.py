"""Fences whose text is Markdown: `~~~~exercism/note` and MyST's ```` ```{note} ````."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from lms.content.markdown.blocks import look_of
from lms.content.markdown.options import Head
from lms.platform.markup.parser import DEEPEST

_HEAD = re.compile(r"exercism/([a-z-]+)[ \t]*()|\{([a-z-]+)\}[ \t]*(.*)")
_MYST_OPTIONS = re.compile(r"(?::[a-z-]+:.*\n)+")


def plug(md: MarkdownIt) -> None:
    """Add the rule."""
    md.core.ruler.after("block", "fenced", open_fences)


def open_fences(state: StateCore) -> None:
    """Make such a fence the block that it names; before alerts, so that it may hold some."""
    state.tokens[:] = _opened(state, state.tokens, 0)


def _opened(state: StateCore, tokens: list[Token], depth: int) -> list[Token]:
    found: list[Token] = []
    for token in tokens:
        head = _head(token) if token.type == "fence" else None
        if head is None or depth >= DEEPEST:
            found.append(token)
        else:
            found += _block(state, token, head, depth)
    return found


def _head(fence: Token) -> Head | None:
    """What it is; None when it is code."""
    match = _HEAD.fullmatch(fence.info.strip())
    if match is None:
        return None
    name = match[1] or match[3]
    return Head(name, match[4] or "") if look_of(name).word else None


def _block(state: StateCore, fence: Token, head: Head, depth: int) -> list[Token]:
    look, rows = look_of(head.name), fence.map or [0, 1]
    options = _MYST_OPTIONS.match(fence.content) if "{" in fence.info else None
    first = options[0].count("\n") if options else 0
    text = "\n".join(fence.content.split("\n")[first:])
    inside: list[Token] = []
    state.md.block.parse("\n" * (rows[0] + 1 + first) + text, state.md, state.env, inside)
    for token in inside:
        token.level += fence.level + 1
    meta = {"look": look, "head": head}
    tag, told = "details" if look.folds else "div", bool(head.title)
    words = Token("inline", "", 0, content=head.title, map=rows, children=[], level=fence.level + 1)
    return [
        Token("block_open", tag, 1, meta=meta, map=rows, level=fence.level),
        Token("block_title_open", "", 1, meta={"look": look, "told": told}),
        words,
        Token("block_title_close", "", -1, meta={"look": look}),
        *_opened(state, inside, depth + 1),
        Token("block_close", tag, -1, meta={"look": look}, level=fence.level),
    ]
