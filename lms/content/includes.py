r"""What a text takes from other files of its course: `{{#include path:anchor}}` and `file=path`.

What an included file names (further files, links, pictures) is read from its own folder, as on a
code host, so every piece of a text remembers which file it is from.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lms.content.addresses import BACKSLASHES, joined, stem
from lms.content.findings import ERROR, Finding, nearest
from lms.content.include_grammar import (
    DIRECTIVE,
    FILE,
    FRAMED,
    WORDS,
    CannotInclude,
    rows_of,
    split,
)
from lms.content.near import near_file

DEEPEST = 8
"""Files within files."""
MOST = 500
"""Inclusions of one page."""
LARGEST = 400_000
"""Characters that a page takes from elsewhere."""
MOST_LINES = 10_000
"""Lines of it, however short: each costs its time."""

_FRONT = re.compile(r"---\n.*?\n---\n", re.DOTALL)

LANDING = "course"
"""The stem of the landing page, which no text takes in."""

Files = Mapping[str, str]
"""The text of every file that may be included, by its path in the course."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line, and where it is written."""

    start: int
    """The column (from 0) at which it begins; it ends where the next piece begins."""
    path: str
    row: int
    """From 0."""
    source: str
    """The whole line as it is written there."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text that includes others."""

    text: str
    pieces: tuple[Piece, ...]

    def piece(self, column: int) -> Piece:
        """What stands at this column (from 0)."""
        begun = [piece for piece in self.pieces if piece.start <= column]
        return begun[-1] if begun else self.pieces[0]


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text with all that it includes."""

    text: str
    rows: Sequence[int] = ()
    """For each line the row (from 0) of the text that it comes from, or was asked for on."""
    lines: Sequence[Line] = ()
    """Where each line is written; empty, as `rows`, when nothing is included."""
    findings: Sequence[Finding] = ()


def expand(text: str, path: str, files: Files, beside: Collection[str] = ()) -> Expanded:
    """Put in what the text includes; what cannot be is a finding, and stays as it is written.

    `beside` are files that could be included too, to tell which one was meant.
    """
    if "{{" not in text:
        return Expanded(text)
    return _Expansion(path, files, beside).of(text)


def part_of(path: str, spec: str, files: Files, beside: Collection[str] = ()) -> str:
    """What `spec` ("code/a.py#anchor" or "code/a.py:2:5") means for the text at `path`.

    Raises CannotInclude.
    """
    return "\n".join(line for _, line in _meant(path, spec, files, beside)[1])


def _meant(
    path: str, spec: str, files: Files, beside: Collection[str]
) -> tuple[str, Sequence[tuple[int, str]]]:
    """The file that is meant, and the rows and lines of it that are."""
    target, part = split(spec)
    if "\\" in target:
        raise CannotInclude("C152", f'"{target}" {BACKSLASHES}', _slashed(path, target, files))
    where = joined(posixpath.dirname(path), target)
    if where is None:
        raise CannotInclude("C153", f'"{target}" leaves the course')
    if where not in files:
        others = {one for one in (*files, *beside) if one != path and stem(one) != LANDING}
        hint = near_file(where, others, posixpath.dirname(path))
        raise CannotInclude("C152", f'there is no "{where}" to include', hint)
    text = files[where]
    front = _FRONT.match(text) if where.endswith(".md") else None
    skipped = front[0].count("\n") if front else 0
    lines = text.rstrip("\n").split("\n")[skipped:]
    return where, [(skipped + row, lines[row]) for row in rows_of(lines, part)]


def _slashed(path: str, target: str, files: Files) -> str:
    """The same path with slashes, if that file is there."""
    slashes = target.replace("\\", "/")
    meant = joined(posixpath.dirname(path), slashes)
    return f'did you mean "{slashes}"?' if meant in files else "write / for \\"


def named(text: str, path: str) -> Iterator[str]:
    """Every path of the course that a text may take something from."""
    if "{{" not in text and "file=" not in text:
        return
    specs = [match[3] for match in DIRECTIVE.finditer(text) if match[2] in WORDS and match[3]]
    specs += [match[1] or match[2] or match[3] for match in FILE.finditer(text)]
    for spec in specs:
        if where := joined(posixpath.dirname(path), split(spec)[0]):
            yield where


class _Expansion:
    """One page on its way."""

    def __init__(self, path: str, files: Files, beside: Collection[str]) -> None:
        self.path, self.files, self.beside = path, files, beside
        self.findings: list[Finding] = []
        self.count = self.size = self.lines = 0
        self.row = 0
        """The row of the page that is being read."""

    @property
    def is_too_much(self) -> bool:
        """Whether the page has taken in more than a page may."""
        return self.count > MOST or self.size > LARGEST or self.lines > MOST_LINES

    def of(self, text: str) -> Expanded:
        """The page, line by line."""
        lines, rows = [], []
        for self.row, line in enumerate(text.split("\n")):
            made = self._line(Piece(0, self.path, self.row, line), ())
            lines += made
            rows += [self.row] * len(made)
        return Expanded("\n".join(line.text for line in lines), rows, lines, self.findings)

    def _line(self, here: Piece, inside: tuple[str, ...]) -> list[Line]:
        """The line with what it includes."""
        line, made, end = here.source, [Line("", ())], 0
        for match in DIRECTIVE.finditer(line) if "{{" in line else ():
            made[-1] = _with_words(made[-1], here, line[end : match.start()])
            prefix = line[: match.start()]
            taken = self._meant(match, here, inside)
            made = _joined(made, taken, "" if prefix.strip(" \t>") else prefix)
            end = match.end()
        made[-1] = _with_words(made[-1], here, line[end:])
        return made

    def _meant(self, match: re.Match[str], here: Piece, inside: tuple[str, ...]) -> list[Line]:
        """What stands in the place of a directive."""
        slash, word, spec = match.groups(default="")
        if slash:
            return [Line(match[0][1:], (here,))]
        if word not in WORDS or not spec:
            return [Line(self._other(match, here), (here,))]
        try:
            made = self._taken(here.path, spec, inside)
        except CannotInclude as wrong:
            self._tell(wrong.code, here, match[0], (str(wrong), wrong.hint))
            return [Line(match[0], (here,))]
        if word in FRAMED:
            return [Line("```rust", (here,)), *made, Line("```", (here,))]
        return made

    def _taken(self, path: str, spec: str, inside: tuple[str, ...]) -> list[Line]:
        """The part that is asked for, with what it includes in its turn."""
        asked = joined(posixpath.dirname(path), split(spec)[0]) or ""
        if asked in (*inside, self.path):
            raise CannotInclude("C155", f'"{asked}" includes itself in the end')
        where, found = _meant(path, spec, self.files, self.beside)
        self.count, self.lines = self.count + 1, self.lines + len(found)
        self.size += sum(len(line) + 1 for _, line in found)
        if len(inside) >= DEEPEST or self.is_too_much:
            raise CannotInclude("C156", "too much is included here")
        pieces = (Piece(0, where, row, line) for row, line in found)
        made = [line for piece in pieces for line in self._line(piece, (*inside, where))]
        return made or [Line("", (Piece(0, where, 0, ""),))]

    def _other(self, match: re.Match[str], here: Piece) -> str:
        """Other tools' words stay: `{{#if}}` is Handlebars. mdBook's title is our heading."""
        if match[2] == "title":
            return ""
        meant = "" if match[2] in WORDS else nearest(match[2], WORDS)
        if meant:
            self._tell("C157", here, match[0], (f'"#{match[2]}" is not known', meant))
        return match[0]

    def _tell(self, code: str, here: Piece, needle: str, words: tuple[str, str]) -> None:
        column = max(here.source.find(needle), 0) + 1
        place = (here.path, here.row + 1, column)
        via = () if here.path == self.path else ((self.path, self.row + 1),)
        shown = here.source[:400]
        self.findings.append(Finding(ERROR, code, *place, *words, shown, len(needle), via))


def _with_words(line: Line, here: Piece, words: str) -> Line:
    """The line with more words of the file at hand after it."""
    if not words and line.pieces:
        return line
    piece = replace(here, start=len(line.text))
    return Line(line.text + words, (*line.pieces, piece))


def _joined(made: list[Line], taken: list[Line], prefix: str) -> list[Line]:
    """The lines with what is included after the last one; the others begin as that one does.

    Blanks and marks of quotes before it belong to what is included, as far as anybody can tell.
    """
    first, *rest = taken
    shift = len(made[-1].text)
    before = () if not made[-1].text.strip(" \t>") else made[-1].pieces
    joint = Line(made[-1].text + first.text, (*before, *_moved(first.pieces, shift)))
    more = [Line(prefix + line.text, _moved(line.pieces, len(prefix))) for line in rest]
    return [*made[:-1], joint, *more]


def _moved(pieces: Sequence[Piece], by: int) -> tuple[Piece, ...]:
    return tuple(replace(piece, start=piece.start + by) for piece in pieces)
