"""The shared parser: which Markdown is understood, and how its shared parts look as HTML."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.gfm_autolink import index as autolinks

from lms.platform.markup.labels import HELPERS

Env = MutableMapping[str, Any]

PROTOCOL = re.compile(r"(?:^|.)(https?|mailto|xmpp)$", re.DOTALL)
PROTOCOLS = ("http", "https", "mailto", "xmpp")
LONGEST_PROTOCOL = 6

DEEPEST = 40  # brackets, quotes and lists within each other; more is an attack or an accident


def base_parser(*, html: bool = False) -> MarkdownIt:
    """CommonMark with GitHub's tables, strikethrough, autolinks, task lists and footnotes."""
    options = {"html": html, "tasklists": True, "strikethrough_single_tilde": False}
    md = MarkdownIt("commonmark", {**options, "xhtmlOut": False, "maxNesting": DEEPEST})
    md.helpers = HELPERS  # type: ignore[assignment]  # any namespace does
    md.enable(["table", "strikethrough"])
    md.use(gfm_autolink_plugin)
    md.inline.ruler.at("gfm_autolink_protocol", link_after_protocol)
    md.use(footnote_plugin, inline=False)
    md.add_render_rule("table_open", render_table_open)
    md.add_render_rule("table_close", render_table_close)
    for cell in ("th_open", "td_open"):
        md.add_render_rule(cell, render_cell_open)
    return md


class _AtTheEnd:
    """The plugin's pattern, which it looks for in all that stands before a colon: that made a line
    of colons quadratic. A protocol stands in the last letters or nowhere."""

    def search(self, before: str) -> re.Match[str] | None:
        """The protocol that ends here, as `re.Pattern.search`."""
        return PROTOCOL.search(before[-LONGEST_PROTOCOL - 1 :])


autolinks._PROTO_RE = _AtTheEnd()  # type: ignore[assignment]  # the plugin needs no more of a pattern


def link_after_protocol(state: StateInline, silent: bool) -> bool:
    """The plugin's rule for addresses, asked only where a colon stands after a protocol."""
    if not state.pending.endswith(PROTOCOLS):
        return False
    return bool(autolinks._protocol_rule(state, silent))


def add_tasks(md: MarkdownIt) -> None:
    """Give each box of a task list its label, as the design's checklist has it."""
    md.core.ruler.push("tasks", label_tasks)
    md.add_render_rule("list_item_open", render_list_item_open)


def render_table_open(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """A wide table scrolls in its own frame, reachable by keyboard."""
    return '<div class="table-wrap" tabindex="0"><table class="table">\n'


def render_table_close(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The end of a table and of its frame."""
    return "</table></div>\n"


def render_cell_open(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """A column's alignment is a class: a strict policy refuses style attributes.

    An empty corner heads nothing, so it is no heading.
    """
    token = tokens[idx]
    if not tokens[idx + 1].content.strip():
        token.tag = tokens[idx + 2].tag = "td"
    scope = ' scope="col"' if token.tag == "th" else ""
    style = str(token.attrs.get("style", ""))
    side = {"text-align:right": ' class="r"', "text-align:center": ' class="m"'}.get(style, "")
    return f"<{token.tag}{scope}{side}>"


def label_tasks(state: Any) -> None:  # noqa: ANN401 - markdown-it's StateCore is untyped for rules
    """Move the box of each task into the first line of its item, within a label."""
    tokens: list[Token] = state.tokens
    for place, token in enumerate(tokens[:-2]):
        if token.type != "list_item_open" or "checked" not in token.meta:
            continue
        line = tokens[place + 2]
        if line.type == "inline" and line.children is not None:
            line.children = [_box(token.meta["checked"]), *line.children, _html("</span></label>")]
    for token in tokens:
        if token.type.endswith("_list_open") and token.attrs.get("class"):
            token.attrs["class"] = "checklist plain"


def render_list_item_open(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """An item; the box of a task already stands in its line."""
    return "<li>"


def _box(checked: bool) -> Token:
    tick = " checked" if checked else ""
    return _html(f'<label class="check"><input type="checkbox" disabled{tick}><span>')


def _html(content: str) -> Token:
    return Token("made_html", "", 0, content=content)
