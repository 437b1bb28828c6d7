"""text2qti, questions as numbered lists.

Source: https://github.com/gpoore/text2qti
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lms.content.importing.banks import Group, Paper, take_papers
from lms.content.importing.questions import Choice, Question
from lms.content.importing.rows import Row, said
from lms.content.importing.shape import Moved, Source

_QUESTION = re.compile(r"\d+[.)]\s+(.*)$")
_CHOICE = re.compile(r"(\*?)[A-Za-z]\)\s+(.*)$")
_SEVERAL = re.compile(r"\[([* ]?)\]\s+(.*)$")
_WORDS = re.compile(r"\*\s+(.*)$")
_NUMBER = re.compile(r"=\s+(.*)$")
_SAID = re.compile(r"(\.\.\.|\+|-|!)\s+(.*)$")
_SETTING = re.compile(r"([A-Za-z][A-Za-z ]{2,40}):\s*(.*)$")
_RANGE = re.compile(r"\[\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*\]")


def is_text2qti(path: str, text: str) -> bool:
    """Whether a file holds a numbered question with lettered answers, or says what quiz it is."""
    if not path.lower().endswith((".txt", ".md")):
        return False
    answered = re.search(r"(?m)^(\*?[a-eA-E]\)|\[\*?\]|=|\*)\s+\S", text)
    numbered = re.search(r"(?m)^\d+\.\s+\S", text)
    told = re.search(r"(?mi)^(quiz title:|\*[a-e]\)\s)", text)
    return bool(numbered and answered and told)


def fits(source: Source) -> bool:
    """Whether there are questions and no other texts, or one file of questions was named."""
    if source.only:
        return is_text2qti(source.only, source.text(source.only))
    texts = [
        p
        for p in source.paths
        if p.lower().endswith((".md", ".ipynb")) and "readme" not in p.lower()
    ]
    return bool(found := _files(source)) and set(texts) <= set(found)


def carry(source: Source) -> Moved:
    """Every file as a bank, or as one for each of its groups."""
    moved = Moved()
    return take_papers([(path, paper(source, path, moved)) for path in _files(source)], moved)


def _files(source: Source) -> list[str]:
    paths = [source.only] if source.only else sorted(source.paths)
    return [path for path in paths if is_text2qti(path, source.text(path))]


def paper(source: Source, path: str, moved: Moved) -> Paper:
    """The file's questions in their groups."""
    reading = _Reading(moved)
    hidden = False
    for row in source.rows(path):
        text = row.text.rstrip()
        if text in ("COMMENT", "END_COMMENT"):
            hidden = text == "COMMENT"
        elif not hidden and not text.startswith("%"):
            reading.take(row)
    return reading.done()


@dataclass
class _Reading:
    """One file, line by line."""

    moved: Moved
    paper: Paper = field(default_factory=Paper)
    group: Group = field(default_factory=Group)
    question: Question | None = None
    points: str = ""
    title: str = ""
    """Of the next question, as its points."""
    each: str = ""
    """Points of each question of the group."""
    last: str = ""
    """What the lines that are indented belong to."""

    def take(self, row: Row) -> None:
        """Read one line."""
        if row.text.startswith((" ", "\t")) or not row.text.strip():
            self._go_on(row)
            return
        for rule in (self._begin, self._answer, self._say, self._group, self._set):
            if rule(row):
                return
        if self.question and self.last == "prompt":
            self._go_on(row)
        else:
            self.moved.tell(row, "this line of the questions is not understood; left out")

    def done(self) -> Paper:
        """The whole file."""
        self._end_group()
        return self.paper

    def _begin(self, row: Row) -> bool:
        match = _QUESTION.match(row.text)
        if match:
            points = self.points or self.each
            self.question = Question([said(match[1], row)], self.title, points=points)
            self.group.questions.append(self.question)
            self.title, self.points, self.last = "", "", "prompt"
        return bool(match)

    def _answer(self, row: Row) -> bool:
        question = self.question
        if question is None:
            return False
        if match := _CHOICE.match(row.text) or _SEVERAL.match(row.text):
            question.choices.append(Choice(match[2], match[1] == "*"))
            self.last = "choice"
        elif match := _WORDS.match(row.text):
            question.answers.append(match[1])
            self.last = "answer"
        elif match := _NUMBER.match(row.text):
            question.answers.append(_number(match[1]))
            self.last = "answer"
        elif re.fullmatch(r"_{3,}\s*", row.text):
            question.essay, self.last = True, "answer"
        elif re.fullmatch(r"\^{3,}\s*", row.text):
            self.moved.tell(row, "handing in a file became a long answer")
            question.essay, self.last = True, "answer"
        else:
            return False
        return True

    def _say(self, row: Row) -> bool:
        match = _SAID.match(row.text)
        question = self.question
        if not match or question is None:
            return False
        if match[1] == "..." and self.last == "choice":
            choice = question.choices[-1]
            question.choices[-1] = Choice(choice.text, choice.right, match[2])
            return True
        question.explanation = f"{question.explanation}\n\n{match[2]}".strip()
        self.last = "explanation"
        return True

    def _group(self, row: Row) -> bool:
        text = row.text.strip()
        if text not in ("GROUP", "END_GROUP"):
            return False
        self._end_group()
        self.last = "group" if text == "GROUP" else ""
        return True

    def _set(self, row: Row) -> bool:
        match = _SETTING.match(row.text)
        if not match:
            return False
        name, value = match[1].lower(), match[2].strip()
        known: dict[str, Callable[[], None]] = {
            "quiz title": lambda: setattr(self.paper, "title", value),
            "quiz description": lambda: self.paper.opening.append(said(value, row)),
            "text": lambda: self.paper.opening.extend([said("", row), said(value, row)]),
            "text title": lambda: self.paper.opening.extend(
                [said("", row), said(f"## {value}", row)]
            ),
            "pick": lambda: setattr(self.group, "pick", int(value) if value.isdigit() else 0),
            "points per question": lambda: setattr(self, "each", value),
            "points": lambda: setattr(self, "points", value),
            "title": lambda: setattr(self, "title", value),
        }
        if name in known:
            known[name]()
            self.last = "opening" if name in ("quiz description", "text") else self.last
        else:
            self.moved.tell(row, "a setting of the questions was left out")
        return True

    def _go_on(self, row: Row) -> None:
        """Add an indented or empty line to what it belongs to."""
        text, question = row.text.strip(), self.question
        if self.last == "opening":
            self.paper.opening.append(said(text, row))
        elif question is None:
            return
        elif self.last == "prompt":
            question.prompt.append(said(re.sub(r"^ {1,4}|^\t", "", row.text), row))
        elif self.last == "choice" and text:
            choice = question.choices[-1]
            question.choices[-1] = Choice(f"{choice.text}\n{text}", choice.right, choice.feedback)
        elif self.last == "explanation":
            question.explanation = f"{question.explanation}\n{text}"

    def _end_group(self) -> None:
        if self.group.questions:
            self.paper.groups.append(self.group)
        self.group, self.question, self.each = Group(), None, ""


def _number(text: str) -> str:
    """ "[1, 3]" as "2 +- 1"; others are written as ours already."""
    if match := _RANGE.match(text):
        try:
            low, high = float(match[1]), float(match[2])
        except ValueError:
            return text
        return f"{(low + high) / 2:.12g} +- {abs(high - low) / 2:.12g}"
    return text
