"""A course as a book: the pages of an EPUB 3 (https://www.w3.org/TR/epub-33/) and their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from lms.content.course import Chapter, Lesson
from lms.content.exporting import binding
from lms.content.exporting.body import body, changed
from lms.content.exporting.dressing import for_book
from lms.content.exporting.edition import Edition, Files
from lms.content.exporting.leading import Way
from lms.content.exporting.nesting import fitted
from lms.content.exporting.printing import printed
from lms.content.exporting.xhtml import Change

TITLE, CONTENTS, COVER = "title.xhtml", "nav.xhtml", "cover.xhtml"

_ID = re.compile(r'\sid="([^"]+)"')
_LINK = re.compile(r'(<a [^>]*?href=")([^"#]*)#([^"]*)"')


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of the book."""

    chapter: Chapter
    path: str
    """Of its own page; empty when it has none."""
    lessons: tuple[tuple[Lesson, str], ...]
    """Each with the path of its page."""


def book(edition: Edition, modified: datetime) -> Files:
    """Everything that lies in the book, as it lies in its archive."""
    pictures = binding.pictures(edition)
    parts = tuple(_parts(edition))
    pages = {COVER: _cover(edition, pictures), TITLE: _title(edition, parts, pictures)}
    pages |= {CONTENTS: _contents(edition, parts)}
    for part in parts:
        pages |= dict(_part(edition, part, parts, pictures))
    pages = dict(_without_dead_ends(pages))
    return binding.bound(edition, pages, pictures, modified)


def _parts(edition: Edition) -> Iterator[Part]:
    number = 0
    for place, (chapter, lessons) in enumerate(edition.chapters, 1):
        first, number = number + 1, number + len(lessons)
        paths = tuple((x, f"lesson-{n:04}.xhtml") for n, x in enumerate(lessons, first))
        has_page = bool(chapter.address or chapter.html)
        yield Part(chapter, f"chapter-{place:03}.xhtml" if has_page else "", paths)


def _change(
    edition: Edition, here: str, parts: tuple[Part, ...], pictures: Mapping[str, str]
) -> Change:
    pages = {edition.address(lesson): path for part in parts for lesson, path in part.lessons}
    way = Way(here, {edition.home: TITLE, **pages}, edition.home, pictures, edition.school, False)
    return for_book(way)


def _title(edition: Edition, parts: tuple[Part, ...], pictures: Mapping[str, str]) -> str:
    text = changed(edition.course.html, _change(edition, TITLE, parts, pictures))
    inside = printed("book_title.xhtml", edition.tongue, edition=edition, text=text)
    return _page(edition.course.title, edition.language, "titlepage", inside)


def _cover(edition: Edition, pictures: Mapping[str, str]) -> str:
    path = pictures.get(edition.course.cover or "", binding.DRAWN_COVER)
    picture = Markup('<img src="{}" alt="{}" />').format(path, edition.course.title)
    return _page(edition.course.title, edition.language, "cover", picture)


def _contents(edition: Edition, parts: tuple[Part, ...]) -> str:
    listed = [
        (part.chapter.title, part.path, [(lesson.title, path) for lesson, path in part.lessons])
        for part in parts
    ]
    paths = (part.path or next((path for _, path in part.lessons), "") for part in parts)
    begins = next(filter(None, paths), TITLE)
    values = {"edition": edition, "parts": listed, "begins": begins}
    return printed("book_nav.xhtml", edition.tongue, **values)


def _part(
    edition: Edition, part: Part, parts: tuple[Part, ...], pictures: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    if part.path:
        text = changed(part.chapter.html, _change(edition, part.path, parts, pictures))
        yield part.path, _page(part.chapter.title, edition.language, "chapter", text, heading=True)
    for lesson, path in part.lessons:
        text = body(edition, lesson, _change(edition, path, parts, pictures))
        kind = "chapter" if not part.path else "subchapter"
        yield path, _page(lesson.title, lesson.language, kind, text, heading=True)


def _page(title: str, language: str, kind: str, text: str, *, heading: bool = False) -> str:
    values = {"title": title, "language": language, "kind": kind, "heading": heading}
    return printed("book_page.xhtml", language, **values, text=fitted(text))


def _without_dead_ends(pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The pages; a link to a place that no page has leads to the page's beginning."""
    ids = {path: set(_ID.findall(page)) for path, page in pages.items()}
    for path, page in pages.items():

        def mended(link: re.Match[str], here: str = path) -> str:
            opening, target, anchor = link.groups()
            known = anchor in ids.get(target or here, {anchor})
            return f'{opening}{target}#{anchor}"' if known else f'{opening}{target or here}"'

        yield path, _LINK.sub(mended, page)
