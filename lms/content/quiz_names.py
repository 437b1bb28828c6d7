"""The name that a quiz without one is offered: its original's, else one that no other quiz has."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import chain, count

from lms.content.addresses import slug, split_language, stem
from lms.content.course import Course, Quiz
from lms.content.findings import Finding

_WRITTEN = re.compile(r"#([\w-]+)|\bid=[\"']?([\w-]+)")
_MADE = re.compile(r"\{#([^}]+)\}")


def written_ids(line: str) -> frozenset[str]:
    """The ids that a line names, as `#name` or as `id=name`."""
    return frozenset(one or other for one, other in _WRITTEN.findall(line))


def with_free_names(
    findings: Iterable[Finding], courses: Mapping[str, Course]
) -> Iterator[Finding]:
    """The same findings; those of quizzes without a name offer one that is free in the course."""
    names = _Names(courses)
    for finding in findings:
        made = _MADE.search(finding.hint) if finding.code == "C123" else None
        if made is None:
            yield finding
            continue
        name = names.free(finding.path, made[1])
        yield replace(finding, hint=finding.hint.replace(made[0], f"{{#{name}}}"))


class _Names:
    """The names that quizzes have, in every lesson and language."""

    def __init__(self, courses: Mapping[str, Course]) -> None:
        self._courses = courses

    def free(self, path: str, made: str) -> str:
        """The id for the quiz of this file that is kept under the id `made`.

        Of two that were made up alike the first keeps it: answers may have been given under it.
        """
        mine = [quiz.id for quiz in self._quizzes.get(path, ())]
        original = [quiz.id for quiz in self._quizzes.get(f"{stem(path)}.md", ())]
        if split_language(path)[1] and made in mine and len(mine) == len(original):
            return original[mine.index(made)]
        if not any(self._goes_before(path, other, quiz) for other, quiz in self._having(made)):
            return made
        longer = f"{slug(posixpath.basename(posixpath.dirname(path)))}-{made}"
        numbered = (f"{longer}-{number}" for number in count(2))
        return next(name for name in chain([longer], numbered) if name not in self._by_name)

    def _goes_before(self, path: str, other: str, quiz: Quiz) -> bool:
        """Whether the quiz of the lesson `other` has a better right to its name."""
        if stem(other) == stem(path) or quiz.spot.path == path:
            return False
        return quiz.id in written_ids(quiz.spot.source) or self._places[other] < self._place(path)

    def _place(self, path: str) -> int:
        return self._places.get(path, len(self._places))

    def _having(self, name: str) -> Iterable[tuple[str, Quiz]]:
        return self._by_name.get(name, ())

    @cached_property
    def _quizzes(self) -> Mapping[str, tuple[Quiz, ...]]:
        """By the path of each lesson, in order."""
        lessons = (lesson for course in self._courses.values() for lesson in course.lessons)
        return {lesson.path: lesson.quizzes for lesson in lessons}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {path: place for place, path in enumerate(self._quizzes)}

    @cached_property
    def _by_name(self) -> Mapping[str, list[tuple[str, Quiz]]]:
        found: dict[str, list[tuple[str, Quiz]]] = {}
        for path, quizzes in self._quizzes.items():
            for quiz in quizzes:
                found.setdefault(quiz.id, []).append((path, quiz))
        return found
