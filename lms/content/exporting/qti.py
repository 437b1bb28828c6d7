"""Questions as items of QTI 1.2 in the profile of Common Cartridge 1.3, keys included.

https://www.imsglobal.org/cc/ccv1p3/imscc_Profilev1p3.html. It knows choices, words to fill in and
essays. Whatever asks for more is several of these: a gap, a pair or a place in an order each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup, escape

from lms.content.answered import number_text
from lms.content.exporting.questions import mixed
from lms.content.questions import Number, Quiz

TRUE_FALSE, ONE, SEVERAL, WORDS, ESSAY = (
    f"cc.{name}.v0p1"
    for name in ("true_false", "multiple_choice", "multiple_response", "fib", "essay")
)
MOST_SPELLINGS = 100
"""On either side of a number that may be off; one with more is read by a person."""
MOST_DIGITS = 15
"""Before and after the point, of a number that is spelt out."""
HEAVIEST = 99
"""The profile's limit for what an item counts."""

Say = Callable[..., str]
"""A sentence in the language of the cartridge."""


@dataclass(frozen=True, slots=True)
class Label:
    """One thing to choose."""

    id: str
    html: str
    feedback: str = ""
    """HTML; may be empty."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question, as another school's software asks it. Its texts are HTML."""

    id: str
    profile: str
    prompt: str
    labels: tuple[Label, ...] = ()
    right: tuple[str, ...] = ()
    """Ids of labels, or words that are as good as each other."""
    hints: tuple[str, ...] = ()
    solution: str = ""
    weight: int = 1
    shuffle: bool = False
    case: bool = False
    """Whether capital letters matter in words."""

    @property
    def wrong(self) -> tuple[str, ...]:
        """Ids of the labels that are not right."""
        return tuple(label.id for label in self.labels if label.id not in self.right)


def items(quiz: Quiz, _: Say, text: Callable[[Markup], str]) -> Iterator[Item]:
    """The question's items; `text` makes compiled HTML what it is in a cartridge."""
    made = list(_BY_KIND[quiz.kind](quiz, _))
    weight = min(max(quiz.points // len(made), 1), HEAVIEST)
    for number, item in enumerate(made, 1):
        yield replace(
            item,
            id=f"{quiz.id}-{number}" if len(made) > 1 else quiz.id,
            prompt=text(Markup(item.prompt)),  # noqa: S704 - compiled and cleaned
            labels=tuple(_label(label, text) for label in item.labels),
            hints=tuple(text(hint) for hint in quiz.hints),
            solution=text(Markup(item.solution) + quiz.explanation_html),  # noqa: S704 - the same
            weight=weight,
            case=quiz.case,
        )


def _label(label: Label, text: Callable[[Markup], str]) -> Label:
    html, feedback = Markup(label.html), Markup(label.feedback)  # noqa: S704 - the same
    return Label(label.id, text(html), text(feedback))


def _choice(quiz: Quiz, _: Say) -> Iterator[Item]:
    labels = tuple(Label(str(n), o.html, o.feedback_html) for n, o in enumerate(quiz.options, 1))
    right = tuple(str(number) for number, o in enumerate(quiz.options, 1) if o.correct)
    profile = SEVERAL if quiz.kind == "multiple" else _one_of(labels)
    yield Item("", profile, quiz.prompt_html, labels, right, shuffle=quiz.shuffle)


def _one_of(labels: Sequence[Label]) -> str:
    """A choice between two is what the profile calls true or false."""
    return TRUE_FALSE if len(labels) == 2 else ONE


def _number(quiz: Quiz, _: Say) -> Iterator[Item]:
    spelt = list(dict.fromkeys(s for number in quiz.numbers for s in spellings(number)))
    key = Markup("<p>{}</p>").format(" | ".join(map(number_text, quiz.numbers)))
    if spelt:
        yield Item("", WORDS, quiz.prompt_html, right=tuple(spelt), solution=key)
    else:
        yield Item("", ESSAY, quiz.prompt_html, solution=key)


def spellings(number: Number) -> list[str]:
    """Every right number at the precision in which it is written, with a point and a comma.

    "3.14" and a tolerance of "0.01" give 3.13, 3.14 and 3.15: the profile knows no ranges. Empty
    where that would be too many.
    """
    value, tolerance = Decimal(number.value), Decimal(number.tolerance)
    finest = min(0, *(int(d.as_tuple().exponent) for d in (value, tolerance)))
    if max(value.adjusted(), tolerance.adjusted()) > MOST_DIGITS or finest < -MOST_DIGITS:
        return []
    step = Decimal(1).scaleb(finest)
    count = int(tolerance / step)
    if count > MOST_SPELLINGS:
        return []
    plain = [f"{value + step * n:f}" for n in range(-count, count + 1)]
    return list(dict.fromkeys(s for text in plain for s in (text, text.replace(".", ","))))


def _words(quiz: Quiz, _: Say) -> Iterator[Item]:
    yield Item("", WORDS, quiz.prompt_html, right=quiz.blanks[0].accepted)


def _essay(quiz: Quiz, _: Say) -> Iterator[Item]:
    yield Item("", ESSAY, quiz.prompt_html)


def _gaps(quiz: Quiz, _: Say) -> Iterator[Item]:
    prose = Markup("").join(
        f"({part + 1}) ____" if isinstance(part, int) else part for part in quiz.prose
    )
    for number, blank in enumerate(quiz.blanks, 1):
        ask = Markup("<p>{}</p>").format(_("What belongs in gap %(number)s?", number=number))
        yield Item("", WORDS, prose + ask, right=blank.accepted)


def _pairs(quiz: Quiz, _: Say) -> Iterator[Item]:
    meanings = mixed({pair.meaning for pair in quiz.pairs}, quiz.id)
    labels = tuple(Label(str(n), str(escape(text))) for n, text in enumerate(meanings, 1))
    for pair in quiz.pairs:
        right = (str(meanings.index(pair.meaning) + 1),)
        prompt = quiz.prompt_html + Markup("<p>{}</p>").format(pair.term_html)
        yield Item("", _one_of(labels), prompt, labels, right)


def _order(quiz: Quiz, _: Say) -> Iterator[Item]:
    shown = mixed(quiz.items, quiz.id)
    labels = tuple(Label(str(number), html) for number, html in enumerate(shown, 1))
    for number, html in enumerate(quiz.items, 1):
        ask = Markup("<p>{}</p>").format(_("What comes at place %(number)s?", number=number))
        right = (str(shown.index(html) + 1),)
        yield Item("", _one_of(labels), quiz.prompt_html + ask, labels, right)


_BY_KIND: dict[str, Callable[[Quiz, Say], Iterator[Item]]] = {
    "single": _choice,
    "multiple": _choice,
    "numeric": _number,
    "short": _words,
    "long": _essay,
    "gaps": _gaps,
    "matching": _pairs,
    "ordering": _order,
}
