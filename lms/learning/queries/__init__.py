"""Reading what people have done, and what a course offers to those who are not in it yet."""

from lms.learning.queries.counting import counts
from lms.learning.queries.offers import Offer, mentors, offers, people
from lms.learning.queries.past import (
    Known,
    Reading,
    completion,
    has_finished,
    just_finished,
    known,
    membership,
    past,
    pasts,
    reader_of,
)

__all__ = [
    "Known",
    "Offer",
    "Reading",
    "completion",
    "counts",
    "has_finished",
    "just_finished",
    "known",
    "membership",
    "mentors",
    "offers",
    "past",
    "pasts",
    "people",
    "reader_of",
]
