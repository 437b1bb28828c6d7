"""Diagrams: `dot` is drawn when the course is compiled, `mermaid` in the reader's browser."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from lms.content import graphviz
from lms.content.markdown.options import read_options
from lms.content.page import Page

_INFO = re.compile(r"\{?(mermaid|dot|graphviz)\}?(?:[ \t]+(.*))?")
_LINE = re.compile(r"in line (\d{1,6})")
DRAWN = Markup('<div class="diagram__art" role="img" aria-label="{}">{}</div>')
SOURCE = Markup('<pre tabindex="0"><code>{}</code></pre>')
AS_TEXT = Markup('<details class="diagram__source" open><summary>{}</summary>{}</details>')
FRAME = Markup('<figure class="diagram"{}>{}{}</figure>\n')
TO_DRAW = Markup(' data-diagram="{}"')
CAPTION = Markup("<figcaption>{}</figcaption>")


def plug(md: MarkdownIt) -> None:
    """Add the rule."""
    md.core.ruler.push("diagrams", find_diagrams)


def find_diagrams(state: StateCore) -> None:
    """Make every fence of a diagram its drawing, or leave its source to be drawn or read."""
    page: Page = state.env["page"]
    for token in state.tokens:
        match = _INFO.fullmatch(token.info.strip()) if token.type == "fence" else None
        if match is None:
            continue
        options = read_options((match[2] or "").strip("{}"))
        title = options.get("title", "")
        caption = CAPTION.format(title) if title else Markup("")
        if match[1] == "mermaid":
            label = title or page.say("diagram")
            source = AS_TEXT.format(page.say("as text"), SOURCE.format(token.content.strip("\n")))
            made = FRAME.format(TO_DRAW.format(label), source, caption)
        else:
            made = FRAME.format("", _drawn(token, title, page), caption)
        token.type, token.content = "made_html", made


def _drawn(token: Token, title: str, page: Page) -> Markup:
    """The drawing; the source where there is none, which is told."""
    source = SOURCE.format(token.content.strip("\n"))
    if not graphviz.is_installed():
        hint = "readers see the source"
        page.warn("C159", page.spot(token.map), "Graphviz is not installed here", hint)
        return source
    try:
        return DRAWN.format(title or page.say("diagram"), graphviz.draw(token.content))
    except graphviz.CannotDraw as wrong:
        line = _LINE.search(str(wrong))
        row = (token.map or [0])[0] + (int(line[1]) if line else 0)
        page.error("C158", page.spot([row, row + 1]), f"this cannot be drawn: {wrong}")
        return source
