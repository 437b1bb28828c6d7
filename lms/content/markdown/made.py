"""HTML that our own rules have made: it is put back after the text around it was cleaned."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from lms.platform.markup.parser import Env


def plug(md: MarkdownIt) -> None:
    """Add the HTML."""
    md.add_render_rule("made_html", render_made_html)
    md.add_render_rule("kept", render_kept)


def render_made_html(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """A mark that stands for the HTML until the page is clean."""
    return str(env["page"].keep(Markup(tokens[idx].content)))  # noqa: S704 - made by our rules


def render_kept(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The mark of a part that a rule has already set aside."""
    return tokens[idx].content
