"""Reading what people have done, and what a course offers to those who are not in it yet."""

from lms.learning.queries.counting import counts
from lms.learning.queries.offers import Offer, mentors, offers, people
from lms.learning.queries.past import (
    Reading,
    completion,
    has_finished,
    just_finished,
    membership,
    past,
    pasts,
    reading,
)

__all__ = [
    "Offer",
    "Reading",
    "completion",
    "counts",
    "has_finished",
    "just_finished",
    "membership",
    "mentors",
    "offers",
    "past",
    "pasts",
    "people",
    "reading",
]
