"""Compiled pages and courses as JSON and back. What does not fit raises BadRecord."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from markupsafe import Markup

from lms.content.course import (
    Chapter,
    Course,
    Heading,
    Lesson,
    Option,
    Part,
    Quiz,
    QuizSlot,
    StaffOnly,
)

P = ParamSpec("P")
T = TypeVar("T")

BODY = ("headings", "parts", "quizzes")
"""The fields of a lesson that are kept in a file of their own."""


LESSON = tuple(f.name for f in fields(Lesson) if f.name not in BODY)
"""The others."""


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


def part_record(part: Part) -> dict[str, str]:
    """A part of a page."""
    if isinstance(part, QuizSlot):
        return {"quiz": part.quiz_id}
    if isinstance(part, StaffOnly):
        return {"staff": str(part.html)}
    return {"html": str(part)}


def read_part(record: dict[str, str]) -> Part:
    """A part of a page, from its record."""
    if "quiz" in record:
        return QuizSlot(record["quiz"])
    if "staff" in record:
        return StaffOnly(_html(record["staff"]))
    return _html(record["html"])


def body_record(
    headings: Sequence[Heading], parts: Sequence[Part], quizzes: Sequence[Quiz]
) -> dict[str, Any]:
    """What a page shows."""
    return {
        "headings": [[h.level, h.id, h.text] for h in headings],
        "parts": [part_record(part) for part in parts],
        "quizzes": [quiz_record(quiz) for quiz in quizzes],
    }


@careful
def read_body(record: dict[str, Any]) -> dict[str, Any]:
    """`headings`, `parts` and `quizzes`, from their record."""
    return {
        "headings": tuple(Heading(int(h[0]), str(h[1]), str(h[2])) for h in record["headings"]),
        "parts": tuple(read_part(part) for part in record["parts"]),
        "quizzes": tuple(read_quiz(quiz) for quiz in record["quizzes"]),
    }


def quiz_record(quiz: Quiz) -> dict[str, Any]:
    """A quiz, key included."""
    record = {f.name: getattr(quiz, f.name) for f in fields(Quiz)}
    options = [[str(o.html), o.correct, str(o.feedback_html)] for o in quiz.options]
    return {
        **record,
        "prompt_html": str(quiz.prompt_html),
        "options": options,
        "hints": [str(hint) for hint in quiz.hints],
        "explanation_html": str(quiz.explanation_html),
    }


def read_quiz(record: dict[str, Any]) -> Quiz:
    """A quiz, from its record."""
    options = tuple(Option(_html(o[0]), bool(o[1]), _html(o[2])) for o in record["options"])
    texts = {
        "prompt_html": _html(record["prompt_html"]),
        "hints": tuple(_html(hint) for hint in record["hints"]),
        "explanation_html": _html(record["explanation_html"]),
    }
    return Quiz(**{**record, **texts, "options": options})


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
            "html": _html(record["html"]),
            "chapters": chapters,
        }
    )


def _html(text: str) -> Markup:
    if not isinstance(text, str):
        raise TypeError("HTML is text")
    return Markup(text)  # noqa: S704 - compiled and cleaned before it was kept
