"""In which order a person finds things, at each attempt: the same whenever it is shown.

The seed is a secret of the server: whoever knew it could undo the shuffling of an order, and so
know the key. Forms speak of places in the shown order only, so that the author's tells nothing.
"""

import random

from lms.content.course import Quiz


def is_mixed(quiz: Quiz) -> bool:
    """Whether people find it in different orders."""
    return quiz.shuffle or bool(quiz.items or quiz.pairs)


def order(quiz: Quiz, seed: str, number: int) -> tuple[int, ...]:
    """The order of options, terms or things to order at a person's attempt `number`."""
    count = len(quiz.options) or len(quiz.pairs) or len(quiz.items)
    return _mixed(count, f"{seed}:{quiz.id}:{number}", quiz.shuffle or bool(quiz.items))


def meanings(quiz: Quiz, seed: str, number: int) -> tuple[int, ...]:
    """The order of the meanings to choose from; always shuffled."""
    return _mixed(len(quiz.pairs), f"{seed}:{quiz.id}:{number}:meanings", shuffled=True)


def _mixed(count: int, seed: str, shuffled: bool) -> tuple[int, ...]:
    places = list(range(count))
    if shuffled:
        random.Random(seed).shuffle(places)  # noqa: S311 - the seed is the secret
    return tuple(places)
