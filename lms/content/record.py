"""Compiled pages and courses as JSON and back. What does not fit raises BadRecord."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar

from lms.content.course import (
    Chapter,
    Course,
    DrawSlot,
    Heading,
    Lesson,
    Part,
    Quiz,
    QuizSlot,
    StaffOnly,
    Task,
    TasksEnd,
    TaskSlot,
)
from lms.content.question_record import draw_record, quiz_record, read_draw, read_quiz, safe

P = ParamSpec("P")
T = TypeVar("T")

BODY = ("headings", "parts", "quizzes", "tasks")
"""The fields of a lesson that are kept in a file of their own."""


LESSON = tuple(f.name for f in fields(Lesson) if f.name not in BODY)
"""The others."""


class Body(Protocol):
    """A lesson or a page that will become one."""

    @property
    def headings(self) -> Sequence[Heading]: ...  # noqa: D102 - as in Lesson
    @property
    def parts(self) -> Sequence[Part]: ...  # noqa: D102
    @property
    def quizzes(self) -> Sequence[Quiz]: ...  # noqa: D102
    @property
    def tasks(self) -> Sequence[Task]: ...  # noqa: D102


class BadRecord(ValueError):
    """The record was not written by this version, or is damaged."""


def careful(read: Callable[P, T]) -> Callable[P, T]:
    """Turn whatever goes wrong in a reader into BadRecord."""

    @wraps(read)
    def reader(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            raise BadRecord(str(wrong)) from wrong

    return reader


def part_record(part: Part) -> dict[str, Any]:
    """A part of a page."""
    match part:
        case QuizSlot():
            return {"quiz": part.quiz_id}
        case DrawSlot():
            return {"draw": draw_record(part)}
        case StaffOnly():
            return {"staff": str(part.html)}
        case TaskSlot():
            return {"task": part.key}
        case TasksEnd():
            return {"tasks end": True}
    return {"html": str(part)}


READERS: dict[str, Callable[[Any], Part]] = {
    "quiz": QuizSlot,
    "draw": read_draw,
    "staff": lambda html: StaffOnly(safe(html)),
    "task": TaskSlot,
    "tasks end": lambda _: TasksEnd(),
    "html": safe,
}


def read_part(record: dict[str, Any]) -> Part:
    """A part of a page, from its record."""
    ((kind, value),) = record.items()
    return READERS[kind](value)


def body_record(page: Body) -> dict[str, Any]:
    """What a page shows."""
    return {
        "headings": [[h.level, h.id, h.text] for h in page.headings],
        "parts": [part_record(part) for part in page.parts],
        "quizzes": [quiz_record(quiz) for quiz in page.quizzes],
        "tasks": [[task.key, task.text] for task in page.tasks],
    }


@careful
def read_body(record: dict[str, Any]) -> dict[str, Any]:
    """`headings`, `parts`, `quizzes` and `tasks`, from their record."""
    return {
        "headings": tuple(Heading(int(h[0]), str(h[1]), str(h[2])) for h in record["headings"]),
        "parts": tuple(read_part(part) for part in record["parts"]),
        "quizzes": tuple(read_quiz(quiz) for quiz in record["quizzes"]),
        "tasks": tuple(Task(str(t[0]), str(t[1])) for t in record.get("tasks", ())),
    }


def lesson_record(lesson: Lesson, body: str) -> dict[str, Any]:
    """A lesson without its page; `body` is where that is kept."""
    return {**{name: getattr(lesson, name) for name in LESSON}, "body": body}


def read_lesson(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of a lesson but those of its page, from its record."""
    minutes = record["minutes"] and (record["minutes"][0], record["minutes"][1])
    lists = {key: tuple(record[key]) for key in ("requires", "authors")}
    return {**{name: record[name] for name in LESSON}, **lists, "minutes": minutes}


def course_record(course: Course, chapters: list[dict[str, Any]]) -> dict[str, Any]:
    """A course around the records of its chapters."""
    record = {f.name: getattr(course, f.name) for f in fields(Course)}
    return {**record, "html": str(course.html), "chapters": chapters}


def read_course(record: dict[str, Any], chapters: tuple[Chapter, ...]) -> Course:
    """A course, from its record and its chapters."""
    lists = {key: tuple(record[key]) for key in ("languages", "topics", "instructors", "refund")}
    certificate = tuple((str(name), int(share)) for name, share in record["certificate"])
    return Course(
        **{
            **record,
            **lists,
            "certificate": certificate,
            "html": safe(record["html"]),
            "chapters": chapters,
        }
    )
