"""The library of this app, for whoever has the app at hand."""

from typing import cast

from flask import Flask, current_app
from markupsafe import Markup

from lms.content.course import Course, Lesson
from lms.content.library import Library
from lms.platform import assets
from lms.platform.config import Settings
from lms.platform.errors import NotFound


def init_app(app: Flask, settings: Settings) -> None:
    """Open the library of compiled courses."""
    app.extensions["library"] = Library(settings.library_dir, assets.address(app, "img/icons.svg"))


def library() -> Library:
    """The courses that can be read now."""
    return cast(Library, current_app.extensions["library"])


def with_icons(html: Markup) -> Markup:
    """A compiled text of no course, its icons led to this site's sheet as the library does it."""
    sheet = assets.address(current_app, "img/icons.svg")
    return Markup(str(html).replace('href="#i-', f'href="{sheet}#'))  # noqa: S704 - as safe as it was


def course(slug: str, language: str) -> Course:
    """A course in a language (or its own, where that is missing), or NotFound."""
    found = library().course(slug, language)
    if found is None:
        raise NotFound
    return found


def lesson(course: Course, address: str) -> Lesson:
    """A lesson of a course, or NotFound."""
    found = course.lesson(address)
    if found is None:
        raise NotFound
    return found
