"""The text of a quiz, told apart line by line: question, answers of every kind, hints, the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from lms.content.markdown.quiz_lines import (
    ALMOST,
    ANSWER,
    BARE,
    BULLET,
    CLOSE_KEY,
    ITEM,
    KEY,
    LINE,
    ORDER,
    PAIR,
    SHORT_LINE,
    SLOPPY,
    end_of_item,
    end_of_mark,
    end_of_question,
    outside_fences,
)
from lms.content.markdown.quiz_parts import Answer, Piece, QuizText, Quote


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
    first, has_blanks = end_of_question(lines.all)
    quiz = QuizText(prompt=Piece("\n".join(lines.all[:first]), row), has_blanks=has_blanks)
    place = first
    while place < len(lines.all):
        place = _take(lines, place, quiz)
    asked = [*outside_fences(lines.all[:first])]
    if quiz.kinds in ([], ["choice"]):
        quiz.sloppy += [row + place for place, line in asked if SLOPPY.match(line)]
        quiz.bare = [row + place for place in _bare(lines.all, first, quiz)]
    else:
        quiz.loose, quiz.sloppy = [*quiz.loose, *quiz.sloppy], []
    if not quiz.kinds:
        short = (place for place, line in asked if SHORT_LINE.match(line) or CLOSE_KEY.match(line))
        quiz.loose += [row + place for place in short]
    quiz.almost = [row + place for place in _almost(lines.all, first, quiz)]
    quiz.loose = sorted({*quiz.loose} - {*quiz.almost, *quiz.bare})
    return quiz


def _bare(lines: Sequence[str], first: int, quiz: QuizText) -> Iterator[int]:
    """The places of lines that seem meant as answers without their dash.

    Prose may begin with brackets too: where an answer is right already, those of a right answer
    mean something else, and empty ones do above the answers, but directly above the first.
    """
    has_right = any(answer.correct for answer in quiz.answers)
    for place, line in outside_fences(lines):
        if match := BARE.fullmatch(line):
            is_prose = match[3] or match[4] or place < first - 1
            if not (has_right and is_prose):
                yield place


def _almost(lines: Sequence[str], first: int, quiz: QuizText) -> list[int]:
    """The places of lines that seem meant as pairs, in a question that ends before `first`."""
    if quiz.pairs:
        before = takewhile(lambda place: BULLET.match(lines[place]), range(first - 1, -1, -1))
        loose = (loose - quiz.prompt.row for loose in quiz.loose)
        return [*reversed([*before]), *(place for place in loose if BULLET.match(lines[place]))]
    if quiz.kinds:
        return []
    items = [(place, line) for place, line in outside_fences(lines) if BULLET.match(line)]
    return [place for place, _ in items] if all(ALMOST.match(line) for _, line in items) else []


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
    end = end_of_item(lines.all, place, len(match[1]), SLOPPY)
    quiz.answers.append(_answer(lines.all[place:end], match, lines.row + place))
    quiz.ends.append(lines.row + end)
    return end


def _take_sloppy(lines: _Lines, place: int, match: re.Match[str], quiz: QuizText) -> int:
    end = end_of_item(lines.all, place, len(match[1]), SLOPPY)
    quiz.sloppy.append(lines.row + place)
    quiz.ends.append(lines.row + end)
    return end


def _take_key(lines: _Lines, place: int, match: re.Match[str], quiz: QuizText) -> int:
    quiz.keys.append(Piece(match[1].strip(), lines.row + place))
    return place + 1


def _take_line(lines: _Lines, place: int, match: re.Match[str], quiz: QuizText) -> int:
    quiz.lines.append(lines.row + place)
    return place + 1


def _take_pair(lines: _Lines, place: int, match: re.Match[str], quiz: QuizText) -> int:
    end = end_of_item(lines.all, place, len(match[1]), BULLET)
    meaning = lines.piece(place, end, match[3], len(match[1]))
    quiz.pairs.append((Piece(match[2].strip(), lines.row + place), meaning))
    return end


def _take_order(lines: _Lines, place: int, match: re.Match[str], quiz: QuizText) -> int:
    """The list after `order:`, which may stand below an empty line."""
    quiz.orders.append(lines.row + place)
    place += 1
    while place < len(lines.all):
        item = ITEM.match(lines.all[place])
        if item:
            end = end_of_item(lines.all, place, len(item[1]), ITEM)
            quiz.items.append(lines.piece(place, end, item[2], len(item[1])))
            place = end
        elif lines.all[place].strip():
            return place
        else:
            place += 1
    return place


_Taker = Callable[[_Lines, int, re.Match[str], QuizText], int]
_TAKERS: dict[re.Pattern[str], _Taker] = {
    ANSWER: _take_answer,
    KEY: _take_key,
    LINE: _take_line,
    PAIR: _take_pair,
    ORDER: _take_order,
    SLOPPY: _take_sloppy,
}


def _take_mark(lines: _Lines, place: int, quiz: QuizText) -> int:
    end, mark = end_of_mark(lines.all, place), lines.all[place][0]
    text = "\n".join(strip_mark(part, mark) for part in lines.all[place:end])
    if mark == "?":
        quiz.hints.append(Piece(text, lines.row + place))
    else:
        row = lines.row + place
        quiz.explanation = Piece(text, row)
        quiz.quotes.append(Quote(row, quiz.ends[-1:] == [row]))
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
