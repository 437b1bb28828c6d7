"""`:::{figure} path` with `:alt:` and a caption, as MyST writes a picture."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_OPTION = re.compile(r":([a-z-]+):[ \t]*(.*)")


def plug(md: MarkdownIt) -> None:
    """Add the rule."""
    md.core.ruler.before("inline", "figure_block", write_as_pictures)


def write_as_pictures(state: StateCore) -> None:
    """Make each block a paragraph that holds our own spelling of a picture."""
    tokens: list[Token] = []
    for token in state.tokens:
        tokens += _picture(token) if token.type == "figure_block" else [token]
    state.tokens[:] = tokens


def _picture(block: Token) -> list[Token]:
    lines = [line.strip() for line in block.content.strip().split("\n")]
    options = {m[1]: m[2] for line in lines if (m := _OPTION.fullmatch(line))}
    caption = " ".join(line for line in lines if line and not _OPTION.fullmatch(line))
    told = options.get("alt") or caption
    title = f' "{_escaped(caption)}"' if caption else ""
    path = block.meta["head"].title.strip().strip("<>")
    source = f"![{_escaped(told)}](<{path}>{title})"
    opening = Token("paragraph_open", "p", 1, map=block.map, level=block.level)
    words = Token("inline", "", 0, content=source, children=[], map=block.map)
    words.level = block.level + 1
    return [opening, words, Token("paragraph_close", "p", -1, level=block.level)]


def _escaped(words: str) -> str:
    return re.sub(r'([\[\]"\\])', r"\\\1", words)
