"""LiaScript: one document whose headings are its pages, with its own marks in Markdown.

Source: https://liascript.github.io/course/?https://raw.githubusercontent.com/liaScript/docs/master/README.md
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lms.content.addresses import title_of
from lms.content.importing.front import plain_words
from lms.content.importing.lia_marks import without_marks
from lms.content.importing.lia_matrices import without_matrices
from lms.content.importing.lia_notes import with_notes
from lms.content.importing.lia_quizzes import with_quizzes, with_whole_answers
from lms.content.importing.names import safe_name
from lms.content.importing.pictures import in_plain_places
from lms.content.importing.rows import Row, marked
from lms.content.importing.shape import Moved, Part, Source, Text
from lms.content.markdown.headings import slug
from lms.content.words import LANGUAGES

_HEADING = re.compile(r"(#{1,6})\s+(.*)$")
_KEY = re.compile(r"\s*(@?[\w.]+):\s*(.*)$")
KNOWN = frozenset(
    """
    author email version language narrator date comment logo script link import icon mode edit
    repository dark title tags attribute base translation onload persistent debug font
    """.split()  # noqa: SIM905 - quoted one by one they would fill a page
)


@dataclass
class _Slide:
    """A page: its heading and what follows."""

    level: int
    title: str
    rows: list[Row] = field(default_factory=list)


def is_liascript(text: str) -> bool:
    """Whether the text opens with LiaScript's header, or speaks as only it does."""
    head = text.lstrip("\ufeff \r\n\t")[:20_000]
    if head.startswith("<!--"):
        keys = {m[1] for line in head.partition("-->")[0].splitlines() if (m := _KEY.match(line))}
        if len(keys & KNOWN) >= 2:
            return True
    return bool(re.search(r"(?m)^\s*--\{\{\d+\}\}--\s*$", text))


def fits(source: Source) -> bool:
    """Whether the named text, or one at the top of the folder, is LiaScript."""
    return bool(_documents(source))


def carry(source: Source) -> Moved:
    """Each document's headings as lessons."""
    moved = Moved()
    documents = _documents(source) or ([source.only] if source.only else source.below("", ".md"))
    for place, path in enumerate(documents):
        _Document(source, path, moved, len(documents) > 1).carry(place == 0)
    return moved


def _documents(source: Source) -> list[str]:
    paths = [source.only] if source.only else source.below("", ".md")
    found = [p for p in paths if p.lower().endswith(".md") and is_liascript(source.text(p))]
    return sorted(found, key=lambda path: (path != "README.md", path))


class _Document:
    """One document on its way."""

    def __init__(self, source: Source, path: str, moved: Moved, several: bool) -> None:
        self.source, self.path, self.moved = source, path, moved
        stem = safe_name(posixpath.splitext(path)[0]).lower()
        self.folder = f"{stem}/" if several else ""

    def carry(self, is_first: bool) -> None:
        """Add the lessons, a part for each heading of the first level."""
        rows = self._header(self.source.rows(self.path), is_first)
        rows = marked(without_marks(rows, self.moved))
        rows = in_plain_places(without_matrices(with_whole_answers(rows)), self.moved)
        slides = list(_slides(marked(rows)))
        slides = [s for s in slides if s.title or any(r.text.strip() for r in s.rows)]
        if is_first and slides:
            self.moved.facts |= {"title": slides[0].title} if slides[0].title else {}
        part, tops = Part("", []), sum(slide.level == 1 for slide in slides)
        for number, slide in enumerate(slides, 1):
            if number == 1 or (slide.level == 1 and tops > 1):
                part = Part(slide.title if tops > 1 else "", [])
                self.moved.parts.append(part)
            part.paths.append(self._place(slide, number))

    def _place(self, slide: _Slide, number: int) -> str:
        stem = safe_name(slug(slide.title)[:60]) if slug(slide.title) else "start"
        name = f"{self.folder}{number:02}-{stem}.md"
        rows = with_notes(with_quizzes(slide.rows, f"{stem}-{number}", self.moved))
        shift = max(slide.level - 1, 0)
        rows = [replace(row, text=_raised(row, shift)) for row in rows]
        facts = {"title": slide.title or title_of(self.path)}
        place = self.moved.place(name, Text(rows, facts), self.path)
        for name in (slug(slide.title), str(number)):
            self.moved.anchors.setdefault(f"{self.path}#{name}".lower(), place)
        for row in rows:
            if not row.code and (match := _HEADING.match(row.text)):
                name = slug(plain_words(match[2]))
                self.moved.anchors.setdefault(f"{self.path}#{name}".lower(), f"{place}#{name}")
        return place

    def _header(self, rows: list[Row], is_first: bool) -> list[Row]:
        """Take what the header says that we know; the rest is told."""
        start = next((n for n, row in enumerate(rows) if row.text.strip()), 0)
        if not rows or not rows[start].text.strip().startswith("<!--"):
            return rows
        end = next((n for n in range(start, len(rows)) if "-->" in rows[n].text), start)
        values: dict[str, str] = {}
        key = ""
        for row in rows[start : end + 1]:
            text = row.text.replace("<!--", "").replace("-->", "")
            match = _KEY.match(text)
            if match and (match[1].startswith("@") or match[1] in KNOWN):
                key = match[1]
                values[key] = match[2].strip()
                if key not in ("author", "language", "comment", "title"):
                    self.moved.tell(row, f'the header\'s "{key}" was left out')
            elif key in ("comment", "author", "title") and text.strip():
                values[key] += f" {text.strip()}"
        if is_first:
            self._facts(values)
        return rows[end + 1 :]

    def _facts(self, values: dict[str, str]) -> None:
        if values.get("comment"):
            self.moved.facts["summary"] = plain_words(values["comment"])
        if values.get("language", "")[:2].lower() in LANGUAGES:
            self.moved.facts["language"] = values["language"][:2].lower()
        if values.get("author"):
            self.moved.facts["instructors"] = [n.strip() for n in values["author"].split(";")[:10]]


def _slides(rows: list[Row]) -> Iterator[_Slide]:
    """A page for each heading of the first two levels."""
    slide = _Slide(1, "")
    for row in rows:
        match = None if row.code else _HEADING.match(row.text)
        if match and len(match[1]) <= 2:
            yield slide
            slide = _Slide(len(match[1]), plain_words(match[2]))
        else:
            slide.rows.append(row)
    yield slide


def _raised(row: Row, shift: int) -> str:
    match = None if row.code else _HEADING.match(row.text)
    return f"{'#' * max(len(match[1]) - shift, 2)} {match[2]}" if match and shift else row.text
