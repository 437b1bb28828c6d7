r"""What a text takes from other files of its course: `{{#include path:anchor}}` and `file=path`.

The grammar is mdBook's (https://rust-lang.github.io/mdBook/format/mdbook.html): after the path
stands an anchor's name, or a line, or the first and last line. `\{{#` stays as it is written.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lms.content.addresses import joined
from lms.content.findings import ERROR, Finding, nearest

DEEPEST = 8
"""Files within files."""
MOST = 500
"""Inclusions of one page."""
LARGEST = 400_000
"""Characters that a page takes from elsewhere."""

_DIRECTIVE = re.compile(r"(\\?)\{\{\s*#([a-z_]+)(?:\s+([^\s{}]+)[^{}]*)?\}\}")
_FILE = re.compile(r"""\bfile=(?:"([^"]+)"|'([^']+)'|([^\s"'}]+))""")
_ANCHOR = re.compile(r"ANCHOR(_END)?:\s*([\w-]+)")
_FRONT = re.compile(r"---\n.*?\n---\n", re.DOTALL)
_WORDS = ("include", "rustdoc_include", "playground")

Files = Mapping[str, str]
"""The text of every file that may be included, by its path in the course."""


class CannotInclude(ValueError):
    """Why a file, or the asked part of it, is not there."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text with all that it includes."""

    text: str
    rows: Sequence[int]
    """For each line the row (from 0) of the file that it comes from, or was asked for on."""
    findings: Sequence[Finding]


def expand(text: str, path: str, files: Files) -> Expanded:
    """Put in what the text includes; what cannot be is a finding, and stays as it is written."""
    if "{{" not in text:
        return Expanded(text, (), ())
    return _Expansion(path, files).of(text)


def part_of(path: str, spec: str, files: Files) -> str:
    """What `spec` ("code/a.py#anchor" or "code/a.py:2:5") means for the text at `path`.

    Raises CannotInclude.
    """
    target, part = split(spec)
    where = joined(posixpath.dirname(path), target)
    if where is None:
        raise CannotInclude("C153", f'"{target}" leaves the course')
    if where not in files:
        raise CannotInclude("C152", f'there is no "{where}" to include', nearest(where, files))
    text = files[where]
    front = _FRONT.match(text) if where.endswith(".md") else None
    lines = (text[front.end() :] if front else text).rstrip("\n").split("\n")
    return "\n".join(line for line in _part(lines, part) if not _ANCHOR.search(line))


def split(spec: str) -> tuple[str, str]:
    """("code/a.py", "anchor") of either spelling; the part is empty for the whole file."""
    target, _, part = spec.partition("#" if "#" in spec else ":")
    return target, part


def named(text: str, path: str) -> Iterator[str]:
    """Every path of the course that a text may take something from."""
    if "{{" not in text and "file=" not in text:
        return
    specs = [match[3] for match in _DIRECTIVE.finditer(text) if match[2] in _WORDS and match[3]]
    specs += [match[1] or match[2] or match[3] for match in _FILE.finditer(text)]
    for spec in specs:
        if where := joined(posixpath.dirname(path), split(spec)[0]):
            yield where


def digest(text: str, path: str, files: Files) -> str:
    """Changes with every file that the text includes, however far; empty when there is none."""
    found: dict[str, str] = {}
    left = [(text, path)]
    while left:
        for where in named(*left.pop()):
            if where in files and where not in found:
                found[where] = hashlib.sha256(files[where].encode("utf-8", "replace")).hexdigest()
                left.append((files[where], where))
    listing = "\n".join(f"{found[where]} {where}" for where in sorted(found))
    return hashlib.sha256(listing.encode("utf-8", "replace")).hexdigest() if found else ""


def _part(lines: Sequence[str], part: str) -> Sequence[str]:
    """The lines between an anchor's marks, or by their numbers."""
    if not part:
        return lines
    numbers = part.split(":")
    if all(number.isdigit() or not number for number in numbers):
        first = int(numbers[0] or 1)
        last = first if len(numbers) == 1 else int(numbers[1] or len(lines))
        if not 1 <= first <= min(last, len(lines)):
            raise CannotInclude("C154", f"there are no lines {part}", f"it has {len(lines)}")
        return lines[first - 1 : last]
    marks = [(i, m[1], m[2]) for i, line in enumerate(lines) if (m := _ANCHOR.search(line))]
    start = next((i for i, ends, name in marks if name == part and not ends), None)
    if start is None:
        hint = nearest(part, {name for _, _, name in marks})
        raise CannotInclude("C154", f'there is no anchor "{part}"', hint)
    end = next((i for i, ends, name in marks if name == part and ends and i > start), len(lines))
    return lines[start + 1 : end]


class _Expansion:
    """One page on its way."""

    def __init__(self, path: str, files: Files) -> None:
        self.path, self.files = path, files
        self.findings: list[Finding] = []
        self.count, self.size = 0, 0

    def of(self, text: str) -> Expanded:
        """The page, line by line."""
        lines, rows = [], []
        for row, line in enumerate(text.split("\n")):
            spot = (row + 1, line)
            made = self._line(line, self.path, (), spot).split("\n")
            lines += made
            rows += [row] * len(made)
        return Expanded("\n".join(lines), rows, self.findings)

    def _line(self, line: str, path: str, inside: tuple[str, ...], spot: tuple[int, str]) -> str:
        if "{{" not in line:
            return line

        def put_in(match: re.Match[str]) -> str:
            slash, word, spec = match.groups(default="")
            if slash:
                return match[0][1:]
            if word not in _WORDS or not spec:
                return self._other(match, spot)
            try:
                made = self._taken(path, spec, inside, spot)
            except CannotInclude as wrong:
                self._tell(wrong.code, spot, match[0], (str(wrong), wrong.hint))
                return match[0]
            if word == "playground":
                made = f"```rust\n{made}\n```"
            prefix = line[: match.start()]
            return made if prefix.strip(" \t>") else made.replace("\n", f"\n{prefix}")

        return _DIRECTIVE.sub(put_in, line)

    def _taken(self, path: str, spec: str, inside: tuple[str, ...], spot: tuple[int, str]) -> str:
        """The part that is asked for, with what it includes in its turn."""
        where = joined(posixpath.dirname(path), split(spec)[0]) or ""
        if where in (*inside, self.path):
            raise CannotInclude("C155", f'"{where}" includes itself in the end')
        text = part_of(path, spec, self.files)
        self.count, self.size = self.count + 1, self.size + len(text)
        if len(inside) >= DEEPEST or self.count > MOST or self.size > LARGEST:
            raise CannotInclude("C156", "too much is included here")
        made = (self._line(line, where, (*inside, where), spot) for line in text.split("\n"))
        return "\n".join(made)

    def _other(self, match: re.Match[str], spot: tuple[int, str]) -> str:
        """Other tools' words stay: `{{#if}}` is Handlebars. mdBook's title is our heading."""
        if match[2] == "title":
            return ""
        meant = "" if match[2] in _WORDS else nearest(match[2], _WORDS)
        if meant:
            self._tell("C157", spot, match[0], (f'"#{match[2]}" is not known', meant))
        return match[0]

    def _tell(self, code: str, spot: tuple[int, str], needle: str, words: tuple[str, str]) -> None:
        line, source = spot
        column = max(source.find(needle), 0) + 1
        width = len(needle) if needle in source else max(len(source), 1)
        place = (self.path, line, column)
        self.findings.append(Finding(ERROR, code, *place, *words, source[:400], width))
