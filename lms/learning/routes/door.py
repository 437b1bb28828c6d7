"""The way to a course and a lesson, shared by every page of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint

from lms.accounts import guard
from lms.accounts.models import User
from lms.content import shelf
from lms.content.course import Course, Lesson, Task
from lms.learning import queries, ticking
from lms.learning.catalogue import own
from lms.learning.outline import published
from lms.learning.queries import Known, Reading
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
    reader: User
    later: Mapping[str, datetime]
    """By id the lessons that are not open to them yet, and when they will be."""

    @property
    def original(self) -> Lesson:
        """The lesson in the course's own language."""
        return self.own.lesson_by_id(self.lesson.id) or self.lesson

    @property
    def tasks(self) -> Sequence[Task]:
        """The boxes that this reader ticks."""
        return ticking.counted(self.original.tasks, self.lesson.tasks)

    @property
    def previous(self) -> Lesson | None:
        """The lesson before this one that is open to them."""
        return self._open(reversed(self.course.before(self.lesson)))

    @property
    def next(self) -> Lesson | None:
        """The lesson after this one that is open to them."""
        return self._open(self.course.after(self.lesson))

    def _open(self, lessons: Iterable[Lesson]) -> Lesson | None:
        return next((lesson for lesson in lessons if lesson.id not in self.later), None)


def opened(slug: str, address: str) -> Opened:
    """A lesson with how the reader stands to it; NotFound for one that is not there for them."""
    me, known = _reader_of(slug)
    now = clock.now()
    revision = known.reading(me, now, is_free=False).revision
    course = shelf.course(slug, i18n.language(), revision)
    lesson = shelf.lesson(course, address)
    is_free = lesson.preview and not lesson.draft
    reading = known.reading(me, now, is_free=is_free, release=lesson.release)
    if lesson.draft and not reading.guides:
        raise NotFound
    seen = course if reading.guides else published(course)
    return Opened(seen, lesson, own(course), reading, me, reading.later(seen, now))


def _reader_of(course: str) -> tuple[User, Known]:
    """Who asks, and what is known of them in the course; a page that only reads asks at once."""
    if guard.only_reads():
        found = queries.reader_of(course, guard.token(), clock.now())
        return guard.know(found[0]), found[1]
    me = guard.reader()
    return me, queries.known(me, course)


def readable(slug: str, address: str) -> Opened:
    """The same for those who may read it now; to others it does not exist."""
    found = opened(slug, address)
    if not found.reading.access.may_read:
        raise NotFound
    return found
