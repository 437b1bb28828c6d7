"""Where a lesson is whose file an author has renamed while its page was open."""

from __future__ import annotations

from lms.content.compile import Compiled
from lms.content.course import Lesson


class Moves:
    """The lessons that were seen at each address, as far as another or none is there now."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, str]] = {}
        self._now: dict[str, str] = {}

    def look(self, compiled: Compiled) -> None:
        """Note which lessons are where; those that have left are looked for.

        A lesson whose text stands elsewhere now is that one only if nobody saw that one before:
        lessons that are just begun have one text.
        """
        lessons = _lessons(compiled)
        before = {name for name, _ in self._seen.values()}
        by_id = {lesson.id: address for address, lesson in lessons.items()}
        new = {one.hash: one for one in lessons.values() if one.id not in before}
        for address, (name, text) in self._seen.items():
            if address not in lessons and name not in by_id and text in new:
                self._seen[address] = (new[text].id, text)
        self._now = {
            address: by_id[name]
            for address, (name, _) in self._seen.items()
            if address not in lessons and name in by_id
        }
        self._seen |= {address: (one.id, one.hash) for address, one in lessons.items()}

    def now(self, address: str) -> str:
        """Where the lesson is now that was at this address; empty where nobody knows."""
        return self._now.get(address, "")


def _lessons(compiled: Compiled) -> dict[str, Lesson]:
    """By address; translations share theirs."""
    return {one.address: one for course in compiled.courses.values() for one in course.lessons}
