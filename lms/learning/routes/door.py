"""The way to a course and a lesson, shared by every page of them."""

from dataclasses import dataclass

from flask import Blueprint
from flask_login import current_user

from lms.content import shelf
from lms.content.course import Course, Lesson
from lms.learning import queries
from lms.learning.catalogue import own
from lms.learning.outline import published
from lms.learning.queries import Reading
from lms.platform import clock, i18n
from lms.platform.errors import NotFound

bp = Blueprint("learning", __name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """A lesson that somebody has opened."""

    course: Course
    """As this person sees it: in their language, with drafts only for those who teach."""
    lesson: Lesson
    own: Course
    """The course in its own language: progress is counted on it."""
    reading: Reading

    @property
    def original(self) -> Lesson:
        """The lesson in the course's own language."""
        return self.own.lesson_by_id(self.lesson.id) or self.lesson


def opened(slug: str, address: str) -> Opened:
    """A lesson with how the reader stands to it; NotFound for one that is not there for them."""
    course = shelf.course(slug, i18n.language())
    lesson = shelf.lesson(course, address)
    reading = queries.reading(current_user, course, lesson, clock.now())
    if lesson.draft and not reading.guides:
        raise NotFound
    return Opened(course if reading.guides else published(course), lesson, own(course), reading)


def readable(slug: str, address: str) -> Opened:
    """The same for those who may read it now; to others it does not exist."""
    found = opened(slug, address)
    if not found.reading.access.may_read:
        raise NotFound
    return found
