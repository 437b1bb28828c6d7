"""What every page of those who teach and guide shares."""

from flask import Blueprint

from lms.content import shelf
from lms.content.course import Course
from lms.platform import i18n

bp = Blueprint("teaching", __name__)


def course_in_own_words(slug: str, revision: int | None = None) -> Course | None:
    """The course in its own language, which is what counts; None while its folder is gone."""
    found = shelf.find(slug, i18n.language(), revision)
    return shelf.own(found) if found else None
