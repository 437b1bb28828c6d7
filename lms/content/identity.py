"""Which lesson is which, after files were renamed, moved, exchanged or removed.

A lesson is its text more than its path: where two files have changed places, their completions
change places with them. The order of belief: an id in the front matter, the same text at the same
path, the same text elsewhere, what git saw move, the likest text, the same path, the same address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lms.content.addresses import lesson_address
from lms.content.alike import alike, by_lines

ALIKE = 0.6
"""Share of words in common order from which a vanished and a new text are one lesson."""
STILL_ITSELF = 0.5
"""Share of text in common lines from which a file that stayed was edited, not replaced."""
TELLING = 20
"""Words from which equal texts cannot be chance, as two empty drafts are."""


@dataclass(frozen=True, slots=True)
class Known:
    """A lesson as it was at the last sync."""

    id: str
    path: str
    text: str
    hash: str
    """Under which those who finished it know it; of an earlier text that said the same."""
    removed: bool = False
    """Whether its file was already missing then."""
    taken: str = ""
    """A digest of what it included, as `relinked.taken_in` makes it; empty where nothing is known
    of that."""


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
    as_before: frozenset[str] = frozenset()
    """Paths of files whose text is, letter for letter, what their lesson's was."""
    taken: Mapping[str, str] = field(default_factory=dict)
    """By path of each text that includes any files, a digest of those: see `Known.taken`."""


def identify(
    known: Sequence[Known], found: Sequence[Found], moves: Mapping[str, str] | None = None
) -> Identities:
    """Give every file its id: the one it asks for, the one its text had, or one of its own.

    `moves` is what git saw: new path to old path.
    """
    work = _Matching(known, found)
    work.settle(_kept)
    work.settle(_elsewhere)
    work.settle(lambda olds, news: _moved(olds, news, moves or {}))
    work.settle(_edited)
    work.settle(_likest)
    work.settle(_at(lambda old: old.path, lambda new: new.path))
    work.settle(_at(lambda old: old.path.casefold(), lambda new: new.path.casefold()))
    work.settle(_at(lambda old: lesson_address(old.path), lambda new: new.address))
    return work.result()


Pairs = Iterable[tuple[Known, Found]]
Rule = Callable[[Sequence[Known], Sequence[Found]], Pairs]


class _Matching:
    """Known and found lessons, each free until a rule has paired it."""

    def __init__(self, known: Sequence[Known], found: Sequence[Found]) -> None:
        self.known, self.found = known, found
        self.ids = {new.path: new.wanted for new in found if new.wanted}
        asked_for = set(self.ids.values())
        self.renamed: list[tuple[str, str]] = []
        for old in known:
            now_at = next((p for p, name in self.ids.items() if name == old.id), old.path)
            if old.id in asked_for and now_at != old.path:
                self.renamed.append((old.path, now_at))
        self.olds = {old.id: old for old in known if old.id not in asked_for}
        self.news = {new.path: new for new in found if not new.wanted}

    def settle(self, rule: Rule) -> None:
        """Pair what the rule says belongs together, each once, its first pairs first."""
        for old, new in list(rule(list(self.olds.values()), list(self.news.values()))):
            if old.id in self.olds and new.path in self.news:
                del self.olds[old.id], self.news[new.path]
                self.ids[new.path] = old.id
                if old.path != new.path:
                    self.renamed.append((old.path, new.path))

    def result(self) -> Identities:
        """Every file with its id; what nothing was paired with is new."""
        taken = {*(old.id for old in self.known), *self.ids.values()}
        for new in self.news.values():
            self.ids[new.path] = _unused(new.address, taken)
            taken.add(self.ids[new.path])
        now = set(self.ids.values())
        removed = [old.id for old in self.known if old.id not in now]
        texts = {old.id: old.text for old in self.known}
        as_before = (n.path for n in self.found if texts.get(self.ids[n.path]) == n.text)
        return Identities(self.ids, self.renamed, removed, frozenset(as_before))


def _kept(olds: Sequence[Known], news: Sequence[Found]) -> Pairs:
    """The same text at the same path."""
    here = {new.path: new for new in news}
    for old in olds:
        new = here.get(old.path)
        if new is not None and new.text == old.text:
            yield old, new


def _elsewhere(olds: Sequence[Known], news: Sequence[Found]) -> Iterator[tuple[Known, Found]]:
    """The same text at another path; where both paths stayed, or it was away, one that tells."""
    before, now = {old.path for old in olds}, {new.path for new in news}
    by_text: dict[str, list[Found]] = defaultdict(list)
    for new in news:
        by_text[new.text].append(new)
    pairs = []
    for old in olds:
        for new in by_text.get(old.text, ()):
            stayed = old.removed or old.path in now or new.path in before
            if not stayed or _tells(old):
                pairs.append((old, new))
    yield from sorted(pairs, key=lambda pair: (pair[0].removed, -_nearness(*pair)))


def _moved(olds: Sequence[Known], news: Sequence[Found], moves: Mapping[str, str]) -> Pairs:
    """What git saw move."""
    before = {old.path: old for old in olds if not old.removed}
    for new in news:
        old = before.get(moves.get(new.path, ""))
        if old is not None:
            yield old, new


def _edited(olds: Sequence[Known], news: Sequence[Found]) -> Pairs:
    """A text that is mostly the one that stood at this path."""
    here = {new.path: new for new in news}
    for old in olds:
        new = here.get(old.path)
        if new is not None and not old.removed and by_lines(old.text, new.text) >= STILL_ITSELF:
            yield old, new


def _likest(olds: Sequence[Known], news: Sequence[Found]) -> Iterator[tuple[Known, Found]]:
    """Alike texts, the likest first; of equally like ones, those whose paths are nearest."""
    now = {new.path for new in news}
    here = [old for old in olds if not old.removed and (old.path not in now or _tells(old))]
    shares = alike([old.text for old in here], [new.text for new in news], ALIKE)
    pairs = [(share, here[old], news[new]) for share, old, new in shares]
    pairs.sort(key=lambda pair: (-pair[0], -_nearness(pair[1], pair[2])))
    yield from ((old, new) for _, old, new in pairs)


def _at(of_old: Callable[[Known], str], of_new: Callable[[Found], str]) -> Rule:
    """Whatever stands at the same place, those that were removed last."""

    def rule(olds: Sequence[Known], news: Sequence[Found]) -> Pairs:
        here = {of_new(new): new for new in news}
        for old in sorted(olds, key=lambda old: old.removed):
            if of_old(old) in here:
                yield old, here[of_old(old)]

    return rule


def _tells(old: Known) -> bool:
    return len(old.text.split()) >= TELLING


def _nearness(old: Known, new: Found) -> int:
    """How many names two paths share, from the file's backwards."""
    shared = 0
    for mine, theirs in zip(old.path.split("/")[::-1], new.path.split("/")[::-1], strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared


def _unused(address: str, taken: set[str]) -> str:
    name, number = address, 2
    while name in taken:
        name, number = f"{address}-{number}", number + 1
    return name
