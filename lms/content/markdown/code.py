"""Blocks of code: coloured on the server, with a name, marked lines and a button to copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from lms.content.include_grammar import CannotInclude
from lms.content.includes import part_of
from lms.content.markdown.code_fence import RESULTS, Fence, read_fence, take_myst, tell_beyond
from lms.content.markdown.hidden_lines import shown
from lms.content.page import Page
from lms.platform.markup.code import coloured_lines
from lms.platform.markup.parser import Env


def plug(md: MarkdownIt) -> None:
    """Add the rule and the HTML of code."""
    md.core.ruler.push("code", read_fences)
    md.add_render_rule("fence", render_code)
    md.add_render_rule("code_block", render_code)


def read_fences(state: StateCore) -> None:
    """Understand each fence's first line, and tell what is not understood."""
    page: Page = state.env["page"]
    for token in state.tokens:
        if token.type in ("fence", "code_block"):
            take_myst(token)
            fence = read_fence(token.info.strip(), token.map, page)
            token.meta = {"fence": fence}
            if fence.file:
                token.content = _taken(token, fence, page)
            if fence.language == "rust":
                token.content = shown(token.content)
            last = token.content.removesuffix("\n").count("\n") + 1
            tell_beyond(fence, last, token.map, page)


def _taken(token: Token, fence: Fence, page: Page) -> str:
    """What the named file holds; what stands in the fence is for readers of the source."""
    spot = page.spot(token.map, fence.file)
    try:
        return part_of(spot.path, fence.file, page.course.files, page.course.beside)
    except CannotInclude as wrong:
        page.error(wrong.code, spot, str(wrong), wrong.hint)
        return token.content


def render_code(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The block as the design has it."""
    page: Page = env["page"]
    fence: Fence = tokens[idx].meta["fence"]
    lines = coloured_lines(tokens[idx].content, fence.language)
    inner = "\n".join(_marked(lines, fence))
    kind = f" code--{fence.language}" if fence.language in RESULTS else ""
    kind += " code--numbered" if fence.numbered else ""
    head, block = _head(fence, page), f'<pre tabindex="0"><code>{inner}</code></pre>'
    html = f'<div class="code{kind}">{head}{block}</div>'
    return page.keep(Markup(html)) + "\n"  # noqa: S704 - escaped where it was coloured


def _marked(lines: Sequence[str], fence: Fence) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        row = f'<span class="line">{line}</span>' if fence.numbered else line
        yield f'<span class="hl">{row}</span>' if number in fence.marked else row


def _head(fence: Fence, page: Page) -> Markup:
    name = page.say(fence.language) if fence.language in RESULTS else fence.language
    return Markup('<div class="code__head"><span>{}</span></div>').format(fence.title or name)
