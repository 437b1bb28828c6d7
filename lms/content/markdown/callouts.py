"""Callouts and teaching blocks as HTML, however they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from lms.content.markdown.blocks import Look
from lms.content.page import Page
from lms.platform.markup.parser import Env


def plug(md: MarkdownIt) -> None:
    """Add the rules and the HTML of blocks."""
    md.core.ruler.before("inline", "block_titles", take_titles)
    md.add_render_rule("block_open", render_open)
    md.add_render_rule("block_close", render_close)
    md.add_render_rule("block_title_open", render_title_open)
    md.add_render_rule("block_title_close", render_title_close)


def take_titles(state: StateCore) -> None:
    """A heading that opens a block is the block's title, when it has no other."""
    tokens = state.tokens
    for place, token in enumerate(tokens[:-5]):
        if token.type != "block_title_open" or token.meta["told"]:
            continue
        heading = tokens[place + 3]
        if heading.type == "heading_open":
            tokens[place + 1].content = tokens[place + 4].content
            tokens[place + 1].map = tokens[place + 4].map
            token.meta["told"] = True
            for gone in tokens[place + 3 : place + 6]:
                gone.type = "gone"
    tokens[:] = [token for token in tokens if token.type != "gone"]


def render_open(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The frame of a block."""
    token, page = tokens[idx], env["page"]
    look: Look = token.meta["look"]
    wanted = token.meta["head"].options.get("id", "")
    css = f' class="{look.css}"' if look.css else ""
    anchor = f' id="{page.anchor(wanted)}"' if re.fullmatch(r"[\w-]+", wanted) else ""
    return f"<{token.tag}{css}{anchor}>\n"


def render_close(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The end of a block."""
    return f"</{tokens[idx].tag}>\n"


def render_title_open(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The title; the word for the kind of block is always there, for those who see no colour."""
    page: Page = env["page"]
    look: Look = tokens[idx].meta["look"]
    told = tokens[idx].meta["told"]
    word = page.say(look.word) if look.word else ""
    if look.folds:
        return "<summary>" + ("" if told else word)
    if not word:
        return "<p><strong>" if told else ""
    icon = Markup('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>').format(
        look.icon
    )
    hidden = f'<span class="visually-hidden">{word}: </span>' if told else word
    return f'<p class="callout__title">{page.keep(icon)}{hidden}'


def render_title_close(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The end of the title."""
    look: Look = tokens[idx].meta["look"]
    if look.folds:
        return "</summary>\n"
    if not look.word:
        return "</strong></p>\n" if tokens[idx - 1].content else ""
    return "</p>\n"
