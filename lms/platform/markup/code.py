"""Code in colour: Pygments reads it, the design's five token classes show it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from html import escape
from itertools import groupby

from pygments.lexer import Lexer
from pygments.lexers import get_all_lexers, get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String, _TokenType
from pygments.util import ClassNotFound

LONGEST_IN_COLOUR = 50_000
"""Characters; longer code is a log, and some lexers take seconds over it."""

CLASSES: dict[_TokenType, str] = {
    Keyword: "k",
    Operator.Word: "k",
    String: "s",
    Number: "n",
    Comment: "c",
    Generic.Prompt: "c",
    Generic.Inserted: "s",
    Generic.Deleted: "k",
    Name.Builtin: "f",
    Name.Class: "f",
    Name.Decorator: "f",
    Name.Function: "f",
    Name.Tag: "k",
}
"""The nearest ancestor of a token's type decides; what has none stays plain."""

PLAIN = frozenset(
    {
        "",
        "csv",
        "error",
        "log",
        "graphviz",
        "mermaid",
        "none",
        "output",
        "plain",
        "plaintext",
        "text",
        "tsv",
        "txt",
    }
)
"""Names of languages that are written without colour."""


def highlight(code: str, language: str) -> str:
    """The code as safe HTML, its tokens in spans of class k, s, n, c or f."""
    return "\n".join(coloured_lines(code, language))


def is_known(language: str) -> bool:
    """Whether code of this language can be coloured, or is meant to stay plain."""
    return language.lower() in PLAIN or _lexer(language.lower()) is not None


@cache
def known_languages() -> frozenset[str]:
    """Every name under which a language is known."""
    names = (name for _, names, _, _ in get_all_lexers(plugins=False) for name in names)
    return PLAIN.union(names) - {""}


def coloured_lines(code: str, language: str) -> list[str]:
    """The lines of the code as HTML; no span reaches over a line's end."""
    lexer = _lexer(language.lower()) if len(code) <= LONGEST_IN_COLOUR else None
    if lexer is None:
        return [escape(line, quote=False) for line in code.removesuffix("\n").split("\n")]
    lines, line = [], ""
    for name, text in _runs(lexer, code):
        first, *others = text.split("\n")
        line += _span(name, first)
        for rest in others:
            lines.append(line)
            line = _span(name, rest)
    return [*lines, line] if line else lines


def _runs(lexer: Lexer, code: str) -> Iterator[tuple[str, str]]:
    """(class, text) of each longest stretch of one class."""
    tokens = lexer.get_tokens(code.removesuffix("\n") + "\n")
    for name, run in groupby(tokens, lambda token: _class(token[0])):
        yield name, "".join(text for _, text in run)


def _span(name: str, text: str) -> str:
    if not text:
        return ""
    safe = escape(text, quote=False)
    return f'<span class="{name}">{safe}</span>' if name else safe


@lru_cache(maxsize=256)
def _class(kind: _TokenType) -> str:
    while kind.parent is not None:
        if kind in CLASSES:
            return CLASSES[kind]
        kind = kind.parent
    return ""


@lru_cache(maxsize=128)
def _lexer(language: str) -> Lexer | None:
    if language in PLAIN:
        return None
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=True)
    except ClassNotFound:
        return None
