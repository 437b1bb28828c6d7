"""Judging an answer, and what of a question may be told at each moment.

The key, the remarks on options and the explanation leave by `shown` and `told` alone, when due.
"""

from lms.learning.grading.judging import (
    is_possible,
    is_right,
    is_settled,
    judged,
    left,
    passes,
    points,
    waits,
)
from lms.learning.grading.reading import Problem, Sent, Sheet, read
from lms.learning.grading.showing import Asked, Shown, ShownOption, shown, told
from lms.learning.grading.shuffling import is_mixed, order

__all__ = [
    "Asked",
    "Problem",
    "Sent",
    "Sheet",
    "Shown",
    "ShownOption",
    "is_mixed",
    "is_possible",
    "is_right",
    "is_settled",
    "judged",
    "left",
    "order",
    "passes",
    "points",
    "read",
    "shown",
    "told",
    "waits",
]
