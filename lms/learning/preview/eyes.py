"""With whose eyes a preview is seen, and on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from lms.content import schedule
from lms.content.course import Course, Lesson

WHO = ("visitor", "learner", "mentor")
"""Somebody without a seat; somebody with one; somebody who teaches, and sees keys and notes."""


@dataclass(frozen=True, slots=True)
class Eyes:
    """A reader in a cohort."""

    who: str
    now: datetime
    """Local, as the author's clock has it."""
    start: date
    """The first day of the cohort."""
    language: str = ""
    """Asked for; empty is the course's own."""

    @property
    def teaches(self) -> bool:
        """Whether notes for staff and keys are shown."""
        return self.who == "mentor"

    def closed(self, lesson: Lesson) -> str:
        """Why this reader may not open the lesson; empty when they may."""
        if self.teaches:
            return ""
        if lesson.draft:
            return "a draft: only those who teach see it"
        if self.who == "visitor":
            return "" if lesson.preview else "not free to read: a visitor sees its title"
        opens = moment(lesson.release, self.start)
        return f"opens on {opens:%Y-%m-%d %H:%M}" if opens and self.now < opens else ""

    def lists(self, lesson: Lesson) -> bool:
        """Whether the lesson stands in this reader's outline."""
        return self.teaches or not lesson.draft

    def course(self, courses: dict[str, Course]) -> Course:
        """The course in the reader's language, else in its own."""
        return courses.get(self.language) or next(iter(courses.values()))


def moment(release: str, start: date) -> datetime | None:
    """When "+7d", "week 2" or a local time is, in a cohort that began on this day."""
    try:
        opens = schedule.opens_at(release, datetime.combine(start, time()))
    except (ValueError, OverflowError):  # no time at all, or one after the end of the calendar
        return None
    return opens.replace(tzinfo=None)
