"""The way to a course and a lesson, shared by every page of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from flask import Blueprint

from lms.accounts import guard
from lms.accounts.models import User
from lms.content import shelf
from lms.content.course import Course, Lesson, Task
from lms.learning import queries, ticking
from lms.learning.catalogue import own
from lms.learning.outline import published
from lms.learning.queries import Known, Reading
from lms.platform import clock, i18n, web
from lms.platform.errors import NotFound

P = ParamSpec("P")
R = TypeVar("R")

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
    reading = known.reading(me, now, is_free=False)
    course = shelf.course(slug, i18n.language(), reading.revision)
    lesson = shelf.lesson(course, address)
    is_free = lesson.preview and not lesson.draft
    if is_free or lesson.release:
        reading = known.reading(me, now, is_free=is_free, release=lesson.release)
    if lesson.draft and not reading.guides:
        raise NotFound
    seen = course if reading.guides else published(course)
    return Opened(seen, lesson, own(course), reading, me, reading.later(seen, now))


def _reader_of(course: str) -> tuple[User, Known]:
    """Who asks, and what is known of them in the course; asked at once.

    They are only looked at: what is done in a lesson changes what they have done, never them.
    """
    found = queries.reader_of(course, guard.token(), clock.now())
    return guard.know(found[0]), found[1]


def for_members(view: Callable[Concatenate[Opened, P], R]) -> Callable[P, R | web.BaseResponse]:
    """For what is done in a lesson: gives the view the lesson, if its reader may read it now.

    To other members it does not exist; visitors are asked to log in.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | web.BaseResponse:
        slug, address = str(kwargs.pop("course")), str(kwargs.pop("lesson"))
        try:
            found = opened(slug, address) if guard.token() else None
        except NotFound:
            if guard.reader().id:
                raise
            found = None  # a session that has ended: with it they may find the lesson
        if found is None or not found.reader.id:
            return guard.ask_to_log_in()
        if not found.reading.access.may_read:
            raise NotFound
        return view(found, *args, **kwargs)

    return guarded
