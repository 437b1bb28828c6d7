"""What a compiled course is made of. Everything here is read-only and needs no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

from lms.content.questions import (
    Blank,
    DrawSlot,
    Number,
    Option,
    Pair,
    Quiz,
    QuizSlot,
    Task,
    TasksEnd,
    TaskSlot,
)

__all__ = [
    "Blank",
    "Chapter",
    "Course",
    "DrawSlot",
    "Heading",
    "Lesson",
    "Number",
    "Option",
    "Pair",
    "Part",
    "Quiz",
    "QuizSlot",
    "StaffOnly",
    "Task",
    "TaskSlot",
    "TasksEnd",
]


@dataclass(frozen=True, slots=True)
class StaffOnly:
    """A note that only those who teach may see."""

    html: Markup


Part = Markup | QuizSlot | DrawSlot | StaffOnly | TaskSlot | TasksEnd
"""A piece of a page: HTML, or the place of something that differs from reader to reader."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of a lesson's table of contents."""

    level: int
    """2 to 6."""
    id: str
    """The anchor in the page."""
    text: str
    """Plain text."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page of a course in one language."""

    id: str
    """Stays the same when the file is renamed, moved, edited or translated."""
    address: str
    """"why-community/three-circles": the path without numbers and suffix, as in URLs."""
    path: str
    """The file, relative to the course's folder."""
    title: str
    """Plain text."""
    summary: str
    """One or two sentences; may be empty."""
    minutes: tuple[int, int] | None
    """From and to; the same number twice when the author gave one."""
    preview: bool
    """Free to read without an enrollment."""
    draft: bool
    """Not ready: only those who teach see it."""
    requires: tuple[str, ...]
    """Ids of lessons to finish before this one."""
    complete: str
    """What finishes it: button, visit, quiz or tasks."""
    release: str
    """"+7d", "week 2" or a local time; empty opens with the course."""
    authors: tuple[str, ...]
    """Handles or names, when they differ from the course's instructors."""
    breaking: bool
    """Whether those who had finished the old text are asked to finish this one."""
    language: str
    """Of this text: the course's own where a translation is missing."""
    hash: str
    """Changes whenever the file does."""
    outdated: bool = False
    """Whether it is a translation whose original has changed since."""
    headings: tuple[Heading, ...] = ()
    """For a table of contents, in order."""
    parts: tuple[Part, ...] = ()
    """The page; joined in order they are one piece of HTML."""
    quizzes: tuple[Quiz, ...] = ()
    """Every quiz of the page, keys included; of a bank all that can be drawn."""
    tasks: tuple[Task, ...] = ()
    """Every box of its checklists that learners tick, in order."""

    def quiz(self, quiz_id: str) -> Quiz | None:
        """The quiz of this id, when this lesson has it."""
        return next((quiz for quiz in self.quizzes if quiz.id == quiz_id), None)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Lessons that belong together."""

    title: str
    """Plain text."""
    address: str
    """"why-community"; empty for lessons that lie outside any chapter."""
    html: Markup
    """Its introduction; may be empty."""
    lessons: tuple[Lesson, ...]
    """In order."""


@dataclass(frozen=True)
class Course:
    """A course in one language, as it stood at one revision."""

    slug: str
    """The folder's name; also its name in URLs."""
    title: str
    """Plain text."""
    summary: str
    """One or two sentences."""
    language: str
    """Asked for; single lessons may still stand in the course's own."""
    languages: tuple[str, ...]
    """All that the course speaks, its own first."""
    html: Markup
    """The landing page."""
    chapters: tuple[Chapter, ...]
    """In order."""
    price_amount: int | None = None
    """In minor units; None is free."""
    price_currency: str = ""
    """ISO 4217, "EUR"; empty when free."""
    level: str = ""
    """As the author wrote it."""
    topics: tuple[str, ...] = ()
    """For finding the course in the catalogue."""
    license: str = ""
    """As the author wrote it."""
    cover: str | None = None
    """Path of an asset."""
    instructors: tuple[str, ...] = ()
    """Handles or names."""
    discussion: str = "lesson"
    """Where people talk: off, lesson or blocks."""
    certificate: tuple[tuple[str, int], ...] = ()
    """What earns one: ("lessons", 90), ("quizzes", 70), in percent."""
    refund: tuple[str, ...] = ()
    """The policy's terms: "lesson 3", "14 days"; the first that is reached ends it."""
    revision: int = field(default=0)
    """Counts the syncs that changed something; 0 before the first."""
    state: str = ""
    """The name under which the library keeps exactly this; empty where it does not."""

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """Every lesson, in order."""
        return tuple(lesson for chapter in self.chapters for lesson in chapter.lessons)

    @cached_property
    def counted(self) -> frozenset[str]:
        """The ids of the lessons there are to finish: all but drafts."""
        return frozenset(lesson.id for lesson in self.lessons if not lesson.draft)

    @cached_property
    def asked_again(self) -> frozenset[str]:
        """The ids of those that changed so much that who had finished them is asked again."""
        return frozenset(lesson.id for lesson in self.lessons if lesson.breaking)

    def lesson(self, address: str) -> Lesson | None:
        """The lesson at this address."""
        return self._by_address.get(address)

    def lesson_by_id(self, lesson_id: str) -> Lesson | None:
        """The lesson of this id."""
        return self._by_id.get(lesson_id)

    def before(self, lesson: Lesson) -> tuple[Lesson, ...]:
        """The lessons before this one, in order."""
        return self.lessons[: self._places[lesson.id]]

    def after(self, lesson: Lesson) -> tuple[Lesson, ...]:
        """The lessons after this one, in order."""
        return self.lessons[self._places[lesson.id] + 1 :]

    def previous(self, lesson: Lesson) -> Lesson | None:
        """The lesson before this one; None before the first."""
        return next(reversed(self.before(lesson)), None)

    def next(self, lesson: Lesson) -> Lesson | None:
        """The lesson after this one; None after the last."""
        return next(iter(self.after(lesson)), None)

    @cached_property
    def _by_address(self) -> dict[str, Lesson]:
        return {lesson.address: lesson for lesson in self.lessons}

    @cached_property
    def _by_id(self) -> dict[str, Lesson]:
        return {lesson.id: lesson for lesson in self.lessons}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {lesson.id: place for place, lesson in enumerate(self.lessons)}
