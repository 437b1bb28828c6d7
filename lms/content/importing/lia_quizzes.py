"""LiaScript's quizzes, found among the lines of a page and written as ours.

Source: the section "Quizzes" of LiaScript's documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lms.content.importing.questions import Choice, Question, as_rows, gap
from lms.content.importing.rows import Row, outside_spans, said
from lms.content.importing.shape import Moved

_START = r"[\s>]*(?:[-*+]\s+)?"
_SEVERAL = re.compile(_START + r"\[\[([ xX])\]\]\s+(.*)$")
_SINGLE = re.compile(_START + r"\[\(([ xX])\)\]\s+(.*)$")
_HINT = re.compile(_START + r"\[\[\?\]\]\s*(.*)$")
_ALONE = re.compile(_START + r"\[\[(?![\s_]*\]\]|[?!]\]\])(.+)\]\]\s*$")
_GENERIC = re.compile(_START + r"\[\[!\]\]\s*$")
_SURVEY = re.compile(
    _START
    + r"\[(?:\(-?\d+\)|\[-?\d+\]|\[[_\s]+\]|\([^)xX ][^)]*\)|\[[A-Za-z][^\]|]*\])\]\s+\S|"
    + _START
    + r"\[\[_[_\s]*\]\]\s*$"
)
_INNER = re.compile(r"\[\[(?![?!]\]\])([^\[\]]+)\]\]")
_IN_TITLE = re.compile(r"\]\([^()]*\[\[")
LONGEST = 6
"""Lines over which the answers of one quiz may go."""
_RULE = re.compile(r"[\s>]*\*{3,}\s*$")


def with_quizzes(rows: list[Row], stem: str, moved: Moved) -> list[Row]:
    """The rows of a page, its quizzes as ours."""
    return _Page(rows, stem, moved).read()


def with_whole_answers(rows: list[Row]) -> list[Row]:
    """The rows; answers that go over several lines come on one."""
    found: list[Row] = []
    lines = 0
    for row in rows:
        last = found[-1].text if found else ""
        if lines and not row.code and row.text.strip():
            found[-1] = said(f"{last.rstrip()} {row.text.strip()}", found[-1])
            lines -= 1
        else:
            found.append(row)
            lines = LONGEST
        if row.code or found[-1].text.count("[[") <= found[-1].text.count("]]"):
            lines = 0
    return found


@dataclass
class _Page:
    rows: list[Row]
    stem: str
    moved: Moved
    place: int = 0
    number: int = 0

    def read(self) -> list[Row]:
        """The whole page."""
        found: list[Row] = []
        while self.place < len(self.rows):
            row = self.rows[self.place]
            question = None if row.code else self._question(row)
            if question is not None:
                self._finish(question)
                self._write(question, row, found)
            elif not row.code and (_GENERIC.match(row.text) or _SURVEY.match(row.text)):
                what = "a survey" if _SURVEY.match(row.text) else "a quiz that a script judges"
                self.moved.tell(row, f"{what} is not asked; its words stand there")
                text = re.sub(r"\[[\[(]([^\])]*)[\])]\]", "-", row.text, count=1)
                found.append(said(text if text.strip(" -") else "", row))
                self.place += 1
            elif (
                not row.code and _INNER.search(row.text) and not row.text.lstrip().startswith("```")
            ):
                self._gaps(found)
            else:
                found.append(row)
                self.place += 1
        return found

    def _question(self, row: Row) -> Question | None:
        """A question whose answers begin at this line."""
        for pattern in (_SEVERAL, _SINGLE):
            if pattern.match(row.text):
                return Question([], choices=list(self._choices(pattern)))
        match = _ALONE.match(row.text)
        if match and "]] " not in match[1] and "[[" not in match[1]:
            self.place += 1
            return _of_words(match[1])
        return None

    def _choices(self, pattern: re.Pattern[str]) -> Iterator[Choice]:
        while self.place < len(self.rows):
            match = pattern.match(self.rows[self.place].text)
            if match is None:
                return
            yield Choice(match[2].strip(), match[1] in "xX")
            self.place += 1

    def _finish(self, question: Question) -> None:
        """Hints, and the solution between two rules of stars."""
        while self.place < len(self.rows) and (m := _HINT.match(self.rows[self.place].text)):
            question.hints.append(m[1])
            self.place += 1
        start = self.place
        while start < len(self.rows) and not self.rows[start].text.strip(" >"):
            start += 1
        if (
            start >= len(self.rows)
            or start - self.place > 1
            or not _RULE.match(self.rows[start].text)
        ):
            return
        end = next(
            (n for n in range(start + 1, len(self.rows)) if _RULE.match(self.rows[n].text)), None
        )
        if end is not None:
            lines = [row.text.strip() for row in self.rows[start + 1 : end]]
            question.explanation = "\n".join(lines).strip("\n")
            self.place = end + 1

    def _write(self, question: Question, row: Row, found: list[Row]) -> None:
        """Put the quiz after the paragraph that asks it, which becomes its question."""
        if question.choices and not any(choice.right for choice in question.choices):
            self.moved.tell(row, "a quiz without a right answer stands there as a list")
            found += [said(f"- {choice.text}", row) for choice in question.choices]
            return
        if len(question.choices) == 1:
            question.choices.append(Choice("…", False))
            self.moved.tell(row, "a quiz of one answer got a second one")
        self.number += 1
        question.prompt = question.prompt or self._asked(found) or [said("…", row)]
        found += [said("", row), *as_rows(question, f"{self.stem}-{self.number}")]

    def _asked(self, found: list[Row]) -> list[Row]:
        """The paragraph before the answers, taken out of what was found."""
        end = len(found)
        while end and not found[end - 1].text.strip(" >"):
            end -= 1
        start = end
        while start and found[start - 1].text.strip(" >") and not _is_other(found[start - 1]):
            start -= 1
        asked = [
            replace(row, text=re.sub(r"^\s*(?:> ?)*", "", row.text)) for row in found[start:end]
        ]
        del found[start:]
        return asked

    def _gaps(self, found: list[Row]) -> None:
        """A paragraph with gaps in it; it began before this line."""
        row = self.rows[self.place]
        if _IN_TITLE.search(row.text):
            self.moved.tell(row, "a quiz in the words of a picture is not asked")
            found.append(said(_INNER.sub("…", row.text), row))
            self.place += 1
            return
        before: list[Row] = []
        while found and found[-1].text.strip() and not _is_other(found[-1]):
            before.insert(0, found.pop())
        lines = list(before)
        while self.place < len(self.rows):
            here = self.rows[self.place]
            if not here.text.strip() or here.code or _HINT.match(here.text):
                break
            lines.append(said(here.text.lstrip(), here))
            self.place += 1
        question = Question([], has_gaps=True)
        question.prompt = [said(outside_spans(line.text, _gapped), line) for line in lines]
        if not any("{{blank:" in line.text for line in question.prompt):
            found += lines
            return
        self._finish(question)
        self._write(question, row, found)


def _is_other(row: Row) -> bool:
    """Whether the line belongs to no paragraph."""
    return row.code or row.text.startswith((":::", "#")) or bool(_RULE.match(row.text))


def _of_words(inner: str) -> Question:
    """`[[word]]`, or `[[one|(right)|other]]`, which is chosen from a list."""
    options = [part.strip() for part in inner.split("|")]
    if len(options) == 1:
        return Question(
            [], answers=[options[0].strip("() ") if _is_right(options[0]) else options[0]]
        )
    return Question([], choices=[Choice(_bare(part), _is_right(part)) for part in options])


def _gapped(text: str) -> str:
    def fill(match: re.Match[str]) -> str:
        options = [part.strip() for part in match[1].split("|")]
        right = [_bare(part) for part in options if _is_right(part)] or options[:1]
        return gap(right)

    return _INNER.sub(fill, text)


def _is_right(option: str) -> bool:
    return option.startswith("(") and option.endswith(")")


def _bare(option: str) -> str:
    return option[1:-1].strip() if _is_right(option) else option
