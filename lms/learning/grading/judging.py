"""What is right, and what it earns.

All the points for a right answer. Part of them only where the parts stand for themselves: each gap
and each pair is a question of its own, so that half of them right earns half of the points, rounded
down. A multiple choice earns none for a part: whoever ticks everything would have part of it right.
Neither does an order, in which one thing misplaced moves all the others. A long answer earns what
its reader says.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from lms.content.course import Quiz
from lms.learning.grading.words import is_near, is_same
from lms.learning.rules import Answer, Given

PARTIAL = frozenset({"gaps", "matching"})
"""The kinds whose parts stand for themselves."""


def parts(quiz: Quiz, given: Given) -> tuple[bool, ...]:
    """Of an answer, which parts are right: one for each field, or one for the whole of a choice."""
    return _PARTS[quiz.kind](quiz, given)


def is_right(quiz: Quiz, given: Given) -> bool:
    """Whether all of it is right; never of a long answer, which a person reads."""
    found = parts(quiz, given)
    return bool(found) and all(found)


def points(quiz: Quiz, given: Given) -> int:
    """What an answer earns before any person has read it."""
    found = parts(quiz, given)
    if quiz.kind in PARTIAL and found:
        return quiz.points * sum(found) // len(found)
    return quiz.points if is_right(quiz, given) else 0


def judged(quiz: Quiz, given: Given, number: int, at: datetime) -> Answer:
    """An answer as it is judged at once; a long one waits for its reader."""
    earned, right = points(quiz, given), is_right(quiz, given)
    return Answer(number, given, earned, right, at, waits=quiz.kind == "long")


def passes(quiz: Quiz, earned: int) -> bool:
    """Whether a long answer that was given these points counts as right: from half of them on."""
    return earned * 2 >= quiz.points


def is_possible(quiz: Quiz, given: Given) -> bool:
    """Whether this can be an answer: of the right shape, each thing known and chosen once."""
    if quiz.kind in ("matching", "ordering"):
        count = len(quiz.pairs) or len(quiz.items)
        return sorted(map(str, given)) == sorted(map(str, range(count)))
    if quiz.options:
        return _is_choice(quiz, given)
    count = len(quiz.blanks) if quiz.kind == "gaps" else 1
    return len(given) == count and all(isinstance(part, str) and part for part in given)


def _is_choice(quiz: Quiz, given: Given) -> bool:
    if not given or len(set(given)) != len(given):
        return False
    if quiz.kind == "single" and len(given) != 1:
        return False
    return all(isinstance(part, int) and 0 <= part < len(quiz.options) for part in given)


def left(quiz: Quiz, answers: Sequence[Answer]) -> int | None:
    """How many attempts are left; None where they are not counted."""
    return None if quiz.attempts is None else max(0, quiz.attempts - len(answers))


def waits(answers: Collection[Answer]) -> bool:
    """Whether an answer waits for somebody to read it."""
    return any(answer.waits for answer in answers)


def is_settled(quiz: Quiz, answers: Sequence[Answer]) -> bool:
    """Whether the question is over: answered right, or all attempts used and judged."""
    if any(answer.is_right for answer in answers):
        return True
    return left(quiz, answers) == 0 and not waits(answers)


def earned(answers: Collection[Answer]) -> int:
    """The points of the best answer."""
    return max((answer.points for answer in answers), default=0)


def text_of(given: Given, place: int) -> str:
    """A part of an answer as text; empty where an older question was answered otherwise."""
    part = given[place] if place < len(given) else ""
    return part if isinstance(part, str) else ""


def _choice(quiz: Quiz, given: Given) -> tuple[bool, ...]:
    key = {place for place, option in enumerate(quiz.options) if option.correct}
    return (set(given) == key,)


def _numeric(quiz: Quiz, given: Given) -> tuple[bool, ...]:
    return (is_near(text_of(given, 0), quiz.numbers),)


def _written(quiz: Quiz, given: Given) -> tuple[bool, ...]:
    blanks = enumerate(quiz.blanks)
    return tuple(is_same(text_of(given, n), blank, case=quiz.case) for n, blank in blanks)


def _matching(quiz: Quiz, given: Given) -> tuple[bool, ...]:
    return tuple(n < len(given) and given[n] == n for n in range(len(quiz.pairs)))


def _ordering(quiz: Quiz, given: Given) -> tuple[bool, ...]:
    return (tuple(given) == tuple(range(len(quiz.items))),)


def _long(quiz: Quiz, given: Given) -> tuple[bool, ...]:
    return (False,)


_PARTS: dict[str, Callable[[Quiz, Given], tuple[bool, ...]]] = {
    "single": _choice,
    "multiple": _choice,
    "numeric": _numeric,
    "short": _written,
    "gaps": _written,
    "matching": _matching,
    "ordering": _ordering,
    "long": _long,
}
