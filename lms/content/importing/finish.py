"""The last steps of every import: names, links, order, and what the compiler says of it all."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from lms.content.addresses import joined, title_of
from lms.content.fields import COURSE_KEYS
from lms.content.glossary import NAME
from lms.content.importing.banks import QUESTIONS
from lms.content.importing.behind import tell_left_behind
from lms.content.importing.front import one_line, plain_words
from lms.content.importing.leftovers import without_leftovers
from lms.content.importing.links import Leading
from lms.content.importing.mend import mended
from lms.content.importing.names import apart
from lms.content.importing.report import as_quoted
from lms.content.importing.rows import (
    Row,
    encoding_of,
    is_utf8,
    paragraph,
    said,
    text_of,
    without_gaps,
)
from lms.content.importing.shape import Left, Moved, Source, Text

SUMMARY_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_TITLE = re.compile(r" {0,3}# +\S")
_HEADING = re.compile(r" {0,3}#{2,6} +\S")


@dataclass(frozen=True, slots=True)
class Written:
    """A course as it will lie in its folder."""

    texts: Mapping[str, bytes]
    files: Mapping[str, str]
    """New path to the path in the source, of files that are copied."""
    made: Mapping[str, bytes]
    """Files that the import makes."""
    report: tuple[Left, ...] = field(default=())
    origins: Mapping[str, str] = field(default_factory=dict)
    """Path in the new course to the one in the source, of texts and of files."""


def written(source: Source, moved: Moved, slug: str) -> Written:
    """The whole course, mended until the compiler has no errors that can be mended."""
    _name_apart(moved)
    leading = Leading(source, moved)
    rows = {path: _whole(path, text, moved, leading) for path, text in moved.texts.items()}
    for part in moved.parts:
        part.paths = [path for path in part.paths if path in rows]
    rows["SUMMARY.md"] = _summary(moved)
    rows["course.md"] = _whole("course.md", Text(moved.landing), moved, leading)
    rows["course.md"][:0] = front(_course_facts(source, moved))
    rows |= {f"{NAME}.md": glossary} if (glossary := _glossary(moved, leading)) else {}
    files = {new: old for old, new in leading.files.items()}
    origins = _origins(rows, moved) | files
    rows = mended(slug, rows, frozenset([*files, *moved.files]), moved, origins)
    tell_left_behind(source, moved, leading.files)
    _tell_decoded(source, rows, moved)
    texts = {path: text_of(lines).encode("utf-8", "replace") for path, lines in rows.items()}
    return Written(texts, files, moved.files, as_quoted(source, moved), origins)


def _glossary(moved: Moved, leading: Leading) -> list[Row]:
    """What abbreviations mean, where our courses say it."""
    entries = (
        [term, said(f": {meaning.text}", meaning), Row("")]
        for term, meaning in moved.terms.values()
    )
    rows = [row for entry in entries for row in entry]
    return _whole(f"{NAME}.md", Text(rows), moved, leading) if rows else []


def _origins(rows: Mapping[str, list[Row]], moved: Moved) -> dict[str, str]:
    """From which file of the source each text comes, the first of several."""
    lines = {path: next((r.path for r in rows[path] if r.path), "") for path in rows}
    placed = {new: old for old, new in reversed([*moved.places.items()]) if new in rows}
    return {path: old for path, old in (lines | placed).items() if old}


def front(facts: Mapping[str, Any]) -> list[Row]:
    """Front matter; none without facts."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    return [Row(line) for line in ("---", *lines, "---", "")] if lines else []


def _whole(path: str, text: Text, moved: Moved, leading: Leading) -> list[Row]:
    rows = without_leftovers(leading.relink(text.rows, path), moved)
    return [*front(text.facts), *without_gaps(paragraph(rows))]


def _course_facts(source: Source, moved: Moved) -> dict[str, Any]:
    title = str(moved.facts.get("title") or _called(source, moved))
    facts = {"title": title, "summary": title, **moved.facts}
    return {key: value for key, value in facts.items() if key in COURSE_KEYS}


def _called(source: Source, moved: Moved) -> str:
    """What a course without a title is called: as its folder, or by what its one file holds."""
    if not source.only:
        return source.name
    lessons = [path for path in moved.texts if not path.endswith(".quiz.md")]
    if len(lessons) == 1:
        return _title_of(lessons[0], moved, _TITLE, _HEADING)
    chapters = {part.title for part in moved.parts}
    around = chapters.pop() if len(chapters) == 1 else ""
    return around if around and around != QUESTIONS else _of_name(source.only)


def _name_apart(moved: Moved) -> None:
    """Rename texts whose addresses would meet."""
    listed = [path for part in moved.parts for path in part.paths]
    renamed = apart(dict.fromkeys([*listed, *moved.texts]))
    if not renamed:
        return
    moved.texts = {renamed.get(path, path): text for path, text in moved.texts.items()}
    moved.places = {old: renamed.get(new, new) for old, new in moved.places.items()}
    for part in moved.parts:
        part.paths = [renamed.get(path, path) for path in part.paths]


def _summary(moved: Moved) -> list[Row]:
    if not moved.summary:
        rows = [Row("# Summary"), Row("")]
        for part in moved.parts:
            rows += [Row(f"# {_plain(part.title)}"), Row("")] if part.title else []
            rows += [Row(f"- [{_title(path, moved)}]({quote(path)})") for path in part.paths]
            rows.append(Row(""))
        return rows
    seen: set[str] = set()
    return [_summary_row(row, moved, seen) for row in moved.summary]


def _summary_row(row: Row, moved: Moved, seen: set[str]) -> Row:
    """The line with the new path; a text that is missing or stands twice becomes a draft."""

    def lead(match: re.Match[str]) -> str:
        target = unquote(match[2].strip().strip("<>"))
        old = joined(posixpath.dirname(row.path), target) or ""
        place = moved.places.get(old, "")
        if target and (not place or place in seen):
            why = "stands twice" if place else "is not there"
            moved.tell(row, f'"{target}" {why} and is listed without its text')
            place = ""
        seen.add(place)
        words = match[1].strip() or (_title(place, moved) if place else "")
        return f"[{words}]({quote(place)})"

    return said(SUMMARY_LINK.sub(lead, row.text), row)


def _title(path: str, moved: Moved) -> str:
    """What a text is called, as the words of a link."""
    called = moved.texts[path].called if path in moved.texts else ""
    return re.sub(r"([\[\]\\])", r"\\\1", called or _title_of(path, moved, _TITLE))


def _title_of(path: str, moved: Moved, *headings: re.Pattern[str]) -> str:
    """What a text is called: by its front matter, its first heading, or its file's name."""
    text = moved.texts.get(path, Text([]))
    prose = [row.text for row in text.rows if not row.code]
    found = (plain_words(line) for one in headings for line in prose if one.match(line))
    return one_line(str(text.facts.get("title") or next(filter(None, found), _of_name(path))))


def _of_name(path: str) -> str:
    """The words of a file's name."""
    return title_of(posixpath.splitext(path)[0])


def _plain(title: str) -> str:
    return " ".join(title.split()).lstrip("#") or "…"


READ_AS = {
    "cp1252": "is not UTF-8 and was read as Windows-1252: look at its accents",
    "utf-16": "is not UTF-8 and was read as UTF-16",
    "utf-8-sig": "has bytes that are no UTF-8: each became \ufffd",
}


def _tell_decoded(source: Source, rows: Mapping[str, list[Row]], moved: Moved) -> None:
    """Say which texts were not UTF-8, for what they were taken for is a guess."""
    paths = {row.path for lines in rows.values() for row in lines}
    for path in sorted(paths & {*source.paths}):
        raw = source.read(path)
        if not path.endswith(".ipynb") and not is_utf8(raw):
            moved.tell_file(path, READ_AS[encoding_of(raw)])
