"""`::: tabs {group=os}`: of several ways to do a thing, the reader chooses one.

The choice is made with radio buttons, so that it works by keyboard and without a script; a script
remembers it for each group. A browser that does not know `:has()` shows every tab below the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from lms.content.markdown.blocks import TAB_SETS
from lms.content.markdown.headings import plain
from lms.content.page import Page
from lms.platform.markup.parser import Env

MOST = 9
"""Tabs of one set; the style sheet counts so far."""
CHOICE = Markup('<label><input type="radio" name="tabs-{}" value="{}"{}><span>{}</span></label>')
BAR = Markup('<div class="tabset__bar" role="radiogroup"{} aria-label="{}">{}</div>')
CHOSEN = Markup(" checked")
GROUP = Markup(' data-tabs="{}"')
SYNC = ("group", "sync-group")
"""Options that name the group, ours first."""


def plug(md: MarkdownIt) -> None:
    """Add the rule and the HTML of tabs."""
    md.core.ruler.before("inline", "tabs", find_tabs)
    md.add_render_rule("tabs_open", render_tabs)
    md.add_render_rule("tab_open", render_tab)
    for end in ("tab_close", "tabs_close"):
        md.add_render_rule(end, render_end)
    for name in ("tab_name_open", "tab_name_close"):
        md.add_render_rule(name, render_name)


def find_tabs(state: StateCore) -> None:
    """Cut each set into its tabs: at its first heading's level, or at its `tab-item`s."""
    page: Page = state.env["page"]
    place = 0
    while place < len(state.tokens):
        token = state.tokens[place]
        if token.type == "block_open" and token.meta["head"].name in TAB_SETS:
            end = _end(state.tokens, place)
            state.tokens[place : end + 1] = _tab_set(state.tokens[place : end + 1], page)
        place += 1


def _end(tokens: Sequence[Token], place: int) -> int:
    depth = 0
    for index in range(place, len(tokens)):
        depth += {"block_open": 1, "block_close": -1}.get(tokens[index].type, 0)
        if depth == 0:
            return index
    return len(tokens) - 1


def _tab_set(tokens: list[Token], page: Page) -> list[Token]:
    """The set's tokens; what stands before the first tab stays above it."""
    opening, inside = tokens[0], tokens[4:-1]
    head = opening.meta["head"]
    starts = list(_items(inside, opening.level + 1)) or list(_headings(inside, opening.level + 1))
    if not 1 < len(starts) <= MOST:
        hint = "each heading of the first one’s level is a tab"
        page.warn("C150", page.spot(opening.map), f"2 to {MOST} tabs are needed", hint)
        return inside
    group = next((head.options[name] for name in SYNC if name in head.options), "")
    group = re.sub(r"[^\w-]", "", group)
    titles = [_body(inside[start:])[1] for start in starts]
    page.tab_sets += 1
    meta = {"group": group, "titles": titles, "set": page.tab_sets}
    made = [Token("tabs_open", "", 1, meta=meta, map=opening.map, level=opening.level)]
    for start, end in zip(starts, [*starts[1:], len(inside)], strict=True):
        made += [Token("tab_open", "", 1), *_body(inside[start:end]), Token("tab_close", "", -1)]
    return [*inside[: starts[0]], *made, Token("tabs_close", "", -1)]


def _items(inside: Sequence[Token], level: int) -> Iterator[int]:
    for place, token in enumerate(inside):
        here = token.type == "block_open" and token.level == level
        if here and token.meta["head"].name == "tab-item":
            yield place


def _headings(inside: Sequence[Token], level: int) -> Iterator[int]:
    """Where headings of the first one's size stand."""
    tag = ""
    for place, token in enumerate(inside):
        if token.type == "heading_open" and token.level == level:
            tag = tag or token.tag
            if token.tag == tag:
                yield place


def _body(tab: Sequence[Token]) -> list[Token]:
    """What stands in a tab, below its name: where every tab is shown, that tells them apart."""
    is_item = tab[0].type == "block_open"
    name, rest = (tab[2], tab[4:-1]) if is_item else (tab[1], tab[3:])
    return [Token("tab_name_open", "", 1), name, Token("tab_name_close", "", -1), *rest]


def render_tabs(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The bar of names; the first one is chosen."""
    page: Page = env["page"]
    meta = tokens[idx].meta
    names = [plain(title.children or []) or "?" for title in meta["titles"]]
    choices = Markup("").join(
        CHOICE.format(meta["set"], name, Markup() if place else CHOSEN, name)
        for place, name in enumerate(names)
    )
    group = GROUP.format(meta["group"]) if meta["group"] else ""
    bar = BAR.format(group, page.say("choose"), choices)
    return f'<div class="tabset">{page.keep(bar)}\n'


def render_tab(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """One tab."""
    return '<div class="tabset__tab">\n'


def render_end(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The end of a tab or of a set."""
    return "</div>\n"


def render_name(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The name over a tab, for paper and for browsers that show them all."""
    return '<p class="tabset__name">' if tokens[idx].nesting > 0 else "</p>\n"
