"""One text while it is being compiled: what its rules share, find and set aside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from lms.content.course import Blank, Heading, Part, Quiz, Task, TaskSlot
from lms.content.findings import ERROR, WARNING, Finding
from lms.content.glossary import Glossary
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
    lines: Sequence[str]
    """The file as it is written."""
    course: CourseMap
    """The course around it."""
    origin: Sequence[int] = ()
    """The row of the file for each row of the text, where files are included; else empty."""
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
        """Where `needle` stands in these rows (from 0, end excluded), else anywhere in the file.

        Without it, the first of the rows: a link's address may stand in a definition elsewhere.
        """
        if len(self.findings) > MOST_TOLD:
            needle = ""  # it will not be told, and looking for it takes time
        first, end = self._rows(rows) if rows else (0, len(self.lines))
        for row in range(first, min(end, len(self.lines))):
            column = self.lines[row].find(needle) if needle else -1
            if column >= 0:
                return Spot(row + 1, column + 1, self.lines[row][:LONGEST_SHOWN], len(needle))
        if needle and rows and any(needle in line for line in self.lines):
            return self.spot(None, needle)
        source = self.lines[first][:LONGEST_SHOWN] if first < len(self.lines) else ""
        indent = len(source) - len(source.lstrip())
        return Spot(first + 1, indent + 1, source, max(len(source.strip()), 1))

    def _rows(self, rows: Sequence[int]) -> tuple[int, int]:
        """The rows of the file that these rows of the text come from."""
        first, end = rows[0], max(rows[1], rows[0] + 1)
        if not self.origin:
            return first, end
        last = len(self.origin) - 1
        return self.origin[min(first, last)], self.origin[min(end - 1, last)] + 1

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
        place = (self.path, spot.line, spot.column)
        return Finding(severity, code, *place, message, hint, spot.source, spot.width)


def only_html(parts: Sequence[Part]) -> Markup:
    """The HTML of parts without quizzes and notes for staff; boxes of checklists are plain."""
    boxes = (PLAIN_BOX if isinstance(part, TaskSlot) else part for part in parts)
    return Markup("").join(part for part in boxes if isinstance(part, Markup))
