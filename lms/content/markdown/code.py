"""Blocks of code: coloured on the server, with a name, marked lines and a button to copy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from lms.content.findings import nearest
from lms.content.markdown.options import read_options
from lms.content.page import Page
from lms.platform.markup.code import coloured_lines, is_known
from lms.platform.markup.parser import Env

OPTIONS = frozenset({"title", "hl_lines", "linenos", "id", "class", "file"})
RESULTS = ("output", "error")
"""Fences that show what a program answers."""

_INFO = re.compile(r"([^\s{,]*)([^\s{]*)[ \t]*(.*)")
_SPAN = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class Fence:
    """What the first line of a block of code says."""

    language: str
    """As Pygments calls it; may be empty."""
    title: str = ""
    """Usually a file's name."""
    marked: frozenset[int] = frozenset()
    """Numbers of the lines to point at, from 1."""
    numbered: bool = False
    """Whether lines show their numbers."""


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
            token.meta = {"fence": read_fence(token.info.strip(), token.map, page)}


def read_fence(info: str, rows: list[int] | None, page: Page) -> Fence:
    """The fence of `python title="a.py" hl_lines="2 4-6" linenos`, in any of the known forms."""
    match = _INFO.match(info)
    language, braces = (match[1], match[3]) if match else ("", "")
    options = read_options(braces.strip().removeprefix("{").removesuffix("}").replace(",", " "))
    if not language and "class" in options:
        language = options.pop("class").split()[0]
    elif not language and options and next(iter(options.values())) == next(iter(options)):
        language = options.pop(next(iter(options)))  # R Markdown's ```{r}
    if language and not is_known(language):
        page.warn("C107", page.spot(rows, language), f'unknown language "{language}"')
    if language == "mermaid":
        page.warn("C190", page.spot(rows, language), "diagrams are not supported yet")
    _check(options, rows, page)
    marked = frozenset(_lines(options.get("hl_lines", ""), rows, page))
    return Fence(language.lower(), options.get("title", ""), marked, "linenos" in options)


def _check(options: dict[str, str], rows: list[int] | None, page: Page) -> None:
    if "file" in options:
        spot = page.spot(rows, "file")
        page.error("C191", spot, '"file" is not supported yet', "paste the code")
    for name, value in options.items():
        if name not in OPTIONS and name != value and nearest(name, OPTIONS):
            spot = page.spot(rows, name)
            page.warn("C108", spot, f'unknown option "{name}"', nearest(name, OPTIONS))


def _lines(text: str, rows: list[int] | None, page: Page) -> Iterator[int]:
    for word in re.split(r"[\s,]+", text.strip("[]")):
        match = _SPAN.fullmatch(word)
        if match:
            yield from range(int(match[1]), min(int(match[2] or match[1]), 99_999) + 1)
        elif word:
            page.warn("C108", page.spot(rows, word), f'"{word}" is no line', 'hl_lines="2 4-6"')


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
