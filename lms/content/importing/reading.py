r"""The parser that tells words from code, formulas, addresses and HTML, as the pages will.

It knows the blocks of a lesson and, beside its formulas, `\begin{align}` … `\end{align}`, formulas
with empty lines in them, and links between notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.deflist import deflist_plugin

from lms.content.markdown import formulas
from lms.platform.markup.parser import base_parser

Env = MutableMapping[str, Any]
Rule = Callable[[StateInline, bool], bool]
Stretch = tuple[int, int]
"""Where something begins and ends in a text."""

HIGHEST = 60
"""Lines of one formula that has empty ones in it."""
KEPT = "kept"
"""In the parser's env: the stretches that are no words, those of links between notes apart."""
NOTES = "notes"
_SPOKEN = frozenset({"text", "newline", "strikethrough", "emphasis", "entity", "link", "image"})
"""Rules that read words; what another one reads is none."""
_READ = re.compile(r"[\\`<$\[:@{]|www")
"""Where those may begin."""
_BEGIN = re.compile(r"\\begin\{([A-Za-z]{1,30}\*?)\}")
RAW = ("code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var")
"""HTML elements that hold no words."""
_RAW = re.compile(rf"<({'|'.join(RAW)})(?:\s[^<>]*)?>", re.I)
_NOTE = re.compile(r"\[\[[^\[\]\n]{0,300}\]\](?![\[(])")
_BLANK = re.compile(r"\{\{blank:[^{}]{0,300}\}\}")
_ADDRESS = re.compile(r"://[^\s<>()\[\]]+")


@cache
def parser() -> MarkdownIt:
    """The parser, to be asked for the blocks of a text, and then for `stretches` of their lines."""
    md = base_parser(html=True)
    md.use(deflist_plugin)
    formulas.plug(md)
    breaks = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "long_formula", _long_formula, breaks)  # type: ignore[arg-type]  # a TypedDict of the library's
    md.inline.ruler.before("formula", "environment", _environment)
    md.inline.ruler.before("link", "note", _note)
    md.inline.ruler.before("html_inline", "raw_element", _raw_element)
    md.inline.ruler.before("gfm_autolink_protocol", "address", _address)
    for name in md.inline.ruler.get_active_rules():
        if name not in _SPOKEN:
            md.inline.ruler.at(name, _noted(_rule(md, name), NOTES if name == "note" else KEPT))
    md.inline.ruler.at("link", _label_apart(_rule(md, "link"), 1))
    md.inline.ruler.at("image", _label_apart(_rule(md, "image"), 2))
    return md


def stretches(text: str, env: Env) -> tuple[list[Stretch], list[Stretch]]:
    """What is no words in the text of a paragraph or cell, and the links between notes in it."""
    if not _READ.search(text):
        return [], []
    env[KEPT], env[NOTES], env["unended"] = [], [], {}
    parser().inline.parse(text, parser(), env, [])
    return env[KEPT], env[NOTES]


def _rule(md: MarkdownIt, name: str) -> Rule:
    return next(one.fn for one in md.inline.ruler.__rules__ if one.name == name)


def _noted(rule: Rule, key: str) -> Rule:
    """The rule, which notes what it has read."""

    def read(state: StateInline, silent: bool) -> bool:
        start = state.pos
        done = rule(state, silent)
        if done and not silent:
            state.env[key].append((start, state.pos))
        return done

    return read


def _label_apart(rule: Rule, width: int) -> Rule:
    """The rule for links or pictures, which notes all but their words.

    Where the words are the name of an address too, they are noted with it.
    """

    def read(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, {key: len(state.env[key]) for key in (KEPT, NOTES)}
        done = rule(state, silent)
        if done and not silent:
            end = state.md.helpers.parseLinkLabel(state, start + width - 1, width == 1)
            is_named = state.src[end + 1 : state.pos] in ("", "[]")
            if width > 1:  # the words of a picture are read as a text of their own
                for key, first in before.items():
                    inside = state.env[key][first:]
                    state.env[key][first:] = [(a + start + 2, b + start + 2) for a, b in inside]
            state.env[KEPT].append((start if is_named else end, state.pos))
        return done

    return read


def _environment(state: StateInline, silent: bool) -> bool:
    match = _BEGIN.match(state.src, state.pos)
    return match is not None and _up_to(state, f"\\end{{{match[1]}}}", match.end())


def _raw_element(state: StateInline, silent: bool) -> bool:
    if state.src.startswith("<!--", state.pos):
        return _up_to(state, "-->", state.pos + 4)
    match = _RAW.match(state.src, state.pos)
    return match is not None and _up_to(state, f"</{match[1].lower()}>", match.end())


def _up_to(state: StateInline, closing: str, start: int) -> bool:
    """Read to the end of what is looked for; what was not found once is not looked for again."""
    unended: dict[tuple[str, str, int], int] = state.env["unended"]
    asked = (closing, state.src, state.posMax)
    if start >= unended.get(asked, len(state.src) + 1):
        return False
    found = re.compile(re.escape(closing), re.I).search(state.src, start, state.posMax)
    if found is None:
        unended[asked] = start
        return False
    state.pos = found.end()
    return True


def _note(state: StateInline, silent: bool) -> bool:
    return _over(state, _NOTE) or _over(state, _BLANK)


def _address(state: StateInline, silent: bool) -> bool:
    is_after = state.src.endswith(("http", "https"), max(state.pos - 5, 0), state.pos)
    return is_after and _over(state, _ADDRESS)


def _over(state: StateInline, pattern: re.Pattern[str]) -> bool:
    match = pattern.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return False
    state.pos = match.end()
    return True


def _long_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A formula between two lines of `$$` or brackets alone, or one that TeX's words frame."""
    opening = "" if state.is_code_block(start) else _line(state, start).rstrip()
    match = _BEGIN.match(opening)
    close = f"\\end{{{match[1]}}}" if match else {"$$": "$$", "\\[": "\\]"}.get(opening, "")
    rows = range(start if match else start + 1, min(end, start + HIGHEST)) if close else range(0)
    last = next((row for row in rows if _line(state, row).rstrip().endswith(close)), None)
    if last is None:
        return False
    if not silent:
        state.push("long_formula", "", 0).map = [start, last + 1]
        state.line = last + 1
    return True


def _line(state: StateBlock, row: int) -> str:
    return state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]]
