"""The text of a quiz, told apart line by line: question, answers, hints, explanation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_ANSWER = re.compile(r"( {0,3}[-*+] +)\[([ xX])\](?: +(.*)|$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_OTHER_KINDS = {
    r"= ?\S": "numeric and short text",
    r"_{4,}\s*$": "long text",
    r"[-*+] .+ :: ": "matching",
    r"order:\s*$": "ordering",
    r".*\{\{blank:": "gap",
}


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
    hints: list[Piece] = field(default_factory=list)
    explanation: Piece = Piece()
    loose: list[int] = field(default_factory=list)
    """Rows that belong to nothing."""
    other_kind: str = ""
    """What it is when it is no choice."""


def read_quiz(content: str, row: int) -> QuizText:
    """The parts of a quiz whose first line is row `row` of its file."""
    lines = content.split("\n")
    first = _first_answer(lines)
    quiz = QuizText(prompt=Piece("\n".join(lines[:first]), row))
    if first == len(lines):
        quiz.other_kind = _other_kind(lines)
    place = first
    while place < len(lines):
        place = _take(lines, place, row, quiz)
    return quiz


def _take(lines: Sequence[str], place: int, row: int, quiz: QuizText) -> int:
    """Add what begins at this line; the line after it."""
    line = lines[place]
    if match := _ANSWER.match(line):
        end = _end_of_answer(lines, place, len(match[1]))
        quiz.answers.append(_answer(lines[place:end], match, row + place))
        return end
    if line.startswith(("?", ">")):
        end = _end_of_mark(lines, place)
        text = "\n".join(strip_mark(part, line[0]) for part in lines[place:end])
        if line[0] == "?":
            quiz.hints.append(Piece(text, row + place))
        else:
            quiz.explanation = Piece(text, row + place)
        return end
    if line.strip():
        quiz.loose.append(row + place)
    return place + 1


def _first_answer(lines: Sequence[str]) -> int:
    fence = ""
    for place, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1]
        elif not fence and _ANSWER.match(line):
            return place
    return len(lines)


def _end_of_answer(lines: Sequence[str], place: int, indent: int) -> int:
    """An answer goes on while lines are empty or indented below its text, or simply run on."""
    end, place = place + 1, place + 1
    while place < len(lines):
        line = lines[place]
        inside = line.startswith(" " * min(indent, 2))
        runs_on = bool(lines[place - 1].strip()) and not re.match(r"[?>]", line)
        if _ANSWER.match(line) and not line.startswith(" " * indent):
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


def _other_kind(lines: Sequence[str]) -> str:
    for pattern, name in _OTHER_KINDS.items():
        if any(re.match(pattern, line.strip()) for line in lines):
            return name
    return ""
