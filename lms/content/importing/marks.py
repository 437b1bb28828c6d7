"""Marks of MkDocs, pymdown and Obsidian within a line, as HTML that our pages show.

Keys `++ctrl+k++`, `==marked==`, `H~2~O`, `x^2^`, `^^put in^^`, and what critics write: `{++so++}`.

Source: https://facelessuser.github.io/pymdown-extensions/
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from markdown_it.common.html_blocks import block_names

from lms.content.importing.emoji import with_letters
from lms.content.importing.heights import HEIGHTS
from lms.content.importing.prose import Words, in_words, words_of
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved

_INSIDE = r"(?=\S)(?:(?!\1).){1,400}?(?<=\S)"
_IN_BRACES = r"(?P<text>(?:(?!\1\})[^{}]|\{[^{}]{0,100}\}){1,400})"
_MARKED = r"<mark>\g<text></mark>"
_FRAMED = (
    ("pymdownx.critic", re.compile(rf"\{{(\+\+){_IN_BRACES}\+\+\}}"), r"<ins>\g<text></ins>"),
    ("pymdownx.critic", re.compile(rf"\{{(--){_IN_BRACES}--\}}"), r"<del>\g<text></del>"),
    ("pymdownx.critic", re.compile(rf"\{{(==){_IN_BRACES}==\}}"), _MARKED),
    (
        "pymdownx.mark",
        re.compile(rf"(?<![\w=!<>{{])(==)(?!=)(?P<text>{_INSIDE})==(?![\w=}}])"),
        _MARKED,
    ),
    (
        "pymdownx.caret",
        re.compile(rf"(?<![\w^])(\^\^)(?!\^)(?P<text>{_INSIDE})\^\^(?![\w^])"),
        r"<ins>\g<text></ins>",
    ),
)
"""Each mark's extension, and the HTML for it."""
_CHANGED = re.compile(
    r"\{~~(?P<old>(?:(?!~>|~~\})[^{}]|\{[^{}]{0,100}\}){0,400})"
    r"~>(?P<new>(?:(?!~~\})[^{}]|\{[^{}]{0,100}\}){0,400})~~\}"
)
_REMARK = re.compile(r"\{>>(?:(?!<<\}|\{>>).){0,400}<<\}")
_KEYS = re.compile(
    r'(?<![\w+{])\+\+(?P<keys>(?:[\w-]+|"[^"]+")(?:\+(?:[\w-]+|"[^"]+"))*)\+\+(?![\w+])'
)
_KEYS_READ = "pymdownx.keys"
_KNOWN = frozenset(
    """
    alt altgr backspace caps-lock cmd command context-menu control ctrl del delete down end enter
    esc escape fn home ins insert left meta menu num-lock option page-down page-up pause pg-dn pg-up
    pipe plus print-screen return right scroll-lock shift space spacebar super tab up win windows
    bar brace-left brace-right bracket-left bracket-right double-quote single-quote exclam
    dollar percent ampersand greater less minus comma period slash backslash colon semicolon equal
    grave tilde hash star question underscore arrow-up arrow-down arrow-left arrow-right left-button
    right-button middle-button
    """.split()  # noqa: SIM905 - quoted one by one they would fill a page
)
_ONE_KEY = re.compile(
    r"[A-Za-z0-9]|[fF]\d{1,2}|num\d|\"[^\"]+\"|(?:browser|media|volume)(?:-[a-z]+){1,2}"
)
_SIDE = re.compile(r"(?:left|right)-")
_LANGUAGE = re.compile(r"(?<!`)(`+)#![A-Za-z][\w+-]* +(?=\S)")
"""Of code within a line: `#!python x`."""
_TERM = re.compile(r" {0,3}\*\[(?P<term>[^\[\]]{1,80})\]:\s*(?P<said>\S.*)$")
_READ_INSIDE = re.compile(
    r"^(?P<head> {0,3}<(?P<name>[a-z][\w-]*)(?: [^<>]*?)?) markdown(?:=\"\w*\")?(?=[ >])"
    r"(?P<tail>[^<>]*>(?P<rest>.*))"
)
"""That the text in an HTML element is Markdown, which it is here below an empty line or in one."""
_NUMBER = re.compile(r"(?<=\s)\((?P<number>\d+)\)!(?=\s*(?:-->|\*/)?\s*$)")
_NOTES = "notes at code are numbers in it, and the list below says what they mean"


def with_marks(rows: Sequence[Row], moved: Moved) -> list[Row]:
    """The rows with our forms of the marks; abbreviations go into the course's glossary."""
    found: list[Row] = []
    rows = _read_inside(rows)
    for row, words in zip(rows, words_of(rows), strict=True):
        if row.code:
            found.append(_numbered(row, moved))
        elif not words:
            found.append(row)
        elif not _is_term(row, words, moved):
            text = in_words(row.text, words, partial(_marked, row, moved))
            found.append(replace(row, text=_without_language(row, text, moved)))
    return found


def _without_language(row: Row, text: str, moved: Moved) -> str:
    """The line, its code without the name of a language that it begins with."""
    if "`#!" not in text or not _LANGUAGE.search(text):
        return text
    is_read = moved.reads(row, "`#!language code`", "pymdownx.inlinehilite")
    return _LANGUAGE.sub(r"\1", text) if is_read else text


def _read_inside(rows: Sequence[Row]) -> list[Row]:
    """The rows; Markdown in an HTML element begins below an empty line, but within a sentence."""
    found: list[Row] = []
    for row in rows:
        match = None if row.code else _READ_INSIDE.match(row.text)
        if match is None:
            found.append(row)
            continue
        found.append(replace(row, text=match["head"] + match["tail"]))
        if match["name"] in block_names or not match["rest"].strip():
            found.append(replace(row, text=""))
    return found


def _numbered(row: Row, moved: Moved) -> Row:
    """A line of code, with `# (1)` for the `# (1)!` of MkDocs, whose sign hides the remark."""
    text = _NUMBER.sub(r"(\g<number>)", row.text) if ")!" in row.text else row.text
    if text != row.text:
        moved.tell_once(row, _NOTES)
    return replace(row, text=text)


def _is_term(row: Row, words: Sequence[Words], moved: Moved) -> bool:
    """Take an abbreviation; of two meanings the first counts."""
    match = _TERM.match(row.text) if "*[" in row.text else None
    if match is None or not moved.reads(row, "*[abbreviation]: meaning", "abbr"):
        return False
    marked = in_words(row.text, words, partial(_marked, row, moved))
    term, said = match["term"].strip(), marked.partition("]:")[2].strip()
    entry = replace(row, text=term), replace(row, text=said)
    if moved.terms.setdefault(term.casefold(), entry)[1].text != said:
        moved.tell(row, f'a second meaning of "{term}" was left out')
    return True


def _marked(row: Row, moved: Moved, text: str) -> str:
    """The words with our forms of those marks that are any."""
    if "{" in text:
        text = _commented(row, moved, text)
    text = _KEYS.sub(partial(_keys, row, moved), text) if "++" in text else text
    heights = (
        (h.extension, h.pattern(is_read=h.extension in (moved.extensions or ())), h.html)
        for h in HEIGHTS
    )
    for extension, pattern, html in (*_FRAMED, *heights):
        match = pattern.search(text)
        if match and moved.reads(row, match[0].replace(match["text"], "words"), extension):
            text = pattern.sub(html, text)
    return with_letters(row, moved, text)


def _commented(row: Row, moved: Moved, text: str) -> str:
    """The words with what critics have changed, and without what they remark."""
    changed = _CHANGED.sub(r"<del>\g<old></del><ins>\g<new></ins>", text)
    changed = _REMARK.sub("", changed)
    if changed == text or not moved.reads(row, "{~~a critic's change~~}", "pymdownx.critic"):
        return text
    if _REMARK.search(text):
        moved.tell_once(row, "a critic's remark between {>> and <<} was left out")
    return changed


def _keys(row: Row, moved: Moved, match: re.Match[str]) -> str:
    """Keys, each in its frame; what is none of a keyboard's stays.

    A letter alone may be what a program counts up: it is a key where the settings speak of keys.
    """
    keys = re.findall(r'"[^"]+"|[^+"]+', match["keys"])
    if not all(_is_key(key) for key in keys):
        return match[0]
    if len(match["keys"]) == 1 and _KEYS_READ not in (moved.extensions or ()):
        return match[0]
    if not moved.reads(row, "++key++", _KEYS_READ):
        return match[0]
    return "+".join(f"<kbd>{_called(key)}</kbd>" for key in keys)


def _is_key(key: str) -> bool:
    name = key.lower()
    return bool({name, _SIDE.sub("", name, count=1)} & _KNOWN or _ONE_KEY.fullmatch(key))


def _called(key: str) -> str:
    plain = key.strip('"')
    return plain if plain != key else plain.replace("-", " ").title()
