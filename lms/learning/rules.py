"""What counts as finished, how far a person is, and where they go on: plain arithmetic.

Every lesson of a course counts the same; drafts do not count. A question counts the points of the
best answer, however often it took.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from lms.content.course import Course, DrawSlot, Lesson, Quiz, QuizSlot, Task
from lms.learning.drawing import drawn
from lms.learning.ticking import adopted

Given = tuple[int | str, ...]
"""An answer: the indexes of what was chosen, in the author's order, or the texts written."""


class Done(NamedTuple):
    """That a lesson was finished: when, and what it said then."""

    lesson_hash: str
    at: datetime


class Answer(NamedTuple):
    """One attempt at a question, as it was judged."""

    number: int
    chosen: Given
    points: int
    is_right: bool
    at: datetime
    waits: bool = False
    """Whether somebody has yet to read it."""
    remark: str = ""
    """What they said of it, plain text."""


@dataclass(frozen=True, slots=True)
class Past:
    """What a person has done in one course."""

    done: Mapping[str, Done] = field(default_factory=dict)
    """By lesson id."""
    answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    """By quiz id, the first attempt first."""
    place: str | None = None
    """The lesson (id) where they stopped."""
    stopped_at: datetime | None = None
    teaches: bool = False
    """Whether they are an instructor of the course."""
    ticks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By lesson id, then key, the words of the lines they have ticked."""
    seed: str = ""
    """Of what is drawn and shuffled for them; a secret of the server."""


class LessonState(StrEnum):
    """Where a person is with a lesson."""

    TO_DO = "to do"
    DONE = "done"
    CHANGED = "changed"
    """Done, and it counts; the text has changed since."""
    AGAIN = "again"
    """Done once, but the author changed it so much that it is asked for again."""

    @property
    def counts(self) -> bool:
        """Whether a lesson in this state counts as finished."""
        return self in (LessonState.DONE, LessonState.CHANGED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many lessons of a course count, out of how many."""

    done: int
    all: int

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all of them."""
        return self.done * 100 // self.all if self.all else 0

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left."""
        return self.all > 0 and self.done == self.all


def state(lesson: Lesson, done: Done | None) -> LessonState:
    """Where a person is with a lesson, given its text in the course's own language."""
    if done is None:
        return LessonState.TO_DO
    if done.lesson_hash == lesson.hash:
        return LessonState.DONE
    return LessonState.AGAIN if lesson.breaking else LessonState.CHANGED


def finished_ids(course: Course, past: Past) -> frozenset[str]:
    """The lessons of a course that count as finished."""
    finished = course.counted.intersection(past.done)
    return finished - {key for key in course.asked_again if not _counts(course, past, key)}


def _counts(course: Course, past: Past, lesson_id: str) -> bool:
    lesson = course.lesson_by_id(lesson_id)
    return lesson is not None and state(lesson, past.done.get(lesson_id)).counts


def progress(course: Course, past: Past) -> Progress:
    """How far a person is in a course."""
    return Progress(len(finished_ids(course, past)), len(course.counted))


def removed(course: Course, past: Past) -> list[tuple[str, Done]]:
    """What a person finished and the course no longer has: kept, but not counted."""
    return [(key, done) for key, done in past.done.items() if course.lesson_by_id(key) is None]


class Score(NamedTuple):
    """One question in the account of a person's progress."""

    quiz: Quiz
    points: int
    """Earned."""
    answered: int
    """How often."""
    waits: bool
    """Whether the last answer has yet to be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One lesson in the account of a person's progress."""

    lesson: Lesson
    state: LessonState
    done_at: datetime | None
    quizzes: tuple[Score, ...]
    """Each of its questions."""


def account(course: Course, own: Course, past: Past) -> list[tuple[str, list[Line]]]:
    """Chapter by chapter what counts and why; `own` is the course in its own language."""
    return [
        (chapter.title, [_line(lesson, own, past) for lesson in chapter.lessons])
        for chapter in course.chapters
    ]


def _line(lesson: Lesson, own: Course, past: Past) -> Line:
    done = past.done.get(lesson.id)
    quizzes = tuple(_score(quiz, past) for quiz in asked(lesson, past))
    text = own.lesson_by_id(lesson.id) or lesson
    return Line(lesson, state(text, done), done.at if done else None, quizzes)


def _score(quiz: Quiz, past: Past) -> Score:
    answers = past.answers.get(quiz.id, ())
    return Score(quiz, points(quiz, past), len(answers), any(a.waits for a in answers[-1:]))


def is_right(quiz: Quiz, past: Past) -> bool:
    """Whether a question was ever answered right."""
    return any(answer.is_right for answer in past.answers.get(quiz.id, ()))


def points(quiz: Quiz, past: Past) -> int:
    """What a person has earned at a question: the points of their best answer."""
    return max((answer.points for answer in past.answers.get(quiz.id, ())), default=0)


def asked(lesson: Lesson, past: Past) -> tuple[Quiz, ...]:
    """The questions that a person finds in a lesson, in order: its own, and what is drawn."""
    ids: list[str] = []
    for part in lesson.parts:
        if isinstance(part, QuizSlot):
            ids.append(part.quiz_id)
        elif isinstance(part, DrawSlot):
            ids += drawn(part, past.seed, past.answers)
    by_id = {quiz.id: quiz for quiz in lesson.quizzes}
    return tuple(by_id[key] for key in ids if key in by_id)


def may_complete(lesson: Lesson, past: Past, tasks: Sequence[Task] | None = None) -> bool:
    """Whether the lesson may be called finished: all questions right, or all boxes ticked.

    `tasks` are the boxes of the text that is read, where these are not the original's.
    """
    if lesson.complete == "quiz":
        return all(is_right(quiz, past) for quiz in asked(lesson, past))
    if lesson.complete == "tasks":
        ticks = past.ticks.get(lesson.id, {})
        boxes = lesson.tasks if tasks is None else tasks
        return len(adopted(boxes, ticks)) == len(boxes)
    return True


def not_yet_done(course: Course, lesson: Lesson, past: Past) -> list[Lesson]:
    """The lessons that this one builds on and that a person has not finished."""
    if not lesson.requires:
        return []
    finished = finished_ids(course, past)
    wanted = (course.lesson_by_id(key) for key in lesson.requires if key not in finished)
    return [lesson for lesson in wanted if lesson is not None and not lesson.draft]


def resume_at(course: Course, past: Past, closed: Collection[str] = ()) -> Lesson | None:
    """The lesson to go on with: where they stopped, else what follows it; None when all is done.

    `closed` are the ids of those that are not open to them yet.
    """
    finished = finished_ids(course, past)
    lessons = [lesson for lesson in course.lessons if not lesson.draft and lesson.id not in closed]
    last = past.place or max(past.done, key=lambda key: past.done[key].at, default=None)
    start = next((n for n, lesson in enumerate(lessons) if lesson.id == last), 0)
    around = lessons[start:] + lessons[:start]
    return next((lesson for lesson in around if lesson.id not in finished), None)
