"""A course as its readers see it: without drafts, and its outline as HTML from ready pieces.

The outline stands on the page that is opened most. What does not depend on the reader is made once
for each compiled course; what does is joined in between.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

from markupsafe import escape

from lms.content.course import Course, Lesson

T = TypeVar("T")

MOST_CHAPTERS = 2_000  # as they are drawn for some readers, of some kilobytes each, in each process
END = "</span></a></li>"  # of a lesson in the outline
ROMAN = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


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


def spoken_in(versions: Sequence[Course]) -> list[str]:
    """The languages of a course (as it is in each) that most of its lessons are written in.

    Its own comes first and always counts; a landing page or a lesson in another promises no course.
    """
    first = versions[0].languages[0]
    found = [v.language for v in versions if v.language == first or _speaks(published(v))]
    return sorted(found, key=lambda language: (language != first, language))


def _speaks(course: Course) -> bool:
    theirs = [lesson for lesson in course.lessons if lesson.language == course.language]
    return 2 * len(theirs) > len(course.lessons)


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


@dataclass(frozen=True, slots=True, eq=False)
class _Chapter:
    """A chapter of the outline, in one language."""

    title: str
    lines: tuple[_Line, ...]
    ids: frozenset[str]
    """Of its lessons."""
    of: str
    """"%s of %s"."""


Later = tuple[tuple[str, str], ...]
"""By lesson id, the words that tell when it opens."""


def outline(
    course: Course, current: str, done: frozenset[str], said: Words, later: Mapping[str, str]
) -> list[str]:
    """The left column of a lesson as HTML: every chapter a piece, the one being read unfolded.

    `later` holds, by lesson id, the words that tell when those open that are not open yet.
    """
    pieces = ['<div class="outline">']
    for chapter in _drawn(course)(said):
        waiting = tuple((key, later[key]) for key in later if key in chapter.ids) if later else ()
        here = current if current in chapter.ids else ""
        pieces.append(_chapter(chapter, chapter.ids & done, here, waiting))
    pieces.append("</div>")
    return pieces


@lru_cache(maxsize=MOST_CHAPTERS)
def _chapter(chapter: _Chapter, done: frozenset[str], current: str, later: Later) -> str:
    """Most readers have finished all of a chapter, or nothing: they share what is drawn."""
    words = dict(later)
    shown = (
        _with_word(_item(line, line.id in done, line.id == current), words.get(line.id))
        for line in chapter.lines
    )
    return (
        f'<details class="outline__mod"{" open" if current else ""}><summary>{chapter.title} '
        f'<span class="meta">{chapter.of % (len(done), len(chapter.lines))}</span></summary>'
        f'<ol class="outline__list">{"".join(shown)}</ol></details>'
    )


def _item(line: _Line, is_done: bool, is_here: bool) -> str:
    if is_here:
        return line.open_done if is_done else line.open
    return line.done if is_done else line.to_do


def _with_word(item: str, word: str | None) -> str:
    return item.removesuffix(END) + word + END if word else item


@once_a_course
def _drawn(course: Course) -> Callable[[Words], list[_Chapter]]:
    """Draws the lessons of a course, once for each language its readers speak."""

    @cache
    def draw(words: Words) -> list[_Chapter]:
        return [
            _Chapter(
                f"{roman(number)}. {escape(chapter.title)}",
                tuple(_line(course, lesson, words) for lesson in chapter.lessons),
                frozenset(lesson.id for lesson in chapter.lessons),
                words.of,
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
