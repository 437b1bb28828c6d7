"""Questions as an export shows them: what is asked and what there is to choose, never the key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from lms.content.questions import Quiz

T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for reading."""

    kind: str
    """As the quiz's."""
    prompt: Markup
    """The question; of gaps, the text with a line for each."""
    choices: tuple[Markup, ...] = ()
    """What there is to choose from, to match or to put in order."""
    meanings: tuple[str, ...] = ()
    """Of a matching: what the choices are matched with, plain text."""


def asked(quiz: Quiz) -> Asked:
    """The question without anything that tells the answer, the order of things included."""
    choices = tuple(option.html for option in quiz.options)
    choices += tuple(pair.term_html for pair in quiz.pairs)
    choices += mixed(quiz.items, quiz.id)
    meanings = mixed({pair.meaning for pair in quiz.pairs}, quiz.id)
    return Asked(quiz.kind, quiz.asked_html, choices, meanings)


def mixed(things: Iterable[T], salt: str) -> tuple[T, ...]:
    """The things in an order that says nothing, and is the same in every export."""
    return tuple(sorted(things, key=lambda thing: _digest(f"{salt} {thing}")))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
