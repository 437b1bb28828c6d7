"""The library of this app, for whoever has the app at hand."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app
from markupsafe import Markup

from lms.content import queries
from lms.content.compile import compile_course
from lms.content.course import Course, Lesson
from lms.content.library import Edition, Library
from lms.content.library.keeping import KeptPages
from lms.content.library.reading import read_course
from lms.platform import assets, i18n
from lms.platform.config import Settings
from lms.platform.errors import NotFound


def init_app(app: Flask, settings: Settings) -> None:
    """Open the library of compiled courses."""
    made = Library(settings.library_dir, assets.address(app, "img/icons.svg"))
    made.mender.how = lambda slug: _compile_again(made, settings, slug)
    app.extensions["library"] = made
    app.extensions["editions"] = {}
    app.jinja_env.globals["course_title"] = title


def library() -> Library:
    """The courses that can be read now."""
    return cast(Library, current_app.extensions["library"])


def stamps() -> tuple[object, ...]:
    """Another value whenever a course was published or withdrawn."""
    return library().stamps()


def with_icons(html: Markup) -> Markup:
    """A compiled text of no course, its icons led to this site's sheet as the library does it."""
    sheet = assets.address(current_app, "img/icons.svg")
    return Markup(str(html).replace('href="#i-', f'href="{sheet}#'))  # noqa: S704 - as safe as it was


def course(slug: str, language: str, revision: int | None = None) -> Course:
    """A course in a language (or its own, where that is missing), or NotFound.

    Without a revision it is the newest; so it is where that revision is not kept any more.
    """
    found = find(slug, language, revision)
    if found is None:
        raise NotFound
    return found


def find(slug: str, language: str, revision: int | None = None) -> Course | None:
    """The same, or None."""
    newest = library().course(slug, language)
    if revision is None or newest is None or newest.revision == revision:
        return newest
    at = _edition(slug, revision)
    return (library().course(slug, language, at) if at else None) or newest


def title(slug: str) -> str:
    """What a course is called in the reader's language; its address while its folder is gone."""
    found = library().course(slug, i18n.language())
    return found.title if found else slug


def own(course: Course) -> Course:
    """The same course as it stood at the same time, in its own language: what progress counts."""
    first = course.languages[0]
    return course if course.language == first else sibling(course, first)


def sibling(course: Course, language: str) -> Course:
    """The same course as it stood at the same time, in another of its languages."""
    return library().course(course.slug, language, edition_of(course)) or course


def edition_of(course: Course) -> Edition:
    """The state in which a course of the library is."""
    return Edition(course.state, course.revision)


def lesson(course: Course, address: str) -> Lesson:
    """A lesson of a course, or NotFound."""
    found = course.lesson(address)
    if found is None:
        raise NotFound
    return found


def _edition(slug: str, revision: int) -> Edition | None:
    """Where a revision is kept; asked once, since a revision never changes."""
    known = cast(dict[tuple[str, int], Edition], current_app.extensions["editions"])
    at = known.get((slug, revision)) or queries.edition(slug, revision)
    if at is not None:
        known[slug, revision] = at
    return at


def _compile_again(made: Library, settings: Settings, slug: str) -> None:
    """Keep the pages of a course anew, from wherever its texts lie."""
    places = (settings.git_dir / slug / "tree" / slug, settings.courses_dir / slug)
    for folder in places:
        if (folder / "course.md").is_file():
            made.keep(compile_course(read_course(folder), (), KeptPages(made.folder / "kept")))
