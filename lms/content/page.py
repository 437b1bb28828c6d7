"""One text while it is being compiled: what its rules share, find and set aside."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from markupsafe import Markup

from lms.content.course import Blank, Heading, Part, Quiz, Task, TaskSlot
from lms.content.findings import ERROR, WARNING, Finding
from lms.content.glossary import Glossary
from lms.content.includes import Expanded
from lms.content.sources import CLOSE, OPEN
from lms.content.words import say

TAKEN_ANCHORS = frozenset({"main", "outline", "questions", "notes", "discussion", "completion"})
"""Ids of the page around the text."""

MOST_TOLD = 200
"""Findings of one file; after so many it is not the details that are wrong."""
LONGEST_SHOWN = 400
"""Characters of a line that a finding repeats."""

PLAIN_BOX = Markup('<input type="checkbox" disabled>')

_MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")


@dataclass(frozen=True, slots=True)
class CourseMap:
    """What the links of a course may lead to."""

    slug: str
    """The course's name in URLs."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """The stem of each text to its address on the site."""
    assets: Collection[str] = frozenset()
    """The path of each file that is published."""
    language: str = "en"
    """The course's own."""
    glossaries: Mapping[str, Glossary] = field(default_factory=dict)
    """The words that are explained, by language."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The text of each file that may be included, by its path."""
    marked: bool = False
    """Whether pages tell at which lines their blocks begin; only a preview does."""
    banks: Collection[str] = frozenset()
    """The stem of each question bank."""
    beside: Collection[str] = frozenset()
    """The path of each file that could be included and is not."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file."""

    line: int
    """From 1."""
    column: int
    """From 1; 0 when the line as a whole is meant."""
    source: str
    """The line as it is written."""
    width: int
    """How many characters are meant."""
    path: str
    """The file: the page's own, or one that it includes."""
    via: int = 0
    """The line (from 1) of the page's own file that includes it; 0 in the page's own."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A link to an anchor of some page, to be checked when all pages are known."""

    stem: str
    """The page."""
    anchor: str
    """The id it should have."""
    finding: Finding
    """What to tell when it has not."""


@dataclass
class Page:
    """A text on its way to HTML."""

    path: str
    """The file, relative to the course's folder."""
    language: str
    """Of the text."""
    whole: Expanded
    """Its text, with all that it includes."""
    course: CourseMap
    """The course around it."""
    findings: list[Finding] = field(default_factory=list)
    """What was wrong so far."""
    anchors: set[str] = field(default_factory=set)
    """Every id of the page."""
    repeats: dict[str, int] = field(default_factory=dict)
    """How often each wanted id was already taken."""
    headings: list[Heading] = field(default_factory=list)
    """The table of contents."""
    promises: list[Promise] = field(default_factory=list)
    """Anchors that its links expect."""
    quizzes: list[Quiz] = field(default_factory=list)
    """Its questions."""
    blanks: list[Blank] | None = None
    """Those of the question whose prose is being read; None elsewhere."""
    tasks: list[Task] = field(default_factory=list)
    """The lines of its checklists."""
    title: str = ""
    """Its first heading."""
    depth: int = 0
    """Above 0 inside a quiz or a note for staff."""
    glossed: list[str] = field(default_factory=list)
    """The glossary's terms that it has used so far."""
    tab_sets: int = 0
    """How many sets of tabs it has so far."""
    kept: list[Part] = field(default_factory=list)
    """What is put into the HTML after it was cleaned."""

    def say(self, word: str) -> str:
        """A word of the interface in the language of the text."""
        return say(word, self.language)

    def error(self, code: str, spot: Spot, message: str, hint: str = "") -> None:
        """Tell what keeps the course from being published."""
        self.findings.append(self._finding(ERROR, code, spot, (message, hint)))

    def warn(self, code: str, spot: Spot, message: str, hint: str = "") -> None:
        """Tell what is wrong and can be lived with."""
        self.findings.append(self._finding(WARNING, code, spot, (message, hint)))

    def promise(self, stem: str, anchor: str, spot: Spot) -> None:
        """Remember that a link expects an anchor; an empty stem is this page."""
        words = (f'there is no "#{anchor}" on that page', "")
        self.promises.append(Promise(stem, anchor, self._finding(ERROR, "C403", spot, words)))

    def spot(self, rows: Sequence[int] | None, needle: str = "") -> Spot:
        """Where `needle` stands in these rows (from 0, end excluded), else anywhere in the text.

        Without it, the first of the rows: a link's address may stand in a definition elsewhere.
        """
        if len(self.findings) > MOST_TOLD and not self.whole.lines:
            needle = ""  # it will not be told, and looking for it takes time
        at = self._position(rows, needle) if needle and "\n" not in needle else -1
        if at < 0:
            first = min(rows[0], len(self._starts) - 1) if rows else 0
            return self._place(first, 0, "")
        row = bisect_right(self._starts, at) - 1
        return self._place(row, at - self._starts[row], needle)

    def own_line(self, row: int) -> int:
        """The line (from 1) of the page's own file that a row of the text comes from."""
        return (self.whole.rows[min(row, len(self.whole.rows) - 1)] if self.whole.rows else row) + 1

    def folder(self, spot: Callable[[], Spot]) -> str:
        """The folder from which an address is read that stands at this spot."""
        return posixpath.dirname(spot().path if self.whole.lines else self.path)

    @cached_property
    def _starts(self) -> Sequence[int]:
        """At which character each row of the text begins."""
        lengths = (len(line) + 1 for line in self.whole.text.split("\n"))
        return list(accumulate(lengths, initial=0))[:-1]

    def _position(self, rows: Sequence[int] | None, needle: str) -> int:
        """The character of the text at which the needle stands; -1 when it does not."""
        if not rows or rows[0] >= len(self._starts):
            return self.whole.text.find(needle)
        end = max(rows[1], rows[0] + 1)
        last = self._starts[end] if end < len(self._starts) else None
        found = self.whole.text.find(needle, self._starts[rows[0]], last)
        return found if found >= 0 else self.whole.text.find(needle)

    def _place(self, row: int, column: int, needle: str) -> Spot:
        """Where a place in the text is written; without a needle, its whole line."""
        path, via, number, source = self.path, 0, row, self._row(row)
        if self.whole.lines:
            piece = self.whole.lines[row].piece(column)
            path, number, source = piece.path, piece.row, piece.source
            via = self.own_line(row) if path != self.path else 0
            column = source.find(needle)
        shown = source[:LONGEST_SHOWN]
        if needle and column >= 0:
            return Spot(number + 1, column + 1, shown, len(needle), path, via)
        indent = len(shown) - len(shown.lstrip())
        return Spot(number + 1, indent + 1, shown, max(len(shown.strip()), 1), path, via)

    def _row(self, row: int) -> str:
        start = self._starts[row]
        end = self.whole.text.find("\n", start)
        return self.whole.text[start : end if end >= 0 else None]

    def keep(self, part: Part) -> str:
        """Set a part aside; the mark that stands for it until the HTML is clean."""
        self.kept.append(part)
        return f"{OPEN}{len(self.kept) - 1}{CLOSE}"

    def anchor(self, wanted: str) -> str:
        """The id, made unique on the page."""
        name, number = wanted, self.repeats.get(wanted, 0)
        while name in self.anchors or name in TAKEN_ANCHORS:
            number += 1
            name = f"{wanted}-{number}"
        self.repeats[wanted] = number
        self.anchors.add(name)
        return name

    def parts(self, clean: str) -> tuple[Part, ...]:
        """The parts of clean HTML, in which what was kept is put back."""
        parts: list[Part] = []
        for part in self._pieces(clean):
            if parts and isinstance(part, Markup) and isinstance(parts[-1], Markup):
                parts[-1] = parts[-1] + part
            elif part != "":
                parts.append(part)
        return tuple(parts)

    def _pieces(self, clean: str) -> Iterator[Part]:
        for place, piece in enumerate(_MARK.split(clean)):
            if place % 2 == 0:
                yield Markup(piece)  # noqa: S704 - nh3 has cleaned it
            else:
                yield self.kept[int(piece)]

    def _finding(self, severity: str, code: str, spot: Spot, words: tuple[str, str]) -> Finding:
        message, hint = words
        place = (spot.path, spot.line, spot.column)
        via = ((self.path, spot.via),) if spot.via else ()
        return Finding(severity, code, *place, message, hint, spot.source, spot.width, via)


def only_html(parts: Sequence[Part]) -> Markup:
    """The HTML of parts without quizzes and notes for staff; boxes of checklists are plain."""
    boxes = (PLAIN_BOX if isinstance(part, TaskSlot) else part for part in parts)
    return Markup("").join(part for part in boxes if isinstance(part, Markup))
