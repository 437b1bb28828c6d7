"""One text while it is being compiled: what its rules share, find and set aside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import unquote

from markupsafe import Markup

from lms.content.course import Blank, Heading, Part, Quiz, Task, TaskSlot
from lms.content.findings import ERROR, WARNING, Finding
from lms.content.glossary import Glossary
from lms.content.includes import Expanded
from lms.content.locating import Locator, Rows, Spot, finding_at
from lms.content.sources import CLOSE, OPEN
from lms.content.words import say

MOST_TOLD = 200
"""Findings of one file; after so many it is not the details that are wrong."""

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
    openings: Mapping[str, str] = field(default_factory=dict)
    """The stem of each chapter's introduction to what stands before its anchors there."""
    told: int = MOST_TOLD
    """How many findings of one file are told."""

    def address(self, stem: str, anchor: str) -> str:
        """Where a text, or an anchor (as in a URL) of it, stands on the site."""
        return self.pages[stem] + (f"#{self.openings.get(stem, '')}{anchor}" if anchor else "")


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
    faulty: list[tuple[str, Spot]] = field(default_factory=list)
    """The id and place of each question that cannot be asked."""
    quiz_names: set[str] = field(default_factory=set)
    """The ids that its author has given them, and those that were made up."""
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
    html_spots: dict[str, list[Spot]] = field(default_factory=dict)
    """Where the author's own HTML names each relative address."""

    def say(self, word: str) -> str:
        """A word of the interface in the language of the text."""
        return say(word, self.language)

    def error(self, code: str, spot: Spot, message: str, hint: str = "") -> None:
        """Tell what keeps the course from being published."""
        self.findings.append(finding_at(spot, self.path, (ERROR, code), message, hint))

    def warn(self, code: str, spot: Spot, message: str, hint: str = "") -> None:
        """Tell what is wrong and can be lived with."""
        self.findings.append(finding_at(spot, self.path, (WARNING, code), message, hint))

    def promise(self, stem: str, anchor: str, spot: Spot) -> None:
        """Remember that a link expects an anchor; an empty stem is this page."""
        at = spot.marked.find("#")
        if at > 0 and unquote(spot.marked[at + 1 :]) == anchor:
            spot = replace(spot, column=spot.column + at, width=spot.width - at)
        message = f'there is no "#{anchor}" on that page'
        finding = finding_at(spot, self.path, (ERROR, "C403"), message)
        self.promises.append(Promise(stem, anchor, finding))

    def spot(self, rows: Rows, needle: str = "") -> Spot:
        """Where `needle` stands in these rows of the text, else anywhere in it.

        Without it, the first of the rows.
        """
        return self._locator.spot(rows, needle if self._is_told else "")

    def address_spot(self, rows: Rows, address: str) -> Spot:
        """The same for an address, which is written with escapes or without."""
        return self._locator.address_spot(rows, address if self._is_told else "")

    @property
    def _is_told(self) -> bool:
        """Whether it matters where something stands; looking for it takes time."""
        return not self.is_full or bool(self.whole.lines)

    @property
    def is_full(self) -> bool:
        """Whether more is wrong than is told."""
        return len(self.findings) > self.course.told

    def own_line(self, row: int) -> int:
        """The line (from 1) of the page's own file that a row of the text comes from."""
        return self._locator.own_line(row)

    @cached_property
    def _locator(self) -> Locator:
        return Locator(self.path, self.whole)

    def keep(self, part: Part) -> str:
        """Set a part aside; the mark that stands for it until the HTML is clean."""
        self.kept.append(part)
        return f"{OPEN}{len(self.kept) - 1}{CLOSE}"

    def anchor(self, wanted: str) -> str:
        """The id, made unique among the author's; those of the page around begin with `page.`."""
        name, number = wanted, self.repeats.get(wanted, 0)
        while name in self.anchors:
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


def only_html(parts: Sequence[Part]) -> Markup:
    """The HTML of parts without quizzes and notes for staff; boxes of checklists are plain."""
    boxes = (PLAIN_BOX if isinstance(part, TaskSlot) else part for part in parts)
    return Markup("").join(part for part in boxes if isinstance(part, Markup))
