"""A course as its readers see it: without drafts, and its outline as HTML from ready pieces.

The outline stands on the page that is opened most. What does not depend on the reader is made once
for each compiled course; what does is joined in between.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TypedDict, TypeVar

from markupsafe import Markup, escape

from lms.content.course import Course, Lesson

T = TypeVar("T")

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def once_a_course(make: Callable[[Course], T]) -> Callable[[Course], T]:
    """Remember what was made of a course for as long as the course is the same object."""
    made: dict[tuple[str, str], tuple[Course, T]] = {}

    def remembered(course: Course) -> T:
        known = made.get((course.slug, course.language))
        if known is None or known[0] is not course:
            known = made[course.slug, course.language] = (course, make(course))
        return known[1]

    return remembered


@once_a_course
def published(course: Course) -> Course:
    """The course without drafts and without chapters that hold nothing else."""
    if not any(lesson.draft for lesson in course.lessons):
        return course
    chapters = (
        replace(chapter, lessons=tuple(lesson for lesson in chapter.lessons if not lesson.draft))
        for chapter in course.chapters
    )
    return replace(course, chapters=tuple(chapter for chapter in chapters if chapter.lessons))


def address(course: Course, lesson: Lesson) -> str:
    """Where a lesson is read; by hand, as `url_for` for sixty lessons costs more than a page."""
    return f"/courses/{course.slug}/lessons/{lesson.address}"


def roman(number: int) -> str:
    """A chapter's number as it is printed: 4 is IV."""
    letters = ""
    for value, letter in ROMAN:
        times, number = divmod(number, value)
        letters += letter * times
    return letters


@once_a_course
def places(course: Course) -> dict[str, tuple[int, int]]:
    """By lesson id its (chapter, lesson) number, from 1; lessons count through the course."""
    found: dict[str, tuple[int, int]] = {}
    for number, chapter in enumerate(course.chapters, 1):
        for lesson in chapter.lessons:
            found[lesson.id] = (number, len(found) + 1)
    return found


class Words(TypedDict):
    """What the outline says in the reader's language, as HTML."""

    done: str
    """The tick of a finished lesson."""
    half: str
    """The tick of the lesson that is open."""
    to_do: str
    """The tick of any other."""
    completed: str
    """After the title of a finished lesson, for those who do not see the tick."""
    of: str
    """"%s of %s": finished lessons of a chapter's."""
    draft: str
    """After the title of a draft."""


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    link: str
    title: str
    draft: bool


@once_a_course
def _lines(course: Course) -> list[tuple[str, list[_Line]]]:
    """For each chapter its title and its lessons, escaped."""
    return [
        (
            f"{roman(number)}. {escape(chapter.title)}",
            [_line(course, lesson) for lesson in chapter.lessons],
        )
        for number, chapter in enumerate(course.chapters, 1)
    ]


def _line(course: Course, lesson: Lesson) -> _Line:
    link, title = str(escape(address(course, lesson))), str(escape(lesson.title))
    return _Line(lesson.id, link, title, lesson.draft)


def outline(course: Course, current: str, done: Collection[str], words: Words) -> Markup:
    """The left column of a lesson: every chapter, the one being read unfolded."""
    pieces = ['<div class="outline">']
    for title, lines in _lines(course):
        count = sum(line.id in done for line in lines)
        is_here = any(line.id == current for line in lines)
        pieces.append(
            f'<details class="outline__mod"{" open" if is_here else ""}><summary>{title} '
            f'<span class="meta">{words["of"] % (count, len(lines))}</span></summary>'
            '<ol class="outline__list">'
        )
        pieces.extend(_item(line, line.id == current, line.id in done, words) for line in lines)
        pieces.append("</ol></details>")
    pieces.append("</div>")
    return Markup("".join(pieces))  # noqa: S704 - every piece is escaped or ours


def _item(line: _Line, is_here: bool, is_done: bool, words: Words) -> str:
    tick = words["done"] if is_done else words["half"] if is_here else words["to_do"]
    here = ' aria-current="page"' if is_here else ""
    after = (words["completed"] if is_done else "") + (words["draft"] if line.draft else "")
    return (
        f'<li class="outline__item"><a href="{line.link}"{here}>{tick}'
        f"<span>{line.title}{after}</span></a></li>"
    )
