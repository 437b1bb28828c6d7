"""Whether the lessons that others require can be finished by anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
                message, hint = f'requires "{wanted}", which is no lesson', nearest(wanted, needs)
                yield finding_at(spot, lesson.path, (ERROR, "C307"), message, hint)
            else:
                hint = "learners are not asked to finish it while it is one"
                message = f'requires "{wanted}", which is a draft'
                yield finding_at(spot, lesson.path, (WARNING, "C311"), message, hint)
        if _reaches(lesson.id, needs):
            yield Finding(ERROR, "C308", lesson.path, 0, 0, "requires itself in the end")


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
