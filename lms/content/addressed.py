"""Where a text says to what it leads: its addresses, without those that only stand in code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lms.platform.markup.parser import base_parser

LONGEST = 20_000
"""Characters of a paragraph in which addresses are looked for."""
AWAY = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/#]")
"""How an address begins that leads out of the course, or nowhere else than to the text itself."""
_ADDRESS = re.compile(
    r"\\[\\`]|(?<!`)(`+)(?!`)[^\0]+?(?<!`)\1(?!`)"
    r"|(\]\(\s*|^[ >]*\[[^\]\n]+\]:\s*|\b(?:src|href)\s*=\s*[\"'])(<[^<>\n]+>|[^\s()<>\"']+)",
    re.MULTILINE,
)
"""An address with what stands before it; or code, in which there is none."""
_CODE = ("fence", "code_block")
_BLANK = re.compile(r"\n[ \t>]*\n")


def readdressed(text: str, change: Callable[[str], str]) -> str:
    """The text with each address changed that leads somewhere; code stays as it is."""
    rows, made = text.split("\n"), list[str]()
    for start, end, is_code in _runs(rows, text):
        run = "\n".join(rows[start:end])
        made.append(run if is_code else _changed(run, change))
    return "\n".join(made)


def _changed(run: str, change: Callable[[str], str]) -> str:
    """Paragraphs by themselves: code on a line ends with its paragraph."""
    made, end = "", 0
    for match in _BLANK.finditer(run):
        made += _paragraph(run[end : match.start()], change) + match[0]
        end = match.end()
    return made + _paragraph(run[end:], change)


def _paragraph(text: str, change: Callable[[str], str]) -> str:
    return text if len(text) > LONGEST else _ADDRESS.sub(partial(_put, change), text)


def _put(change: Callable[[str], str], match: re.Match[str]) -> str:
    return f"{match[2]}{change(match[3].strip('<>'))}" if match[3] else match[0]


def _runs(rows: list[str], text: str) -> Iterator[tuple[int, int, bool]]:
    """Rows that are code or are none, in turn: the first, the one after the last, and whether."""
    place = 0
    for start, end in _code_rows(text):
        if start > place:
            yield place, start, False
        if end > max(start, place):
            yield max(start, place), end, True
            place = end
    if place < len(rows):
        yield place, len(rows), False


def _code_rows(text: str) -> list[tuple[int, int]]:
    tokens: list[Token] = []
    _parser().block.parse(text, _parser(), {}, tokens)
    return sorted((t.map[0], t.map[1]) for t in tokens if t.type in _CODE and t.map)


@cache
def _parser() -> MarkdownIt:
    return base_parser(html=True)
