"""What every importer is given and what it gives back: files to read, and a course to write."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lms.content.importing.rows import Row, decoded, rows_of

LARGEST_SOURCE = 50_000_000
"""Bytes of one file that is read; notebooks carry their pictures inside."""
LONGEST_QUOTE = 200
"""Characters of a line that the report shows."""


class NothingToImport(ValueError):
    """The folder is none that can be imported; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Left:
    """Something that could not be carried over as it was."""

    path: str
    """The file in the source."""
    line: int
    """From 1; 0 for the file as a whole."""
    what: str
    """What it is and what became of it."""
    source: str = ""
    """The line as it was written."""
    more: tuple[int, ...] = ()
    """Further lines of the file of which the same is to be said."""


@dataclass(frozen=True)
class Source:
    """A folder that was written for another tool."""

    name: str
    """The folder's own name."""
    paths: Collection[str]
    """Every plain file below it, with slashes."""
    read: Callable[[str], bytes]
    """The bytes of one of them; empty when it cannot be read."""
    only: str = ""
    """The one text that is meant; empty for all of them."""

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all files and folders, wherever they lie: they tell which tool it is of."""
        return frozenset(name for path in self.paths for name in path.split("/"))

    def rows(self, path: str) -> list[Row]:
        """A text's lines; none when there is no such file."""
        return rows_of(path, self.read(path)) if path in self.paths else []

    def text(self, path: str) -> str:
        """A text whatever its bytes; empty when there is no such file."""
        return decoded(self.read(path)) if path in self.paths else ""

    def below(self, folder: str, *suffixes: str) -> list[str]:
        """The files right in a folder, by name."""
        return sorted(
            path
            for path in self.paths
            if posixpath.dirname(path) == folder.strip("/") and path.lower().endswith(suffixes)
        )


@dataclass
class Text:
    """A file of Markdown to be written."""

    rows: list[Row]
    facts: dict[str, Any] = field(default_factory=dict)
    """Front matter."""
    called: str = ""
    """Its words in the order, where the source says them there."""


@dataclass
class Part:
    """A chapter of the course to be written."""

    title: str
    paths: list[str]
    """Its texts, in order, as they are named in `Moved.texts`."""


@dataclass(frozen=True, slots=True)
class Label:
    """A place to which links of every file lead by its name."""

    path: str
    """The file in the source."""
    anchor: str
    """The id in its page; empty for the page itself."""
    title: str
    """What stands there, for links without words; may be empty."""


@dataclass
class Moved:
    """A course on its way from one format to ours."""

    facts: dict[str, Any] = field(default_factory=dict)
    """Front matter for course.md."""
    landing: list[Row] = field(default_factory=list)
    """The text of the landing page."""
    texts: dict[str, Text] = field(default_factory=dict)
    """Path in the new course to each lesson, chapter introduction and question bank."""
    parts: list[Part] = field(default_factory=list)
    """The order; empty when `summary` says it."""
    summary: list[Row] = field(default_factory=list)
    """A SUMMARY.md that is kept, with the source's own paths."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Path in the new course to files that are made here, as pictures out of notebooks."""
    places: dict[str, str] = field(default_factory=dict)
    """Path in the source to the text of the new course that it became."""
    anchors: dict[str, str] = field(default_factory=dict)
    """Of a source that becomes several texts: `path#anchor`, in small letters, to the new text
    that has it, with its anchor there."""
    labels: dict[str, Label] = field(default_factory=dict)
    """By their names in small letters."""
    home: str = ""
    """The folder of the source that becomes the course's own."""
    roots: tuple[str, ...] = ("",)
    """Folders from which links may also be meant."""
    shelves: tuple[str, ...] = ()
    """Folders in which snippets are looked for first."""
    extensions: frozenset[str] | None = None
    """Those of Markdown that the source's settings name; None where no settings say so."""
    terms: dict[str, tuple[Row, Row]] = field(default_factory=dict)
    """Abbreviations by their small letters: the line as the term, and as what it means."""
    report: list[Left] = field(default_factory=list)
    """What could not be carried over."""
    told: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """The lines of what is said once for a file, by its path and what is said."""
    included: int = 0
    """Lines that includes have brought so far."""
    ids: set[str] = field(default_factory=set)
    """Those of the course's quizzes so far."""

    def tell(self, row: Row, what: str, more: Iterable[Row] = ()) -> None:
        """Report a line, and the further ones of which the same is to be said."""
        quote = row.text.strip()[:LONGEST_QUOTE]
        self.report.append(Left(row.path, row.line, what, quote, tuple(r.line for r in more)))

    def tell_once(self, row: Row, what: str) -> None:
        """Report a line; where the same was said of its file, the line is added to that."""
        lines = self.told.setdefault((row.path, what), [])
        if not lines:
            self.tell(row, what)
        if row.line not in lines[-1:]:
            lines.append(row.line)

    def reads(self, row: Row, mark: str, extension: str) -> bool:
        """Whether a mark of that extension is one; that it is not, as its own tool has it, is told.

        Without settings that name extensions every mark is.
        """
        if self.extensions is None or extension in self.extensions:
            return True
        self.tell_once(row, f'{mark} stays as it is: the settings do not list "{extension}"')
        return False

    def tell_file(self, path: str, what: str, line: int = 0) -> None:
        """Report a file."""
        self.report.append(Left(path, line, what))

    def place(self, path: str, text: Text, *sources: str) -> str:
        """Add a text, under a name that is still free; the name."""
        suffix = ".quiz.md" if path.endswith(".quiz.md") else posixpath.splitext(path)[1]
        stem, number, name = path.removesuffix(suffix), 2, path
        while name in self.texts:
            name, number = f"{stem}-{number}{suffix}", number + 1
        self.texts[name] = text
        for source in sources:
            self.places.setdefault(source, name)
        return name

    def free_id(self, wanted: str) -> str:
        """The id, or the first of its kind that no other quiz has."""
        number, name = 2, wanted
        while name in self.ids:
            name, number = f"{wanted}-{number}", number + 1
        self.ids.add(name)
        return name


Importer = Callable[[Source], Moved]


def chapters(moved: Moved, grouped: Mapping[str, Iterable[str]]) -> None:
    """Add a part for each title that has texts."""
    for title, paths in grouped.items():
        if listed := list(paths):
            moved.parts.append(Part(title, listed))
