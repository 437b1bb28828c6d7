"""Which lesson is which, after files were renamed, moved or removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

ALIKE = 0.6
"""Share of words in common order from which a vanished and a new text are one lesson."""
MOST_PAIRS = 2_500
"""Beyond this many pairs only equal texts count: comparing takes milliseconds a pair."""


@dataclass(frozen=True, slots=True)
class Known:
    """A lesson as it was at the last sync."""

    id: str
    path: str
    text: str
    hash: str
    removed: bool = False
    """Whether its file was already missing then."""


@dataclass(frozen=True, slots=True)
class Found:
    """A lesson's file as it is now."""

    path: str
    text: str
    hash: str
    address: str
    """Becomes the id of a lesson that is new."""
    wanted: str = ""
    """The id in its front matter; empty when it names none."""


@dataclass
class Identities:
    """What became of each lesson."""

    ids: dict[str, str] = field(default_factory=dict)
    """Path to id, for every file that was found."""
    renamed: list[tuple[str, str]] = field(default_factory=list)
    """(old path, new path) of lessons that moved and stayed themselves."""
    removed: list[str] = field(default_factory=list)
    """Ids whose text is gone; their completions stay."""


def identify(known: Sequence[Known], found: Sequence[Found]) -> Identities:
    """Give every file its id: the one it asks for, the one it had, or one of its own."""
    result = Identities()
    for new in found:
        if new.wanted:
            result.ids[new.path] = new.wanted
    free = {old.path: old for old in known if old.id not in set(result.ids.values())}
    nameless = [new for new in found if not new.wanted]
    for new in list(nameless):
        if old := free.pop(new.path, None):
            result.ids[new.path] = old.id
            nameless.remove(new)
    for old, new in _renames([old for old in free.values() if not old.removed], nameless):
        result.ids[new.path] = old.id
        result.renamed.append((old.path, new.path))
        nameless.remove(new)
    taken = {*(old.id for old in known), *result.ids.values()}
    for new in nameless:
        result.ids[new.path] = _unused(new.address, taken)
        taken.add(result.ids[new.path])
    now = set(result.ids.values())
    result.removed = [old.id for old in known if old.id not in now]
    return result


def _renames(gone: Sequence[Known], new: Sequence[Found]) -> Iterator[tuple[Known, Found]]:
    """Pairs of a vanished and a new text, the likest first, each text once."""
    old_left, new_left = {old.path for old in gone}, {item.path for item in new}
    for _, old, item in sorted(_alike(gone, new), key=lambda pair: -pair[0]):
        if old.path in old_left and item.path in new_left:
            old_left.remove(old.path)
            new_left.remove(item.path)
            yield old, item


def _alike(gone: Sequence[Known], new: Sequence[Found]) -> Iterable[tuple[float, Known, Found]]:
    few = len(gone) * len(new) <= MOST_PAIRS
    for item in new if gone else ():
        words = SequenceMatcher(None, "", item.text.split(), autojunk=False)
        for old in gone:
            ratio = 1.0 if old.hash == item.hash else _ratio(words, old.text) if few else 0.0
            if ratio >= ALIKE:
                yield ratio, old, item


def _ratio(words: SequenceMatcher[str], text: str) -> float:
    """How much of two texts is the same; 0 as soon as it cannot be enough."""
    words.set_seq1(text.split())
    if words.real_quick_ratio() < ALIKE or words.quick_ratio() < ALIKE:
        return 0.0
    return words.ratio()


def _unused(address: str, taken: set[str]) -> str:
    name, number = address, 2
    while name in taken:
        name, number = f"{address}-{number}", number + 1
    return name
