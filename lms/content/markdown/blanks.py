"""`{{blank: word | alternative}}`: a gap in the prose of a question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from lms.content.locating import Spot
from lms.content.markdown.quiz_lines import BLANK, without_code
from lms.content.markdown.quiz_parts import Piece
from lms.content.page import Page
from lms.content.questions import Blank
from lms.content.sources import CLOSE, OPEN
from lms.platform.markup.parser import Env

_BLANK = re.compile(r"\{\{blank:([^{}]*)\}\}")
_EMPTY = re.compile(r"\{\{blank:[\s|]*\}\}")
_NO_BLANK = re.compile(r"\{\{(?!blank:)[^{}]*\}\}")
_OPENED = re.compile(r"\{\{blank:(?![^{}]*\}\})[^{}]*")
_CODE = re.compile(r"<(code|pre|math)\b.*?</\1>", re.DOTALL)
_PLACE = re.compile(f"{OPEN}b([0-9]+){CLOSE}")


def plug(md: MarkdownIt) -> None:
    """Add the rule; it is awake only while a question is read."""
    md.inline.ruler.before("link", "blank", blank)
    md.add_render_rule("blank", render_blank)


def blank(state: StateInline, silent: bool) -> bool:
    """Take the words out of the text and leave the gap's place."""
    page: Page | None = state.env.get("page")
    if page is None or page.blanks is None or not state.src.startswith(BLANK, state.pos):
        return False
    match = _BLANK.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("blank", "", 0).content = f"{OPEN}b{len(page.blanks)}{CLOSE}"
        page.blanks.append(Blank(alternatives(match[1])))
    state.pos = match.end()
    return True


def alternatives(text: str) -> tuple[str, ...]:
    """The words between bars, each once, without the space around them or quotation marks."""
    words = (" ".join(word.split()) for word in text.split("|"))
    plain = (w[1:-1] if len(w) > 2 and w[0] == w[-1] == '"' else w for w in words)
    return tuple(dict.fromkeys(word for word in plain if word))


def render_blank(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    """The mark of a gap."""
    return tokens[idx].content


def prose(html: Markup) -> tuple[Markup | int, ...]:
    """HTML with marks as its pieces: text, and the index of a blank between."""
    pieces: list[Markup | int] = []
    for place, piece in enumerate(_PLACE.split(str(html))):
        if place % 2:
            pieces.append(int(piece))
        elif piece:
            pieces.append(Markup(piece))  # noqa: S704 - a part of safe HTML
    return tuple(pieces)


def check(page: Page, spot: Spot, prompt: Piece, pieces: Sequence[Markup | int]) -> None:
    """Tell about gaps that are not closed, hold no word, or stand where nobody can write."""
    blanks = page.blanks or []
    shown = [piece for piece in pieces if isinstance(piece, int)]
    text = "\n".join(_CODE.sub("", piece) for piece in pieces if isinstance(piece, Markup))
    if BLANK in text:
        for place in _spots(page, prompt, _OPENED) or [spot]:
            hint = "as in: {{blank: word | other word}}"
            page.error("C130", place, "a blank is not closed", hint)
    elif not blanks:
        page.error("C130", spot, "no blank stands where somebody can write", "not inside code")
    for place in _spots(page, prompt, _NO_BLANK) if _NO_BLANK.search(text) else ():
        page.error("C130", place, "this is no blank, and would be shown", "as in: {{blank: word}}")
    if not all(blank.accepted for blank in blanks):
        for place in _spots(page, prompt, _EMPTY) or [spot]:
            page.error("C131", place, "a blank holds no word", "as in: {{blank: word}}")
    if shown != list(range(len(blanks))) or any(map(_ends_in_tag, pieces)):
        page.error("C130", spot, "a blank stands where nobody can write", "let it stand in a text")


def _spots(page: Page, prompt: Piece, gap: re.Pattern[str]) -> list[Spot]:
    """Where such gaps stand; one that goes on in the next line is not looked for."""
    return [
        page.spot([row, row + 1], match[0])
        for row, line in enumerate(prompt.text.split("\n"), prompt.row)
        for match in gap.finditer(without_code(line))
    ]


def _ends_in_tag(piece: Markup | int) -> bool:
    """Whether the gap after this piece would stand in an attribute."""
    return isinstance(piece, Markup) and piece.rfind("<") > piece.rfind(">")
