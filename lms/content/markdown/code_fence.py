"""The first line of a block of code, in the forms that other tools write too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from lms.content.findings import nearest
from lms.content.markdown.blocks import known_names
from lms.content.markdown.options import read_options
from lms.content.page import Page
from lms.platform.markup.code import is_known, known_languages

OPTIONS = frozenset({"title", "hl_lines", "linenos", "id", "class", "file"})
ALSO = {
    "caption": "title",
    "emphasize-lines": "hl_lines",
    "filename": "title",
    "lines": "linenos",
    "lineno-start": "linenos",
    "name": "id",
    "number-lines": "linenos",
    "numberlines": "linenos",
    "showlinenumbers": "linenos",
}
"""What MyST, Quarto and others call our options, in small letters."""
LIKE_LINENOS = frozenset({"lineno", "line-numbers", "linenumbers", "numbers", "numbered", "nums"})
"""Words that no tool has, and that authors write for it."""
RESULTS = ("output", "error")
"""Fences that show what a program answers."""
LIKE = 0.75
"""From this likeness on, a language may be a slip of another: there are nearly a thousand."""

_INFO = re.compile(r"([^\s{,]*)([^\s{]*)[ \t]*(.*)")
_LINES = re.compile(r"[\d\s,-]+")
_MYST = re.compile(r"\{(code-block|code-cell|code|sourcecode|literalinclude)\}[ \t]*(.*)")
_MYST_OPTION = re.compile(r":([a-z-]+):[ \t]*(.*)\n")
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
    pointed: str = ""
    """The same as it is written."""
    numbered: bool = False
    """Whether lines show their numbers."""
    file: str = ""
    """The file of the course, or the part of it, that is shown."""


def take_myst(token: Token) -> None:
    """Turn MyST's ```` ```{code-block} python ```` and its lines of options into our own form."""
    match = _MYST.fullmatch(token.info.strip())
    if match is None:
        return
    word, more = match.groups()
    token.info = f'file="{more}"' if word == "literalinclude" else more
    while option := _MYST_OPTION.match(token.content):
        name, value = option.groups()
        token.info += f' {name}="{value}"' if name != "language" else ""
        token.info = f"{value} {token.info}" if name == "language" else token.info
        token.content = token.content[option.end() :].removeprefix("\n")


def read_fence(info: str, rows: list[int] | None, page: Page) -> Fence:
    """The fence of `python title="a.py" hl_lines="2 4-6" linenos`, in any of the known forms."""
    match = _INFO.match(info)
    language, more = (match[1], match[3].strip()) if match else ("", "")
    if "=" in language:  # an option alone, as in: ```file=a.py
        language, more = "", info
    braces = more.removeprefix("{").removesuffix("}").replace(",", " ")
    if _LINES.fullmatch(braces):  # Docusaurus has {1,3-4}
        braces = f'hl_lines="{braces}"'
    options = {ALSO.get(name.lower(), name): v for name, v in read_options(braces).items()}
    language = language or _language_in(options)
    if language and not is_known(language):
        spot, hint = page.spot(rows, language), _meant(language)
        page.warn("C107", spot, f'unknown language "{language}"', hint)
    _check(options, rows, page)
    return Fence(
        language=language.lower(),
        title=options.get("title", ""),
        marked=frozenset(_lines(options.get("hl_lines", ""), rows, page)),
        pointed=options.get("hl_lines", ""),
        numbered="linenos" in options,
        file=options.get("file", ""),
    )


def tell_beyond(fence: Fence, last: int, rows: list[int] | None, page: Page) -> None:
    """Tell of lines to point at that the code has not; its last line is number `last`."""
    for word in _words(fence.pointed):
        match = _SPAN.fullmatch(word)
        if match and int(match[2] or match[1]) > last:
            spot, hint = page.spot(rows, word), f"its last line is {last}"
            page.warn("C108", spot, f'there is no line "{word}" in this code', hint)


def _meant(language: str) -> str:
    """The block that an author may have in mind whose fence has its name, else a like language."""
    name = language.lower().strip("{}")
    if name == "quiz":
        return "a quiz is opened with ::: quiz {#id}, and closed with :::"
    if name in known_names():
        return f"a block is opened with ::: {name}, and closed with :::"
    return nearest(name, known_languages(), LIKE)


def _language_in(options: dict[str, str]) -> str:
    """Pandoc's `{.python}` and R Markdown's `{r}`; taken out of the options."""
    if "class" in options:
        language, _, rest = options.pop("class").partition(" ")
        options |= {ALSO.get(word.lower(), word): word for word in rest.split()}
        return language
    first = next(iter(options), "")
    return options.pop(first) if first and first not in OPTIONS and options[first] == first else ""


def _check(options: dict[str, str], rows: list[int] | None, page: Page) -> None:
    for name, value in options.items():
        hint = nearest(name, OPTIONS) if name not in OPTIONS and name != value else ""
        if name.lower() in LIKE_LINENOS:
            hint = 'did you mean "linenos"?'
        if hint:
            page.warn("C108", page.spot(rows, name), f'unknown option "{name}"', hint)


def _lines(text: str, rows: list[int] | None, page: Page) -> Iterator[int]:
    for word in _words(text):
        match = _SPAN.fullmatch(word)
        if match:
            yield from range(int(match[1]), min(int(match[2] or match[1]), 99_999) + 1)
        elif word:
            page.warn("C108", page.spot(rows, word), f'"{word}" is no line', 'hl_lines="2 4-6"')


def _words(lines: str) -> list[str]:
    return re.split(r"[\s,]+", lines.strip("[]"))
