"""Judging an answer, and what of a question may be told at each moment.

A right answer is exactly the right options, neither fewer nor more, and earns all the
points. The key, the remarks on options and the explanation are told by `shown` alone, when due.
"""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lms.content.course import Quiz
from lms.learning.rules import Answer


@dataclass(frozen=True, slots=True)
class ShownOption:
    """An option as it may be seen now."""

    index: int
    """Its place in the author's order, which is what the form sends."""
    html: Markup
    chosen: bool = False
    verdict: str = ""
    """"right", "wrong", or empty where nothing may be told."""
    remark: Markup = Markup("")
    """The author's feedback; only for what was chosen."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A question with no more in it than its reader may know now."""

    id: str
    kind: str
    prompt: Markup
    options: tuple[ShownOption, ...]
    """In the order to be shown."""
    points: int
    answered: int
    """How often it was answered."""
    left: int | None
    """How often it may still be answered; None is as often as one likes."""
    is_right: bool
    is_open: bool
    """Whether the form takes an answer now."""
    hints: tuple[Markup, ...] = ()
    """Those that were asked for."""
    next_hint: int | None = None
    """The number of the next hint, from 1; None when there is none."""
    explanation: Markup = Markup("")

    @property
    def is_settled(self) -> bool:
        """Whether it is over: right, or no attempt left."""
        return self.is_right or self.left == 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked for about a question: hints, or a fresh try."""

    hints: int = 0
    again: bool = False


def is_right(quiz: Quiz, chosen: Collection[int]) -> bool:
    """Whether exactly the right options were chosen."""
    return set(chosen) == {n for n, option in enumerate(quiz.options) if option.correct}


def is_possible(quiz: Quiz, chosen: Sequence[int]) -> bool:
    """Whether this can be an answer: known options, each once, and one where one is asked."""
    if not chosen or len(set(chosen)) != len(chosen):
        return False
    if quiz.kind == "single" and len(chosen) != 1:
        return False
    return all(0 <= index < len(quiz.options) for index in chosen)


def left(quiz: Quiz, answers: Sequence[Answer]) -> int | None:
    """How many attempts are left; None where they are not counted."""
    return None if quiz.attempts is None else max(0, quiz.attempts - len(answers))


def is_settled(quiz: Quiz, answers: Sequence[Answer]) -> bool:
    """Whether the question is over: answered right, or all attempts used."""
    return any(answer.is_right for answer in answers) or left(quiz, answers) == 0


def order(quiz: Quiz, user_id: int, number: int) -> tuple[int, ...]:
    """The order of the options at a person's attempt `number`: the same whenever it is shown."""
    places = list(range(len(quiz.options)))
    if quiz.shuffle:
        random.Random(f"{user_id}:{quiz.id}:{number}").shuffle(places)  # noqa: S311 - not a secret
    return tuple(places)


def shown(quiz: Quiz, answers: Sequence[Answer], user_id: int, asked: Asked) -> Shown:
    """The question as its reader may see it after these answers."""
    settled = is_settled(quiz, answers)
    fresh = not answers or (asked.again and not settled)
    last = None if fresh else answers[-1]
    places = order(quiz, user_id, len(answers) + 1 if fresh else len(answers))
    hints = quiz.hints[: max(0, asked.hints)] if not settled else ()
    return Shown(
        id=quiz.id,
        kind=quiz.kind,
        prompt=quiz.prompt_html,
        options=tuple(_option(quiz, index, last, settled) for index in places),
        points=quiz.points,
        answered=len(answers),
        left=left(quiz, answers),
        is_right=any(answer.is_right for answer in answers),
        is_open=fresh,
        hints=hints,
        next_hint=len(hints) + 1 if not settled and len(hints) < len(quiz.hints) else None,
        explanation=quiz.explanation_html if settled else Markup(""),
    )


def _option(quiz: Quiz, index: int, last: Answer | None, settled: bool) -> ShownOption:
    option = quiz.options[index]
    chosen = last is not None and index in last.chosen
    if last is None or not (chosen or settled):
        return ShownOption(index, option.html)
    verdict = ""
    if settled or quiz.kind == "single":
        verdict = "right" if option.correct else "wrong" if chosen else ""
    remark = option.feedback_html if chosen else Markup("")
    return ShownOption(index, option.html, chosen, verdict, remark)
