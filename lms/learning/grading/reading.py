"""What a form sent, read as an answer, or what is wrong with it and where."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lms.content.course import Quiz
from lms.learning.grading import shuffling
from lms.learning.grading.words import LONGEST_TEXT, LONGEST_WORD, readings, tidy
from lms.learning.rules import Given


class Problem(StrEnum):
    """Why something is no answer."""

    CHOOSE = "nothing that can be chosen was"
    WRITE = "something is empty"
    NUMBER = "it is no number"
    LONG = "it is too long"
    EACH = "something was not chosen"
    ONCE = "the same was chosen twice"


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer in the author's order; or the first problem with it, and in which fields."""

    given: Given = ()
    problem: Problem | None = None
    fields: frozenset[int] = frozenset()
    """Counted from 0, as they are shown."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form of a question as one person saw it."""

    quiz: Quiz
    seed: str
    """Of this person's shuffling."""
    number: int
    """Which attempt it was for, from 1."""

    @property
    def order(self) -> tuple[int, ...]:
        """Of what is shown."""
        return shuffling.order(self.quiz, self.seed, self.number)

    @property
    def meanings(self) -> tuple[int, ...]:
        """Of what a term is matched with."""
        return shuffling.meanings(self.quiz, self.seed, self.number)


def read(sheet: Sheet, typed: Sequence[str]) -> Sent:
    """The answer that was typed into a sheet."""
    return _READERS[sheet.quiz.kind](sheet, typed)


def _choice(sheet: Sheet, typed: Sequence[str]) -> Sent:
    places, order = [_place(text, len(sheet.order)) for text in typed], sheet.order
    chosen = sorted({order[place] for place in places if place is not None})
    if not chosen or (sheet.quiz.kind == "single" and len(chosen) > 1):
        return Sent(problem=Problem.CHOOSE)
    return Sent(tuple(chosen))


def _numeric(sheet: Sheet, typed: Sequence[str]) -> Sent:
    sent = _written(sheet, typed)
    if sent.problem is None and not any(True for _ in readings(str(sent.given[0]))):
        return Sent(problem=Problem.NUMBER, fields=frozenset({0}))
    return sent


def _written(sheet: Sheet, typed: Sequence[str]) -> Sent:
    """One text for each field, none of them empty or endless."""
    count = len(sheet.quiz.blanks) or 1
    longest = LONGEST_TEXT if sheet.quiz.kind == "long" else LONGEST_WORD
    texts = [tidy(text) for text in [*typed, *[""] * count][:count]]
    for problem, wrong in (
        (Problem.WRITE, {n for n, text in enumerate(texts) if not text}),
        (Problem.LONG, {n for n, text in enumerate(texts) if len(text) > longest}),
    ):
        if wrong:
            return Sent(problem=problem, fields=frozenset(wrong))
    return Sent(tuple(texts))


def _matching(sheet: Sheet, typed: Sequence[str]) -> Sent:
    places = _each(typed, len(sheet.quiz.pairs))
    if wrong := _wrong(places):
        return wrong
    meanings = sheet.meanings
    chosen = {term: meanings[place or 0] for term, place in zip(sheet.order, places, strict=True)}
    return Sent(tuple(chosen[term] for term in sorted(chosen)))


def _ordering(sheet: Sheet, typed: Sequence[str]) -> Sent:
    places = _each(typed, len(sheet.quiz.items))
    if wrong := _wrong(places):
        return wrong
    by_place = {place: item for item, place in zip(sheet.order, places, strict=True)}
    return Sent(tuple(by_place[place] for place in range(len(places))))


def _each(typed: Sequence[str], count: int) -> list[int | None]:
    return [_place(text, count) for text in [*typed, *[""] * count][:count]]


def _wrong(places: Sequence[int | None]) -> Sent | None:
    """The problem where each field needs a place of its own."""
    missing = {n for n, place in enumerate(places) if place is None}
    if missing:
        return Sent(problem=Problem.EACH, fields=frozenset(missing))
    twice = {n for n, place in enumerate(places) if places.count(place) > 1}
    return Sent(problem=Problem.ONCE, fields=frozenset(twice)) if twice else None


def _place(text: str, count: int) -> int | None:
    """A place among so many, as the form sends it; None for anything else."""
    is_number = text.isascii() and text.isdigit() and len(text) < 4
    return int(text) if is_number and int(text) < count else None


_READERS: dict[str, Callable[[Sheet, Sequence[str]], Sent]] = {
    "single": _choice,
    "multiple": _choice,
    "numeric": _numeric,
    "short": _written,
    "long": _written,
    "gaps": _written,
    "matching": _matching,
    "ordering": _ordering,
}
