"""What learners answer and tick: each once in a course, and the same in every translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest

from lms.content.banks import draws
from lms.content.course import Lesson, Quiz, TasksEnd, TaskSlot
from lms.content.findings import ERROR, WARNING, Finding
from lms.content.locating import Spot, finding_at
from lms.content.render import Rendered


def same_quizzes(lessons: Sequence[Lesson]) -> Iterator[Finding]:
    """Quizzes of one language whose id stands twice in the course."""
    seen: dict[str, tuple[Lesson, Quiz]] = {}
    for lesson in lessons:
        for quiz in lesson.quizzes:
            if quiz.id in seen:
                yield _twice(lesson, quiz, *seen[quiz.id])
            seen.setdefault(quiz.id, (lesson, quiz))


def out_of_place(page: Rendered, path: str) -> Iterator[Finding]:
    """The first question of a text that is no lesson, where nobody could answer it."""
    kind, words = (ERROR, "C127"), ("no place for a quiz", "move it into a lesson")
    for quiz in page.quizzes[:1]:
        yield finding_at(quiz.spot, path, kind, *words)
        return
    for slot in draws(page.parts):
        yield Finding(*kind, path, slot.line, 0, *words)
        return


def _twice(lesson: Lesson, quiz: Quiz, first: Lesson, other: Quiz) -> Finding:
    """The second of two quizzes; where both are one text that two lessons take, the taking."""
    kind, hint = (ERROR, "C124"), "an id belongs to one quiz"
    message = f'the quiz "{quiz.id}" is also in'
    if place_of(quiz.spot) != place_of(other.spot):
        return finding_at(quiz.spot, lesson.path, kind, f"{message} {place_of(other.spot)}", hint)
    message = f"{message} {first.path}:{other.spot.own_line}"
    return Finding(*kind, lesson.path, quiz.spot.own_line, 0, message, hint)


def other_tasks(lessons: Sequence[Lesson], translated: Sequence[Lesson]) -> Iterator[Finding]:
    """Translations with more or fewer boxes to tick, whose readers tick boxes of their own."""
    own = {lesson.id: lesson for lesson in lessons}
    for lesson in translated:
        here, there = len(lesson.tasks), len(own[lesson.id].tasks) if lesson.id in own else 0
        if here == there:
            continue
        kind = (WARNING, "C145")
        message = f"{here} {'box' if here == 1 else 'boxes'} to tick; the original has {there}"
        hint = "the same lines, in the same order: else ticks are not shared"
        if here:
            spot = _first_other(lesson, own.get(lesson.id))
            yield finding_at(spot, lesson.path, kind, message, hint)
        else:
            yield Finding(*kind, lesson.path, 1, 0, message, hint)


def _first_other(lesson: Lesson, original: Lesson | None) -> Spot:
    """The beginning of the first checklist that is longer or shorter than in the original.

    Where only lists after its last one are missing, the last box.
    """
    here, there = _lists(lesson), _lists(original) if original else []
    both = enumerate(zip_longest(here, there))
    differs = next((place for place, (mine, its) in both if mine != its), 0)
    begins = [*accumulate(here, initial=0)][min(differs, len(here))]
    return lesson.tasks[min(begins, len(lesson.tasks) - 1)].spot


def _lists(lesson: Lesson) -> list[int]:
    """How many boxes each checklist has."""
    found = [0]
    for part in lesson.parts:
        if isinstance(part, TaskSlot):
            found[-1] += 1
        elif isinstance(part, TasksEnd):
            found.append(0)
    return [count for count in found if count]


def place_of(spot: Spot) -> str:
    """As a finding names it: the file and the line."""
    return f"{spot.path}:{spot.line}"
