"""What counts, on the bread course."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lms.content.compile import compile_course
from lms.content.course import Course, Lesson
from lms.content.library.reading import read_course
from lms.learning import outline, rules
from lms.learning.rules import Done, LessonState, Past

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BREAD: Course = compile_course(
    read_course(Path(__file__).parents[1] / "courses" / "bread")
).courses["en"]
FIRST, SECOND, THIRD, FOURTH = BREAD.lessons


def done(*lessons: Lesson, place: str | None = None) -> Past:
    """These lessons finished, one minute after the other."""
    times = (NOW + timedelta(minutes=n) for n in range(len(lessons)))
    return Past({x.id: Done(x.hash, at) for x, at in zip(lessons, times, strict=False)}, {}, place)


def changed(lesson: Lesson, **fields: object) -> Course:
    """The course with one lesson written anew."""
    from dataclasses import replace

    chapters = (
        replace(
            chapter,
            lessons=tuple(
                replace(x, hash="new", **fields) if x is lesson else x  # type: ignore[arg-type]  # by name
                for x in chapter.lessons
            ),
        )
        for chapter in BREAD.chapters
    )
    return replace(BREAD, chapters=tuple(chapters))


def test_each_lesson_counts_the_same() -> None:
    assert rules.progress(BREAD, done()).percent == 0
    assert rules.progress(BREAD, done(FIRST)).percent == 25
    assert rules.progress(BREAD, done(*BREAD.lessons)).is_finished


def test_an_edited_lesson_still_counts() -> None:
    course = changed(FIRST)
    assert rules.state(course.lessons[0], done(FIRST).done[FIRST.id]) == LessonState.CHANGED
    assert rules.progress(course, done(FIRST)).done == 1


def test_a_breaking_change_is_asked_for_again() -> None:
    course = changed(FIRST, breaking=True)
    assert rules.state(course.lessons[0], done(FIRST).done[FIRST.id]) == LessonState.AGAIN
    assert rules.progress(course, done(FIRST)).done == 0


def test_a_draft_neither_counts_nor_is_shown() -> None:
    course = changed(FOURTH, draft=True)
    assert rules.progress(course, done(FIRST, SECOND, THIRD)).is_finished
    assert FOURTH.title not in [x.title for x in outline.published(course).lessons]


def test_a_removed_lesson_is_kept_and_not_counted() -> None:
    past = Past({"gone": Done("h", NOW)})
    assert rules.progress(BREAD, past).done == 0
    assert [key for key, _ in rules.removed(BREAD, past)] == ["gone"]


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        (done(), FIRST),
        (done(FIRST), SECOND),
        (done(FIRST, THIRD), FOURTH),
        (done(FIRST, SECOND, place=FIRST.id), THIRD),
        (done(FIRST, place=THIRD.id), THIRD),
        (done(SECOND, THIRD, FOURTH), FIRST),
        (done(*BREAD.lessons), None),
        (Past(place="gone"), FIRST),
    ],
)
def test_one_goes_on_where_one_stopped(past: Past, expected: Lesson | None) -> None:
    assert rules.resume_at(BREAD, past) == expected


def test_what_a_lesson_builds_on_is_named_until_it_is_done() -> None:
    course = changed(SECOND, requires=(FIRST.id, "gone"))
    second = course.lessons[1]
    assert [x.id for x in rules.not_yet_done(course, second, done())] == [FIRST.id]
    assert rules.not_yet_done(course, second, done(FIRST)) == []


@pytest.mark.parametrize(("number", "printed"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV")])
def test_chapters_are_numbered_as_in_books(number: int, printed: str) -> None:
    assert outline.roman(number) == printed


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "I"), (4, "IV"), (39, "XXXIX"), (40, "XL"), (49, "XLIX"), (90, "XC"), (99, "XCIX")],
)
def test_chapters_are_numbered_as_the_romans_did(number: int, said: str) -> None:
    assert outline.roman(number) == said
