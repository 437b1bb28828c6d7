"""What people write to each other: no raw HTML, no pictures from elsewhere, links not vouched for.

The parser escapes everything by itself; nh3 goes over the result again, so that one mistake in
either is not yet a hole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from lms.platform.markup.code import highlight
from lms.platform.markup.parser import Env, add_tasks, base_parser

LONGEST = 100_000
"""Characters of one post that are rendered; forms refuse far less."""

MOST_BRACKETS = 1_000
"""Each may begin a link, and is looked at once for each before it; a post with more has none."""

LOWEST_HEADING = 6

TAGS = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "div",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "input",
        "label",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "section",
        "span",
        "strong",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = {
    "a": {"href", "id", "class", "aria-label"},
    "code": {"class"},
    "div": {"class", "tabindex"},
    "input": {"type", "checked", "disabled"},
    "label": {"class"},
    "li": {"id"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "section": {"class"},
    "span": {"class"},
    "sup": {"class"},
    "table": {"class"},
    "td": {"class"},
    "th": {"class", "scope"},
    "ul": {"class"},
}
SCHEMES = frozenset({"http", "https", "mailto"})

_ADDRESS = re.compile(r"(?:https?://|mailto:|/(?![/\\])|#)", re.IGNORECASE)


def render_post(text: str, key: str) -> str:
    """What a person wrote, as safe HTML; `key` keeps its footnotes apart from those of others."""
    env = {"docId": re.sub(r"[^A-Za-z0-9_-]", "", key)}
    text = text[:LONGEST].replace("\0", "\ufffd")
    html = _parser(with_links=text.count("[") <= MOST_BRACKETS).render(text, env)
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel="nofollow ugc noopener",
    ).strip()


@cache
def _parser(*, with_links: bool) -> MarkdownIt:
    md = base_parser()
    if not with_links:
        md.disable(["link", "image"])
    md.validateLink = may_link_to  # type: ignore[method-assign, assignment]  # markdown-it's hook
    add_tasks(md)
    md.core.ruler.push("headings_below_the_title", _lower_headings)
    md.add_render_rule("image", render_image)
    md.add_render_rule("fence", render_code)
    md.add_render_rule("code_block", render_code)
    md.add_render_rule("made_html", render_made_html)
    return md


def _lower_headings(state: StateCore) -> None:
    """The title of the page is its only h1: headings of a post stand below it."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, LOWEST_HEADING)}"


def may_link_to(address: str) -> bool:
    """Web and mail addresses, and places on this site; nothing that could run."""
    return bool(_ADDRESS.match(address.strip()))


def render_image(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """A picture is offered as a link: loading it would tell a stranger who is reading."""
    token = tokens[idx]
    address = str(token.attrs.get("src", ""))
    words = self.renderInlineAsText(token.children or [], options, env) or address
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def render_code(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """A block of code in colour, when the first word after the fence names a language."""
    language = tokens[idx].info.split(" ", 1)[0].strip()
    inner = highlight(tokens[idx].content, language)
    return f'<div class="code"><pre tabindex="0"><code>{inner}</code></pre></div>\n'


def render_made_html(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """HTML that a rule of ours has made, such as the box of a task."""
    return tokens[idx].content
