"""What learners answer and tick: each once in a course, and the same in every translation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest

from lms.content.addresses import stem
from lms.content.banks import SUFFIX, draws
from lms.content.course import Lesson, TasksEnd, TaskSlot
from lms.content.findings import ERROR, WARNING, Finding
from lms.content.locating import Spot, finding_at
from lms.content.parse import Parsed
from lms.content.render import Rendered

TWICE = (ERROR, "C124")
OF_IDS = "an id belongs to one quiz"

Named = tuple[str, Spot]
"""The id of a question, and where that is written."""


def same_quizzes(
    lessons: Sequence[Lesson],
    faulty: Mapping[str, Sequence[Named]],
    texts: Mapping[str, Parsed],
) -> Iterator[Finding]:
    """Quizzes of one language whose id stands twice in the course.

    `faulty` are, by the lesson's path, those that cannot be asked for another reason.
    """
    seen: dict[str, tuple[Lesson, Spot]] = {}
    taken: dict[tuple[str, int], list[_Twice]] = defaultdict(list)
    for lesson in lessons:
        asked = [(quiz.id, quiz.spot) for quiz in lesson.quizzes]
        for name, spot in sorted(
            [*asked, *faulty.get(lesson.path, ())], key=lambda n: n[1].own_line
        ):
            if name in seen:
                twice = _Twice(name, spot, *seen[name])
                if place_of(spot) == place_of(twice.other):
                    taken[lesson.path, spot.own_line].append(twice)
                else:
                    yield twice.told(lesson.path)
            seen.setdefault(name, (lesson, spot))
    for (path, line), same in taken.items():
        yield _taken_twice(texts[path], line, same)


def out_of_place(page: Rendered, path: str) -> Iterator[Finding]:
    """The first question of a text that is no lesson, where nobody could answer it."""
    kind, words = (ERROR, "C127"), ("no place for a quiz", "move it into a lesson")
    for quiz in page.quizzes[:1]:
        yield finding_at(quiz.spot, path, kind, *words)
        return
    for slot in draws(page.parts):
        yield Finding(*kind, path, slot.line, 0, *words)
        return


@dataclass(frozen=True, slots=True)
class _Twice:
    """A quiz whose id another one has, in the lesson `first`."""

    name: str
    spot: Spot
    first: Lesson
    other: Spot

    def told(self, path: str) -> Finding:
        """Of two quizzes that are written down, the second."""
        message = f'the quiz "{self.name}" is also in {place_of(self.other)}'
        return finding_at(self.spot, path, TWICE, message, OF_IDS)


def _taken_twice(text: Parsed, line: int, same: Sequence[_Twice]) -> Finding:
    """Quizzes of one file that two lessons take: all of them once, where the second does it."""
    one = same[0]
    more = f" and {len(same) - 1} more are" if len(same) > 1 else " is"
    message = f'the quiz "{one.name}"{more} also in {one.first.path}:{one.other.own_line}'
    is_drawn = stem(one.spot.path).endswith(SUFFIX)
    hint = "give this draw an id of its own, as in: {#again from=…}"
    spot = text.line_spot(line)
    return finding_at(spot, text.path, TWICE, message, hint if is_drawn else OF_IDS)


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
