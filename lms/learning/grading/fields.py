"""The fields of a question that is written, matched or ordered, as they may be seen now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lms.learning.grading import judging
from lms.learning.grading.reading import Sheet
from lms.learning.rules import Answer


@dataclass(frozen=True, slots=True)
class ShownField:
    """A place to write or to choose in."""

    place: int
    """Among those shown, from 0."""
    label: Markup = Markup("")
    """What it belongs to; empty where the question itself says it."""
    value: str = ""
    """What stands in it: a text, or the place of what was chosen."""
    verdict: str = ""
    """"right", "wrong", or empty where nothing may be told."""
    solution: str = ""
    """What would have been right; only when it is due, and something else was given."""
    is_refused: bool = False
    """Whether this is where the answer could not be taken."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a question is."""

    last: Answer | None
    is_open: bool
    is_settled: bool
    typed: Sequence[str] | None = None
    """What the form held when it was refused."""
    wrong: Collection[int] = ()
    """The fields in which it was."""


def fields(sheet: Sheet, state: State) -> tuple[ShownField, ...]:
    """Every field, in the order to be shown."""
    order = sheet.order or range(len(sheet.quiz.blanks) or 1)
    return tuple(_field(sheet, place, index, state) for place, index in enumerate(order))


def _field(sheet: Sheet, place: int, index: int, state: State) -> ShownField:
    verdict = _verdict(sheet, index, state)
    return ShownField(
        place,
        _label(sheet, index),
        _value(sheet, place, index, state),
        verdict,
        _solution(sheet, index) if state.is_settled and verdict == "wrong" else "",
        place in state.wrong,
    )


def _label(sheet: Sheet, index: int) -> Markup:
    if sheet.quiz.pairs:
        return sheet.quiz.pairs[index].term_html
    return sheet.quiz.items[index] if sheet.quiz.items else Markup("")


def _value(sheet: Sheet, place: int, index: int, state: State) -> str:
    """What was typed just now, else the last answer: at a new try one goes on from there."""
    if state.typed is not None:
        return state.typed[place] if place < len(state.typed) else ""
    if state.last is None:
        return ""
    given = state.last.chosen
    if sheet.quiz.pairs:
        meaning = given[index] if index < len(given) else None
        return _found(sheet.meanings, meaning)
    if sheet.quiz.items:
        return _found(given, index)
    return judging.text_of(given, index)


def _found(places: Sequence[int | str], wanted: int | str | None) -> str:
    return str(places.index(wanted)) if wanted in places else ""


def _verdict(sheet: Sheet, index: int, state: State) -> str:
    """Of each gap and pair on its own; of the others when all is over; never of what is open."""
    if state.last is None or state.is_open or sheet.quiz.kind == "long":
        return ""
    parts = judging.parts(sheet.quiz, state.last.chosen)
    if sheet.quiz.kind == "ordering":
        return ""
    return "right" if parts[index if len(parts) > 1 else 0] else "wrong"


def _solution(sheet: Sheet, index: int) -> str:
    """Of a gap or a pair; what is one answer as a whole is told below it."""
    if sheet.quiz.pairs:
        return sheet.quiz.pairs[index].meaning
    return sheet.quiz.blanks[index].accepted[0] if sheet.quiz.kind == "gaps" else ""
