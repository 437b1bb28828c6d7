"""Whether the lessons that others require can be finished by anybody."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from lms.content.addresses import joined, stem
from lms.content.course import Lesson
from lms.content.findings import ERROR, WARNING, Finding, nearest
from lms.content.locating import finding_at
from lms.content.parse import Parsed


def wrong_requirements(lessons: Sequence[Lesson], texts: Mapping[str, Parsed]) -> Iterator[Finding]:
    """Lessons that require what does not exist, or a draft, or themselves in the end."""
    needs = {lesson.id: lesson.requires for lesson in lessons}
    drafts = {lesson.id for lesson in lessons if lesson.draft}
    for lesson in lessons:
        for wanted in lesson.requires:
            if wanted in needs and (lesson.draft or wanted not in drafts):
                continue
            spot = texts[lesson.path].key_spot("requires", wanted)
            if wanted not in needs:
                message = f'requires "{wanted}", which is no lesson'
                hint = _named(wanted, lesson, lessons) or nearest(wanted, needs)
                yield finding_at(spot, lesson.path, (ERROR, "C307"), message, hint)
            else:
                hint = "learners are not asked to finish it while it is one"
                message = f'requires "{wanted}", which is a draft'
                yield finding_at(spot, lesson.path, (WARNING, "C311"), message, hint)
        if lesson.id in lesson.requires:
            hint = "leave it out, or name the lesson that comes before"
            yield Finding(ERROR, "C308", lesson.path, 0, 0, "requires itself", hint)
        elif _reaches(lesson.id, needs):
            yield Finding(ERROR, "C308", lesson.path, 0, 0, "requires itself in the end")


def _named(wanted: str, at: Lesson, lessons: Sequence[Lesson]) -> str:
    """The id of the lesson that is named by its file."""
    here = joined(posixpath.dirname(at.path), wanted)
    ways = {stem(path) for path in (wanted, here) if path}
    found = [one.id for one in lessons if stem(one.path) in ways]
    found = found or [one.id for one in lessons if posixpath.basename(stem(one.path)) in ways]
    return f'did you mean "{found[0]}"?' if len(found) == 1 else ""


def _reaches(start: str, needs: Mapping[str, Sequence[str]]) -> bool:
    """Whether following requirements leads back to where one began."""
    seen: set[str] = set()
    left = list(needs[start])
    while left:
        wanted = left.pop()
        if wanted == start:
            return True
        if wanted not in seen:
            seen.add(wanted)
            left.extend(needs.get(wanted, ()))
    return False
