"""Footnotes as the design has them: a small number, and a list under a heading of its own."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import escape

from lms.content.page import Page
from lms.platform.markup.parser import Env


def plug(md: MarkdownIt) -> None:
    """Replace the plugin's HTML."""
    md.add_render_rule("footnote_ref", render_ref)
    md.add_render_rule("footnote_block_open", render_list_open)
    md.add_render_rule("footnote_block_close", render_list_close)
    md.add_render_rule("footnote_open", render_note_open)
    md.add_render_rule("footnote_anchor", render_back)


def render_ref(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The number in the text."""
    name, number = _name(tokens[idx], env), tokens[idx].meta["id"] + 1
    label = f"{env['page'].say('note number')} {number}"
    back = f"fnref{name}{_again(tokens[idx])}"
    return f'<sup><a href="#fn{name}" id="{back}" aria-label="{escape(label)}">{number}</a></sup>'


def render_list_open(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The list at the foot of the page."""
    page: Page = env["page"]
    name = f"fn-{env['docId']}" if "docId" in env else "fn"
    words = escape(page.say("notes"))
    return (
        f'<section class="footnotes" aria-labelledby="{name}"><h2 id="{name}">{words}</h2>\n<ol>\n'
    )


def render_list_close(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The end of the list."""
    return "</ol></section>\n"


def render_note_open(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """One note."""
    return f'<li id="fn{_name(tokens[idx], env)}">'


def render_back(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The way back to where the number stands."""
    label = escape(env["page"].say("back"))
    target = f"fnref{_name(tokens[idx], env)}{_again(tokens[idx])}"
    return f' <a href="#{target}" aria-label="{label}">↑</a>'


def _name(token: Token, env: Env) -> str:
    number = token.meta["id"] + 1
    return f"-{env['docId']}-{number}" if "docId" in env else str(number)


def _again(token: Token) -> str:
    """A number that stands several times in the text is told apart after the first."""
    count = token.meta.get("subId", 0)
    return f"-{count}" if count > 0 else ""
