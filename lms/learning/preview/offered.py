"""The cohort that an author imagines, as it is offered to somebody who is not in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lms.content.course import Course
from lms.learning.preview.eyes import Eyes
from lms.learning.preview.printing import spoken
from lms.platform.i18n import words


@dataclass(frozen=True, slots=True)
class Offered:
    """What the site's templates ask of an offer; how many seats there are only a school knows."""

    slug: str
    """The course's: whoever takes this seat comes back to its page, as a learner."""
    course: str
    starts_on: date
    price_amount: int
    price_currency: str
    closed: str
    """Why nobody comes in any more, in words; empty while people do."""
    name: str = "Preview"
    ends_on: date | None = None
    live: tuple[str, ...] = ()
    language: str = ""
    mentors: tuple[str, ...] = ()
    self_paced: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody may come in on the day that is looked at."""
        return not self.closed


def offered(course: Course, eyes: Eyes) -> list[Offered]:
    """The one cohort; nothing for a learner, who has a seat in it."""
    if eyes.who == "learner":
        return []
    is_under_way = eyes.now.date() > eyes.start
    say = words(spoken(course.language))["_"]
    return [
        Offered(
            slug=course.slug,
            course=course.slug,
            starts_on=eyes.start,
            price_amount=course.price_amount or 0,
            price_currency=course.price_currency,
            closed=str(say("under way")) if is_under_way else "",
        )
    ]
