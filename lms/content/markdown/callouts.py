"""Callouts and teaching blocks as HTML, and the other ways of writing a callout."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from lms.content.findings import nearest
from lms.content.markdown.blocks import Look, look_of
from lms.content.markdown.directives import push_block
from lms.content.markdown.options import Head
from lms.content.page import Page
from lms.platform.markup.parser import Env

ALERTS = ("note", "tip", "important", "warning", "caution")
_ALERT = re.compile(r"\[!([A-Za-z]+)\][+-]?[ \t]*([^\n]*)(?:\n|$)")
_DIV = re.compile(r"""<div class=["']lesson-([a-z-]+)["'] markdown=["']?(?:1|block)["']?>\s*$""")


def plug(md: MarkdownIt) -> None:
    """Add the rules and the HTML of blocks."""
    md.block.ruler.before("html_block", "lesson_div", lesson_div, {"alt": ["paragraph"]})
    md.core.ruler.after("block", "alerts", find_alerts)
    md.core.ruler.after("alerts", "fenced_callouts", find_fenced_callouts)
    md.core.ruler.after("fenced_callouts", "block_titles", take_titles)
    md.add_render_rule("block_open", render_open)
    md.add_render_rule("block_close", render_close)
    md.add_render_rule("block_title_open", render_title_open)
    md.add_render_rule("block_title_close", render_title_close)


def lesson_div(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<div class="lesson-note" markdown="1">` to the next line that is `</div>`."""
    match = _DIV.match(_line(state, start))
    if match is None or state.is_code_block(start):
        return False
    close = next((r for r in range(start + 1, end) if _line(state, r).strip() == "</div>"), None)
    if close is None or look_of(match[1]).word == "":
        return False
    if not silent:
        push_block(state, Head(match[1]), (start, close), start + 1)
        state.line = close + 1
    return True


def find_alerts(state: StateCore) -> None:
    """Make a quotation that begins with `[!NOTE]` a callout."""
    page: Page = state.env["page"]
    for place, token in enumerate(state.tokens):
        if token.type != "blockquote_open" or state.tokens[place + 1].type != "paragraph_open":
            continue
        words = state.tokens[place + 2]
        match = _ALERT.match(words.content)
        if match and match[1].lower() in ALERTS:
            _make_alert(state.tokens, place, Head(match[1].lower(), match[2].strip()))
        elif match and match[1].isupper():
            hint = nearest(match[1], ALERTS) or "known are " + ", ".join(ALERTS)
            spot = page.spot(words.map, match[1])
            page.error("C106", spot, f'unknown callout "{match[1]}"', hint)
    state.tokens[:] = [token for token in state.tokens if token.type != "gone"]


def _make_alert(tokens: list[Token], place: int, head: Head) -> None:
    opening, paragraph, words = tokens[place : place + 3]
    look = look_of(head.name)
    close = next(i for i in range(place + 1, len(tokens)) if _closes(tokens[i], opening))
    opening.type, opening.tag = "block_open", "div"
    tokens[close].type, tokens[close].tag = "block_close", "div"
    opening.meta, tokens[close].meta = {"look": look, "head": head}, {"look": look}
    rest = words.content[_ALERT.match(words.content).end() :]  # type: ignore[union-attr]  # it matched before
    level = opening.level + 1
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


def find_fenced_callouts(state: StateCore) -> None:
    """Make `~~~~exercism/note` a callout whose text is Markdown."""
    tokens: list[Token] = []
    for token in state.tokens:
        name = token.info.strip().removeprefix("exercism/")
        if token.type != "fence" or name == token.info.strip() or look_of(name).word == "":
            tokens.append(token)
            continue
        tokens += _fenced_callout(state, token, name)
    state.tokens[:] = tokens


def _fenced_callout(state: StateCore, token: Token, name: str) -> list[Token]:
    look, rows = look_of(name), token.map or [0, 1]
    inside: list[Token] = []
    source = "\n" * (rows[0] + 1) + token.content
    state.md.block.parse(source, state.md, state.env, inside)
    meta = {"look": look, "head": Head(name)}
    return [
        Token("block_open", "div", 1, meta=meta, map=rows),
        Token("block_title_open", "", 1, meta={"look": look, "told": False}),
        Token("inline", "", 0, map=rows, children=[]),
        Token("block_title_close", "", -1, meta={"look": look}),
        *inside,
        Token("block_close", "div", -1, meta={"look": look}),
    ]


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


def _line(state: StateBlock, row: int) -> str:
    return state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]]
