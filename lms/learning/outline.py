"""A course as its readers see it: without drafts, and its outline as HTML from ready pieces.

The outline stands on the page that is opened most. What does not depend on the reader is made once
for each compiled course; what does is joined in between.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple, TypeVar

from markupsafe import escape

from lms.content.course import Course, Lesson

T = TypeVar("T")

END = "</span></a></li>"  # of a lesson in the outline
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def once_a_course(make: Callable[[Course], T]) -> Callable[[Course], T]:
    """Remember what was made of a course for as long as the course itself is remembered."""
    name = f"{make.__module__}.{make.__qualname__}"

    def remembered(course: Course) -> T:
        about: dict[str, Any] = vars(course)  # as functools.cached_property keeps what it made
        if name not in about:
            about[name] = make(course)
        known: T = about[name]
        return known

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


class Words(NamedTuple):
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
    """A lesson of the outline, drawn for each state it may be in."""

    id: str
    to_do: str
    done: str
    open: str
    """As the lesson that is being read."""
    open_done: str


_Drawn = list[tuple[str, list[_Line]]]
"""For each chapter its title and its lessons."""


def outline(
    course: Course, current: str, done: Collection[str], said: Words, later: Mapping[str, str]
) -> str:
    """The left column of a lesson as HTML: every chapter, the one being read unfolded.

    `later` holds, by lesson id, the words that tell when those open that are not open yet.
    """
    pieces = ['<div class="outline">']
    for title, lines in _drawn(course)(said):
        finished = [line.id in done for line in lines]
        items = [x.done if is_done else x.to_do for x, is_done in zip(lines, finished, strict=True)]
        here = next((n for n, line in enumerate(lines) if line.id == current), None)
        if here is not None:
            items[here] = lines[here].open_done if finished[here] else lines[here].open
        if later:
            items = [
                _with_word(item, later.get(x.id)) for item, x in zip(items, lines, strict=True)
            ]
        pieces.append(
            f'<details class="outline__mod"{"" if here is None else " open"}><summary>{title} '
            f'<span class="meta">{said.of % (sum(finished), len(lines))}</span></summary>'
            '<ol class="outline__list">'
        )
        pieces.extend(items)
        pieces.append("</ol></details>")
    pieces.append("</div>")
    return "".join(pieces)


def _with_word(item: str, word: str | None) -> str:
    return item.removesuffix(END) + word + END if word else item


@once_a_course
def _drawn(course: Course) -> Callable[[Words], _Drawn]:
    """Draws the lessons of a course, once for each language its readers speak."""

    @cache
    def draw(words: Words) -> _Drawn:
        return [
            (
                f"{roman(number)}. {escape(chapter.title)}",
                [_line(course, lesson, words) for lesson in chapter.lessons],
            )
            for number, chapter in enumerate(course.chapters, 1)
        ]

    return draw


def _line(course: Course, lesson: Lesson, words: Words) -> _Line:
    link, after = escape(address(course, lesson)), words.draft if lesson.draft else ""

    def item(tick: str, more: str, here: str = "") -> str:
        return (
            f'<li class="outline__item"><a href="{link}"{here}>{tick}'
            f"<span>{escape(lesson.title)}{more}{after}{END}"
        )

    here = ' aria-current="page"'
    return _Line(
        id=lesson.id,
        to_do=item(words.to_do, ""),
        done=item(words.done, words.completed),
        open=item(words.half, "", here),
        open_done=item(words.done, words.completed, here),
    )
