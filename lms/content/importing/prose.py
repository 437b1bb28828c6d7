"""Which stretches of a text are words: what every reader of marks asks, and nobody else decides.

No words are code, formulas, HTML, addresses, definitions of addresses and what is escaped, however
many lines they go over, and the keys of a quiz.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.common.html_blocks import block_names
from markdown_it.token import Token

from lms.content.importing.reading import RAW, Env, Stretch, parser, stretches
from lms.content.importing.rows import LONGEST_LINE, Row
from lms.content.markdown.quiz_lines import KEY

_FRAME = re.compile(r"[\s>]*:{3,}\s*(?P<brace>\{)?(?P<name>[\w-]*)(?(brace)\})\s*(?P<title>.*)")
_TAG = re.compile(r"\s*</?([A-Za-z][\w-]*)")
_BAR = re.compile(r"(?<!\\)\|")
_HIDDEN = re.compile("[\ue100\ue102](\\d+)\ue103")
_FREE = dict.fromkeys((0xE100, 0xE102, 0xE103), "\ufffd")
CODE, HIDDEN = "\ue100", "\ue102"
"""Stand for a span of code, and for what else is hidden, while words around it are changed."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of one row that is words; marks go across the parts of it that are none."""

    start: int
    end: int
    hidden: tuple[Stretch, ...] = ()
    """The parts of it, in order."""


def words_of(rows: Sequence[Row], *, with_notes: bool = False) -> list[tuple[Words, ...]]:
    """Of each row its words, none where it is code; `[[links]]` are some if they are asked for."""
    env: Env = {}
    tokens: list[Token] = []
    parser().block.parse("\n".join(_read(rows)), parser(), env, tokens)
    found: list[list[Words]] = [[] for _ in rows]
    is_table = False
    for token in tokens:
        if token.type in ("table_open", "table_close"):
            is_table = token.type == "table_open"
        elif token.map and not is_table and (token.type == "inline" or _goes_round(token)):
            for place, words in _lines(token, rows, env, with_notes=with_notes):
                found[place].append(words)
        elif token.type == "tr_open" and token.map:
            place = token.map[0]
            found[place] += _cells(rows[place].text, env, with_notes=with_notes)
    for place, start in _titles(rows):
        hidden = _hidden(rows[place].text[start:], env, with_notes=with_notes)
        found[place] = [_words(start, len(rows[place].text), hidden)]
    return [() if row.code else tuple(words) for row, words in zip(rows, found, strict=True)]


def _goes_round(token: Token) -> bool:
    """Whether these are words around HTML that could stand in a sentence: `<small>`, a remark."""
    if token.type == "html_block" and token.content.lstrip().startswith("<!--"):
        return "-->" in token.content
    match = _TAG.match(token.content) if token.type == "html_block" else None
    return match is not None and match[1].lower() not in (*block_names, *RAW)


def in_words(text: str, words: Sequence[Words], change: Callable[[str], str]) -> str:
    """The row, its words changed as if what is hidden in them was not there."""
    for one in reversed(words):
        changed = _changed(text, one, change)
        text = text[: one.start] + changed + text[one.end :]
    return text


def _changed(text: str, words: Words, change: Callable[[str], str]) -> str:
    parts, place = [], words.start
    for number, (start, end) in enumerate(words.hidden):
        mark = CODE if text[start] == "`" else HIDDEN
        parts += [text[place:start].translate(_FREE), f"{mark}{number}\ue103"]
        place = end
    parts.append(text[place : words.end].translate(_FREE))

    def shown(match: re.Match[str]) -> str:
        start, end = words.hidden[int(match[1])]
        return text[start:end]

    return _HIDDEN.sub(shown, change("".join(parts)))


def _read(rows: Sequence[Row]) -> Iterator[str]:
    """The lines as the parser is to see them: without frames of blocks and the keys of quizzes."""
    is_quiz = False
    for row in rows:
        frame = None if row.code else _FRAME.match(row.text)
        is_quiz = frame["name"] == "quiz" if frame else is_quiz
        if frame or (is_quiz and not row.code and KEY.match(row.text)):
            yield ""
        else:
            yield row.text if len(row.text) <= LONGEST_LINE else "x"


def _lines(
    token: Token, rows: Sequence[Row], env: Env, *, with_notes: bool
) -> Iterator[tuple[int, Words]]:
    """The words of a paragraph or heading, row by row."""
    hidden = _hidden(token.content, env, with_notes=with_notes)
    first = token.map[0] if token.map else 0
    offset = behind = 0
    for place, line in enumerate(token.content.split("\n"), first):
        words = line.strip()
        start = _place(rows[place].text, words) if words and place < len(rows) else -1
        begin = offset + len(line) - len(line.lstrip())
        end, shift = begin + len(words), start - begin
        parts: list[Stretch] = []
        while behind < len(hidden) and hidden[behind][0] < end:
            left, right = hidden[behind]
            if right > begin:
                parts.append((max(left, begin) + shift, min(right, end) + shift))
            if right > end:
                break
            behind += 1
        if start >= 0:
            yield place, Words(start, start + len(words), tuple(parts))
        offset += len(line) + 1


def _place(text: str, words: str) -> int:
    """Where the words stand in their row: at its end, but for what closes a heading."""
    whole = text.rstrip()
    return len(whole) - len(words) if whole.endswith(words) else text.find(words)


def _cells(text: str, env: Env, *, with_notes: bool) -> Iterator[Words]:
    """The words of a row of a table, of which no mark goes from one cell into another."""
    bars = [match.start() for match in _BAR.finditer(text)]
    for start, end in zip([0, *(bar + 1 for bar in bars)], [*bars, len(text)], strict=True):
        hidden = _hidden(text[start:end], env, with_notes=with_notes)
        yield _words(start, end, hidden)


def _titles(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """The rows that open a block, and where in them its title begins."""
    for place, row in enumerate(rows):
        frame = None if row.code else _FRAME.match(row.text)
        if frame and frame["title"]:
            yield place, frame.start("title")


def _words(start: int, end: int, hidden: Sequence[Stretch]) -> Words:
    return Words(start, end, tuple((left + start, right + start) for left, right in hidden))


def _hidden(text: str, env: Env, *, with_notes: bool) -> list[Stretch]:
    """What is no words, in order; what lies in another stretch goes with it."""
    kept, notes = stretches(text, env)
    found: list[Stretch] = []
    for start, end in sorted(kept if with_notes else [*kept, *notes]):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
