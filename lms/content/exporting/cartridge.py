"""A course as a Common Cartridge 1.3: pages and questions for another school's software.

https://www.imsglobal.org/cc/ccv1p3/imscc_Overview-v1p3.html. It is its instructor's own export:
the questions are here with their answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, unquote

from markupsafe import Markup

from lms.content.course import Lesson, Part
from lms.content.exporting import qti
from lms.content.exporting.body import body, changed
from lms.content.exporting.dressing import for_book
from lms.content.exporting.edition import Edition, Files
from lms.content.exporting.leading import Way
from lms.content.exporting.nesting import fitted
from lms.content.exporting.printing import printed, sentence, sheet
from lms.content.questions import Quiz

PAGE, ASSESSMENT = "webcontent", "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"
ROOT = "$IMS-CC-FILEBASE$/"
"""In a question this stands for the place where the cartridge was unpacked."""
HOME, STYLE = "pages/course.html", "style.css"
MOST_ATTEMPTS = 5
"""The profile's limit; beyond it one may try as often as one likes."""

_NEEDED = re.compile(r'(?:\.\./|FILEBASE\$/)files/([^"#&]+)')


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the cartridge."""

    id: str
    path: str
    """As an address: quoted."""
    kind: str
    needs: tuple[str, ...] = ()
    """Ids of what it shows."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the cartridge's contents."""

    title: str
    resource: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the cartridge's contents."""

    id: str
    title: str
    lines: tuple[Line, ...]


def cartridge(edition: Edition) -> Files:
    """Everything that lies in the cartridge, its manifest first.

    Of the course's files those go along that its pages and questions show or link to.
    """
    names = {lesson.id: f"lesson-{n:04}" for n, lesson in enumerate(edition.lessons, 1)}
    made = dict(_made(edition, names))
    named = {name for text in made.values() for name in _named(text)}
    kept = (path for path in sorted(edition.assets) if path in named)
    held = {path: f"file-{number}" for number, path in enumerate(kept, 1)}
    manifest = printed(
        "manifest.xml",
        edition.tongue,
        edition=edition,
        chapters=tuple(_contents(edition, names)),
        resources=[*_resources(made, held), *_beside(held)],
    )
    files: Files = {"imsmanifest.xml": manifest.encode(), STYLE: sheet("cartridge.css")}
    files |= {path: text.encode() for path, text in made.items()}
    return files | dict(edition.in_folder("files/", {path: path for path in held}))


def _contents(edition: Edition, names: Mapping[str, str]) -> Iterator[Chapter]:
    course = edition.course.title
    yield Chapter("chapter-0", course, (Line(course, "page-course"),))
    for number, (chapter, lessons) in enumerate(edition.chapters, 1):
        lines = tuple(line for lesson in lessons for line in _lines(edition, lesson, names))
        yield Chapter(f"chapter-{number}", chapter.title, lines)


def _lines(edition: Edition, lesson: Lesson, names: Mapping[str, str]) -> Iterator[Line]:
    yield Line(lesson.title, f"page-{names[lesson.id]}")
    if lesson.quizzes:
        yield Line(_title(edition, lesson), f"questions-{names[lesson.id]}")


def _resources(made: Mapping[str, str], held: Mapping[str, str]) -> Iterator[Resource]:
    for path, text in made.items():
        needs = tuple(held[name] for name in _named(text) if name in held)
        folder, _, name = path.partition("/")
        name = name.partition(".")[0]
        if folder == "pages":
            yield Resource(f"page-{name}", path, PAGE, ("style", *needs))
        else:
            yield Resource(f"questions-{name}", path, ASSESSMENT, needs)


def _named(text: str) -> Iterable[str]:
    """The paths of files that a page or questions show or link to, each once."""
    return dict.fromkeys(unquote(name) for name in _NEEDED.findall(text))


def _beside(held: Mapping[str, str]) -> Iterator[Resource]:
    yield Resource("style", STYLE, PAGE)
    for path, name in held.items():
        yield Resource(name, quote(f"files/{path}"), PAGE)


def _made(edition: Edition, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    way = _way(edition, names, HOME)
    text = changed(edition.course.html, for_book(way))
    yield HOME, _page(edition.course.title, edition.language, text)
    for lesson in edition.lessons:
        here = f"pages/{names[lesson.id]}.html"
        text = body(edition, lesson, for_book(_way(edition, names, here)), _note)
        yield here, _page(lesson.title, lesson.language, text)
        if lesson.quizzes:
            yield f"questions/{names[lesson.id]}.xml", _questions(edition, lesson, names)


def _way(edition: Edition, names: Mapping[str, str], here: str, root: str = "") -> Way:
    pages = {edition.address(x): f"pages/{names[x.id]}.html" for x in edition.lessons}
    files = {path: f"files/{path}" for path in edition.assets}
    pages[edition.home] = HOME
    return Way(here, pages, edition.home, files, edition.school, root=root)


def _page(title: str, language: str, text: str) -> str:
    values = {"title": title, "language": language, "style": f"../{STYLE}"}
    return printed("cartridge_page.html", language, **values, text=fitted(text))


def _note(edition: Edition, lesson: Lesson, part: Part) -> Markup:
    """Where the question of this place is asked."""
    _ = sentence(edition.tongue)
    said = _("A question about this is in “%(title)s”.", title=_title(edition, lesson))
    return Markup('<p class="asked">{}</p>').format(said)


def _title(edition: Edition, lesson: Lesson) -> str:
    """What the questions of a lesson are called together."""
    _ = sentence(edition.tongue)
    return _("Questions: %(title)s", title=lesson.title)


def _questions(edition: Edition, lesson: Lesson, names: Mapping[str, str]) -> str:
    here = f"questions/{names[lesson.id]}.xml"
    text = partial(_text, _way(edition, names, here, ROOT))
    say = sentence(edition.tongue)
    made = [item for quiz in lesson.quizzes for item in qti.items(quiz, say, text)]
    return printed(
        "assessment.xml",
        edition.tongue,
        id=f"quiz-{names[lesson.id]}",
        title=_title(edition, lesson),
        language=lesson.language,
        attempts=_attempts(lesson.quizzes),
        items=made,
    )


def _text(way: Way, html: Markup) -> str:
    """Compiled HTML as the text of an item: escaped once more where it is printed."""
    return str(changed(html, for_book(way)))


def _attempts(quizzes: Sequence[Quiz]) -> str:
    most = max((quiz.attempts or MOST_ATTEMPTS + 1 for quiz in quizzes), default=1)
    return str(most) if most <= MOST_ATTEMPTS else "unlimited"
