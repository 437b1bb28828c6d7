"""`> [!NOTE] Optional title`: a quotation that is a callout, as GitHub writes it."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from lms.content.findings import nearest
from lms.content.markdown.blocks import ALSO, look_of
from lms.content.markdown.options import Head
from lms.content.page import Page

ALERTS = ("note", "tip", "important", "warning", "caution")
_ALERT = re.compile(r"\[!([A-Za-z][\w-]*)\][+-]?[ \t]*([^\n]*)(?:\n|$)")
_PLAIN = re.compile(r"\[([A-Za-z]+)\][ \t]*(?:\n|$)")
_SPACED = re.compile(r"\[[ \t]*![ \t]*([A-Za-z]+)[ \t]*\]")


def plug(md: MarkdownIt) -> None:
    """Add the rule."""
    md.core.ruler.after("block", "alerts", find_alerts)


def find_alerts(state: StateCore) -> None:
    """Make a quotation that begins with `[!NOTE]` a callout."""
    page: Page = state.env["page"]
    for place, token in enumerate(state.tokens):
        if token.type == "paragraph_open" and not token.level:
            _tell_bare(state.tokens[place + 1], page)
        if token.type != "blockquote_open" or state.tokens[place + 1].type != "paragraph_open":
            continue
        words = state.tokens[place + 2]
        match = _ALERT.match(words.content)
        if match and match[1].lower() in ALERTS:
            _make_alert(state.tokens, place, match)
        elif match and _is_meant(match, words.content, state):
            hint = _known(match[1])
            spot = page.spot(words.map, match[1])
            page.error("C106", spot, f'unknown callout "{match[1]}"', hint)
        elif not match and (near := _SPACED.match(words.content)) and near[1].lower() in ALERTS:
            spot, hint = page.spot(words.map, near[0]), f"as in: [!{near[1]}]"
            page.error("C106", spot, "with a space in its name this is no callout", hint)
        elif not match and (near := _PLAIN.match(words.content)) and near[1].lower() in ALERTS:
            _tell_plain(near, words, state)
    state.tokens[:] = [token for token in state.tokens if token.type != "gone"]


def _tell_plain(near: re.Match[str], words: Token, state: StateCore) -> None:
    """`> [NOTE]` alone on its line, if that is no link."""
    page: Page = state.env["page"]
    if normalizeReference(near[1]) not in state.env.get("references", {}):
        spot = page.spot(words.map, f"[{near[1]}]")
        page.warn("C106", spot, "without ! this is no callout", f"as in: [!{near[1]}]")


def _tell_bare(words: Token, page: Page) -> None:
    """`[!TIP]` alone on the first line of a paragraph."""
    match = _ALERT.match(words.content)
    if match and match[1].lower() in ALERTS and not match[2].strip():
        spot = page.spot(words.map, f"[!{match[1]}]")
        page.warn("C106", spot, "a callout is a quotation", f"as in: > [!{match[1]}]")


def _is_meant(match: re.Match[str], words: str, state: StateCore) -> bool:
    """Whether a name that no callout has is not simply a link, or a part of a word."""
    name = f"!{match[1]}"
    is_link = normalizeReference(name) in state.env.get("references", {})
    return not is_link and not words.startswith(("(", "["), len(name) + 2)


def _known(name: str) -> str:
    """The callout that is like it, else the one that is called so elsewhere, else all of them."""
    also = ALSO.get(name.lower(), "")
    offered = f'did you mean "{also}"?' if also in ALERTS else ""
    return offered or nearest(name, ALERTS) or f"known are {', '.join(ALERTS)}"


def _make_alert(tokens: list[Token], place: int, match: re.Match[str]) -> None:
    opening, paragraph, words = tokens[place : place + 3]
    head = Head(match[1].lower(), match[2].strip())
    look = look_of(head.name)
    close = next(i for i in range(place + 1, len(tokens)) if _closes(tokens[i], opening))
    opening.type, opening.tag = "block_open", "div"
    tokens[close].type, tokens[close].tag = "block_close", "div"
    opening.meta, tokens[close].meta = {"look": look, "head": head}, {"look": look}
    rest, level = words.content[match.end() :], opening.level + 1
    title = Token("inline", "", 0, content=head.title, map=words.map, children=[], level=level)
    meta = {"look": look, "told": bool(head.title)}
    begin = Token("block_title_open", "", 1, meta=meta, level=level)
    finish = Token("block_title_close", "", -1, meta={"look": look}, level=level)
    words.content = rest
    kept = [paragraph, words, tokens[place + 3]] if rest.strip() else []
    gone = [Token("gone", "", 0) for _ in range(3 - len(kept))]
    tokens[place + 1 : place + 4] = [begin, title, finish, *kept, *gone]


def _closes(token: Token, opening: Token) -> bool:
    return token.type == "blockquote_close" and token.level == opening.level
