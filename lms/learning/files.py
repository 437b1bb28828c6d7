"""Who may open a file that lies beside a course's texts.

A file is as open as the text that shows it: what the landing page, a chapter's introduction, the
cover or a free lesson names is for everybody; what any other lesson names is for those who may read
the course; what only the explanation of a question or the remark on an answer names, for those who
are told it; the rest (named by drafts and by notes for staff alone) is for those who teach.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from markupsafe import Markup

from lms.content.course import Course, Lesson, Quiz
from lms.learning.outline import once_a_course

NAMED = re.compile(r"/courses/[^/\"']+/files/([^\"'\s<>?#]+)")


@dataclass(frozen=True, slots=True)
class Named:
    """The files that the texts of a course name, by who may open them."""

    by_all: frozenset[str]
    by_readers: Mapping[str, tuple[Lesson, ...]]
    """With the lessons that name it: who may read one of them may open it."""
    by_answerers: Mapping[str, tuple[tuple[Lesson, Quiz], ...]]
    """With the questions that name it once they are answered."""


@once_a_course
def named(course: Course) -> Named:
    """What everybody may open, and what those who may read the course may open."""
    free = [lesson for lesson in course.lessons if lesson.preview and not lesson.draft]
    rest = [lesson for lesson in course.lessons if not lesson.draft]
    landing = [course.html, *(chapter.html for chapter in course.chapters)]
    by_all = {*_paths(landing), *_paths(_texts(free)), *([course.cover] if course.cover else [])}
    by_readers: dict[str, tuple[Lesson, ...]] = {}
    by_answerers: dict[str, tuple[tuple[Lesson, Quiz], ...]] = {}
    for lesson in rest:
        for path in {*_paths(_texts([lesson]))}:
            by_readers[path] = (*by_readers.get(path, ()), lesson)
        for quiz in lesson.quizzes:
            for path in {*_paths(_told_later(quiz))}:
                by_answerers[path] = (*by_answerers.get(path, ()), (lesson, quiz))
    return Named(frozenset(by_all), by_readers, by_answerers)


def is_named(path: str, texts: Iterable[str]) -> bool:
    """Whether one of these texts names the file."""
    return path in _paths(texts)


def _texts(lessons: Iterable[Lesson]) -> Iterator[str]:
    for lesson in lessons:
        yield from (part for part in lesson.parts if isinstance(part, Markup))
        for quiz in lesson.quizzes:
            yield from _of_quiz(quiz)


def _of_quiz(quiz: Quiz) -> Iterator[str]:
    yield from (quiz.asked_html, *quiz.hints, *quiz.items)
    yield from (pair.term_html for pair in quiz.pairs)
    yield from (option.html for option in quiz.options)


def _told_later(quiz: Quiz) -> Iterator[str]:
    yield quiz.explanation_html
    yield from (option.feedback_html for option in quiz.options)


def _paths(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (unquote(unescape(found)) for found in NAMED.findall(text))
