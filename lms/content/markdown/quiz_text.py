"""The text of a quiz, told apart line by line: question, answers of every kind, hints, the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ANSWER = re.compile(r"( {0,3}[-*+] +)\[([ xX])\](?: +(.*)|$)")
_KEY = re.compile(r" {0,3}=(?: +|(?=[\d\"+-]))(.*)")
_LINE = re.compile(r" {0,3}_{4,}\s*$")
_PAIR = re.compile(r"( {0,3}[-*+] +)(?!\[[ xX]\](?: |$))(.*?)(?<=\s)::(?:\s+|$)(.*)")
_BULLET = re.compile(r" {0,3}[-*+] +")
_ORDER = re.compile(r" {0,3}order: *$", re.IGNORECASE)
_ITEM = re.compile(r"( {0,3}\d{1,9}[.)] +)(.*)")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
BLANK = "{{blank:"
LONGEST_LINE = 4_000  # in longer ones the search for code would take its time


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of Markdown."""

    text: str = ""
    row: int = 0
    """Where they begin in the file, from 0."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the task list, with what belongs to it."""

    body: Piece
    correct: bool
    feedback: Piece


@dataclass
class QuizText:
    """A quiz, before its Markdown is rendered."""

    prompt: Piece = Piece()
    answers: list[Answer] = field(default_factory=list)
    keys: list[Piece] = field(default_factory=list)
    """What stands after each `=`."""
    pairs: list[tuple[Piece, Piece]] = field(default_factory=list)
    """Around each `::`."""
    items: list[Piece] = field(default_factory=list)
    """Of the list after `order:`."""
    orders: list[int] = field(default_factory=list)
    """Rows of `order:`."""
    lines: list[int] = field(default_factory=list)
    """Rows of `____`."""
    has_blanks: bool = False
    """Whether the question has gaps."""
    hints: list[Piece] = field(default_factory=list)
    explanation: Piece = Piece()
    loose: list[int] = field(default_factory=list)
    """Rows that belong to nothing."""

    @property
    def kinds(self) -> list[str]:
        """How it is to be answered; more than one is a mistake."""
        found = {
            "choice": self.answers,
            "key": self.keys,
            "matching": self.pairs,
            "ordering": self.orders,
            "long": self.lines,
            "gaps": self.has_blanks,
        }
        return [kind for kind, lines in found.items() if lines]


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a quiz, and the row of the first in its file."""

    all: Sequence[str]
    row: int

    def piece(self, start: int, end: int, first: str, indent: int) -> Piece:
        """Some lines, of which the first is given without its mark and the rest are indented."""
        rest = (_dedented(line, indent) for line in self.all[start + 1 : end])
        return Piece("\n".join([first, *rest]).rstrip(), self.row + start)


def read_quiz(content: str, row: int) -> QuizText:
    """The parts of a quiz whose first line is row `row` of its file."""
    lines = _Lines(content.split("\n"), row)
    first, has_blanks = _first(lines.all)
    quiz = QuizText(prompt=Piece("\n".join(lines.all[:first]), row), has_blanks=has_blanks)
    place = first
    while place < len(lines.all):
        place = _take(lines, place, quiz)
    return quiz


def _first(lines: Sequence[str]) -> tuple[int, bool]:
    """Where the question ends, and whether it has gaps: code is never looked into."""
    fence, marks, blanks = "", list[int](), 0
    for place, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1]
        elif fence:
            continue
        elif any(pattern.match(line) for pattern in (_ANSWER, _KEY, _LINE, _PAIR, _ORDER)):
            return place, blanks > 0
        elif BLANK in line and BLANK in _without_code(line):
            marks, blanks = [], blanks + 1
        elif line.startswith(("?", ">")):
            marks.append(place)
    return (marks[0] if marks and blanks else len(lines)), blanks > 0


def _without_code(line: str) -> str:
    """The line without its code; one too long to be anybody's prose as it is."""
    return line if len(line) > LONGEST_LINE else _CODE.sub("", line)


def _take(lines: _Lines, place: int, quiz: QuizText) -> int:
    """Add what begins at this line; the line after it."""
    line = lines.all[place]
    for pattern, take in _TAKERS.items():
        if match := pattern.match(line):
            return take(lines, place, match, quiz)
    if line.startswith(("?", ">")):
        return _take_mark(lines, place, quiz)
    if line.strip():
        quiz.loose.append(lines.row + place)
    return place + 1


def _take_answer(lines: _Lines, place: int, match: re.Match[str], quiz: QuizText) -> int:
    end = _end_of_item(lines.all, place, len(match[1]), _ANSWER)
    quiz.answers.append(_answer(lines.all[place:end], match, lines.row + place))
    return end


def _take_key(lines: _Lines, place: int, match: re.Match[str], quiz: QuizText) -> int:
    quiz.keys.append(Piece(match[1].strip(), lines.row + place))
    return place + 1


def _take_line(lines: _Lines, place: int, match: re.Match[str], quiz: QuizText) -> int:
    quiz.lines.append(lines.row + place)
    return place + 1


def _take_pair(lines: _Lines, place: int, match: re.Match[str], quiz: QuizText) -> int:
    end = _end_of_item(lines.all, place, len(match[1]), _BULLET)
    meaning = lines.piece(place, end, match[3], len(match[1]))
    quiz.pairs.append((Piece(match[2].strip(), lines.row + place), meaning))
    return end


def _take_order(lines: _Lines, place: int, match: re.Match[str], quiz: QuizText) -> int:
    """The list after `order:`, which may stand below an empty line."""
    quiz.orders.append(lines.row + place)
    place += 1
    while place < len(lines.all):
        item = _ITEM.match(lines.all[place])
        if item:
            end = _end_of_item(lines.all, place, len(item[1]), _ITEM)
            quiz.items.append(lines.piece(place, end, item[2], len(item[1])))
            place = end
        elif lines.all[place].strip():
            return place
        else:
            place += 1
    return place


_Taker = Callable[[_Lines, int, re.Match[str], QuizText], int]
_TAKERS: dict[re.Pattern[str], _Taker] = {
    _ANSWER: _take_answer,
    _KEY: _take_key,
    _LINE: _take_line,
    _PAIR: _take_pair,
    _ORDER: _take_order,
}


def _take_mark(lines: _Lines, place: int, quiz: QuizText) -> int:
    end, mark = _end_of_mark(lines.all, place), lines.all[place][0]
    text = "\n".join(strip_mark(part, mark) for part in lines.all[place:end])
    if mark == "?":
        quiz.hints.append(Piece(text, lines.row + place))
    else:
        quiz.explanation = Piece(text, lines.row + place)
    return end


def _end_of_item(lines: Sequence[str], place: int, indent: int, start: re.Pattern[str]) -> int:
    """An item goes on while lines are empty or indented below its text, or simply run on."""
    end, place = place + 1, place + 1
    while place < len(lines):
        line = lines[place]
        inside = line.startswith(" " * min(indent, 2))
        runs_on = bool(lines[place - 1].strip()) and not re.match(r"[?>]", line)
        if start.match(line) and not line.startswith(" " * indent):
            return end
        if line.strip() and not inside and not runs_on:
            return end
        place += 1
        end = place if line.strip() else end
    return end


def _end_of_mark(lines: Sequence[str], place: int) -> int:
    """A hint ends before an empty line or another mark; an explanation with its last `>`."""
    mark = lines[place][0]
    end = place + 1
    while end < len(lines) and lines[end].strip():
        starts_other = re.match(r"[?>]|[-*+] +\[", lines[end])
        if (mark == "?" and starts_other) or (mark == ">" and not lines[end].startswith(">")):
            break
        end += 1
    return end


def _answer(lines: Sequence[str], match: re.Match[str], row: int) -> Answer:
    indent = len(match[1])
    inner = [match[3] or "", *(_dedented(line, indent) for line in lines[1:])]
    start = next((i for i, line in enumerate(inner) if i and line.startswith(">")), len(inner))
    feedback = "\n".join(strip_mark(line, ">") for line in inner[start:])
    body = Piece("\n".join(inner[:start]), row)
    return Answer(body, match[2] in "xX", Piece(feedback, row + start))


def _dedented(line: str, indent: int) -> str:
    return line[min(indent, len(line) - len(line.lstrip(" "))) :]


def strip_mark(line: str, mark: str) -> str:
    """The line without its `>` or `?` and the space after it."""
    return line[1:].removeprefix(" ") if line.startswith(mark) else line
