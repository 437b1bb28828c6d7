"""How much two texts are the same text, and which of many are worth comparing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

MOST_PAIRS = 2_500
"""Up to so many pairs are compared word by word, which takes milliseconds each."""
LIKELIEST = 4
"""Of more, so many for each text are compared, and only line by line."""
TELLS_LITTLE = 12
"""A line that stands in more texts than this is everybody's."""


def by_words(one: str, other: str, enough: float) -> float:
    """Share of words in common order (Ratcliff and Obershelp); 0 as soon as it is not `enough`."""
    words = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    if words.real_quick_ratio() < enough or words.quick_ratio() < enough:
        return 0.0
    return words.ratio()


def by_lines(one: str, other: str) -> float:
    """Share of text in common lines, wherever they stand; takes microseconds."""
    mine, theirs = Counter(_lines(one)), Counter(_lines(other))
    shared = sum(len(line) * times for line, times in (mine & theirs).items())
    whole = sum(map(len, _lines(one))) + sum(map(len, _lines(other)))
    return 2 * shared / whole if whole else 1.0


def alike(
    before: Sequence[str], after: Sequence[str], enough: float
) -> Iterator[tuple[float, int, int]]:
    """(share, place before, place after) of every pair that is alike enough.

    Many texts are compared with those alone that share their rarest lines.
    """
    if len(before) * len(after) <= MOST_PAIRS:
        pairs = ((old, new) for new in range(len(after)) for old in range(len(before)))
        shares = ((by_words(before[old], after[new], enough), old, new) for old, new in pairs)
    else:
        shares = (
            (by_lines(before[old], after[new]), old, new) for old, new in _likely(before, after)
        )
    yield from (found for found in shares if found[0] >= enough)


def _likely(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(before):
        for line in set(_lines(text)):
            places[line].append(place)
    for new, text in enumerate(after):
        shared: Counter[int] = Counter()
        for line in set(_lines(text)):
            if len(places.get(line, ())) <= TELLS_LITTLE:
                shared.update(dict.fromkeys(places.get(line, ()), len(line)))
        yield from ((old, new) for old, _ in shared.most_common(LIKELIEST))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
