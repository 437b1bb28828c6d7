"""A course as a site that opens from a disk: no server, no script, nothing from elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from lms.content.course import Chapter, Lesson
from lms.content.exporting.body import body, changed
from lms.content.exporting.dressing import for_screen
from lms.content.exporting.edition import Content, Edition, Files
from lms.content.exporting.icons import sprite
from lms.content.exporting.leading import Way
from lms.content.exporting.printing import printed, sheet
from lms.platform import assets

LICENCES = ("fonts/OFL-brygada-1918.txt", "fonts/OFL-instrument-sans.txt", "img/LICENSE-lucide.txt")
"""What must go wherever the fonts and icons go."""

FILES = "files/"
"""The folder of the course's own files."""
NEAR = 30
"""How many lessons, and chapters, before and after its own a page lists: all of them stand on the
first page alone, so that a course of many lessons does not list each of them on every page."""

_ADDRESS = re.compile(r'\s(?:href|src)="([^"]+)"')

Paths = Mapping[str, str]
"""The path of each page by its address on the school's site."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site."""

    title: str
    """Plain text."""
    summary: str
    """For those who list the page; may be empty."""
    way: Way
    """Where its links lead."""
    home: str
    """The path of the course's first page in its language."""
    twins: tuple[tuple[str, str], ...]
    """The language and path of the same page in every language, itself included."""
    lesson: Lesson | None = None
    """What it shows; None on the course's first page."""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter as the outline of a lesson's page shows it."""

    number: int
    chapter: Chapter
    count: int
    """How many lessons it has."""
    lessons: tuple[Lesson, ...]
    """Those that are listed: only of the chapter that is read."""


def site(editions: Sequence[Edition]) -> Files:
    """The whole site; the first of the editions stands at its root.

    Of the course's files those go along that its pages show or link to: not what drafts, notes for
    staff and explanations of questions show, as these stay behind too.
    """
    pages = dict(_pages(editions))
    named = {name for here, page in pages.items() for name in _named(here, page)}
    paths = {path: path for path in editions[0].assets if f"{FILES}{path}" in named}
    files: Files = {**dict(_dress()), **dict(editions[0].in_folder(FILES, paths))}
    return files | {here: f"{page}\n".encode() for here, page in pages.items()}


def _pages(editions: Sequence[Edition]) -> Iterator[tuple[str, str]]:
    """The path and the text of every page."""
    own = editions[0]
    paths = [_paths(e, "" if e is own else f"{e.language}/") for e in editions]
    for edition, its_paths in zip(editions, paths, strict=True):
        for lesson in (None, *edition.lessons):
            page = _page(edition, its_paths, lesson, tuple(_twins(lesson, editions, paths)))
            yield page.way.here, _printed(edition, page)


def _named(here: str, page: str) -> Iterator[str]:
    """The paths of files that a page shows or leads to, from the root of the site."""
    for address in filter(lambda found: FILES in found, _ADDRESS.findall(page)):
        path = unquote(unescape(address).partition("#")[0])
        yield posixpath.normpath(posixpath.join(posixpath.dirname(here), path))


def _paths(edition: Edition, folder: str) -> Paths:
    lessons = {
        edition.address(lesson): f"{folder}lessons/{lesson.address}.html"
        for lesson in edition.lessons
    }
    return {edition.home: f"{folder}index.html", **lessons}


def _twins(
    lesson: Lesson | None, editions: Sequence[Edition], paths: Sequence[Paths]
) -> Iterator[tuple[str, str]]:
    for edition, its_paths in zip(editions, paths, strict=True):
        twin = edition.course.lesson_by_id(lesson.id) if lesson else None
        address = edition.address(twin) if twin else edition.home
        yield edition.language, its_paths.get(address, its_paths[edition.home])


def _page(
    edition: Edition, paths: Paths, lesson: Lesson | None, twins: tuple[tuple[str, str], ...]
) -> Page:
    files = {path: f"{FILES}{path}" for path in edition.assets}
    here = paths[edition.address(lesson) if lesson else edition.home]
    way = Way(here, paths, edition.home, files, edition.school)
    about = lesson or edition.course
    return Page(about.title, about.summary, way, paths[edition.home], twins, lesson)


def _printed(edition: Edition, page: Page) -> str:
    inside = _lesson(edition, page, page.lesson) if page.lesson else _landing(edition, page)
    values = {"edition": edition, "page": page, "content": inside, "sprite": sprite(inside)}
    return printed("page.html", edition.tongue, **values)


def _landing(edition: Edition, page: Page) -> str:
    change = for_screen(page.way, edition.assets)
    return printed(
        "landing.html",
        edition.tongue,
        edition=edition,
        page=page,
        text=changed(edition.course.html, change),
        introductions=[changed(chapter.html, change) for chapter, _ in edition.chapters],
    )


def _lesson(edition: Edition, page: Page, lesson: Lesson) -> str:
    place = edition.place(lesson)
    before, after = edition.lessons[max(place - 1, 0) : place], edition.lessons[place + 1 :][:1]

    def turn(found: Sequence[Lesson]) -> tuple[Lesson, str] | None:
        return (found[0], page.way.pages[edition.address(found[0])]) if found else None

    text = body(edition, lesson, for_screen(page.way, edition.assets))
    values = {"edition": edition, "page": page, "text": text, "number": place + 1}
    values["outline"] = tuple(_outline(edition, lesson))
    turns = {"before": turn(before), "after": turn(after)}
    return printed("lesson.html", edition.tongue, **values, **turns)


def _outline(edition: Edition, lesson: Lesson) -> Iterator[Part]:
    """The chapter that is read with its lessons, among the others by their titles."""
    here = edition.chapter_of(lesson)
    first = max(here - NEAR, 0)
    for number, (chapter, lessons) in enumerate(edition.chapters[first : here + NEAR + 1], first):
        shown = _near(lessons, lesson) if number == here else ()
        yield Part(number + 1, chapter, len(lessons), shown)


def _near(lessons: tuple[Lesson, ...], lesson: Lesson) -> tuple[Lesson, ...]:
    place = next(n for n, found in enumerate(lessons) if found.id == lesson.id)
    return lessons[max(place - NEAR, 0) : place + NEAR + 1]


def _dress() -> Iterator[tuple[str, Content]]:
    """The style with all it names, and the licences of what goes along."""
    static = assets.folder("static")
    style = assets.style(static) + b"\n" + sheet("site.css")
    named = {match[2] for match in assets.REFERENCE.finditer(style.decode())}
    paths = {posixpath.normpath(posixpath.join("css", name)) for name in named}
    yield "assets/css/site.css", style
    for path in sorted({*paths, *LICENCES, "img/mark.svg"}):
        yield f"assets/{path}", (static / path).read_bytes()
