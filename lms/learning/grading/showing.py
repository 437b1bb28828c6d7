"""What of a question may be told at each moment: the only way from a key to a page or a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from lms.content.answered import number_text
from lms.content.course import Quiz
from lms.learning.grading import judging
from lms.learning.grading.fields import ShownField, State, fields
from lms.learning.grading.reading import Sheet
from lms.learning.rules import Answer


@dataclass(frozen=True, slots=True)
class ShownOption:
    """An option as it may be seen now."""

    index: int
    """Its place among those shown, which is what the form sends."""
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
    points: int
    number: int
    """Of the attempt that is shown or asked for, from 1."""
    answered: int
    """How often it was answered."""
    left: int | None
    """How often it may still be answered; None is as often as one likes."""
    is_right: bool
    is_settled: bool
    """Whether it is over: right, or no attempt left."""
    is_open: bool
    """Whether the form takes an answer now."""
    waits: bool = False
    """Whether the answer waits for somebody to read it."""
    earned: int = 0
    """The points of the best answer."""
    options: tuple[ShownOption, ...] = ()
    """Of a choice, in the order to be shown."""
    fields: tuple[ShownField, ...] = ()
    """Of every other kind, in the order to be shown."""
    choices: tuple[str, ...] = ()
    """What each field of a matching or an ordering offers; the form sends the place in it."""
    prose: tuple[Markup | int, ...] = ()
    """Of gaps: the text, with the place of a field where that stands."""
    solution: tuple[Markup, ...] = ()
    """The right order, or a right number or word; only when it is due."""
    remark: str = ""
    """What whoever read it said, in plain text."""
    hints: tuple[Markup, ...] = ()
    """Those that were asked for."""
    next_hint: int | None = None
    """The number of the next hint, from 1; None when there is none."""
    explanation: Markup = Markup("")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked for: hints, or a fresh try; or an answer that was refused."""

    hints: int = 0
    again: bool = False
    typed: tuple[str, ...] | None = None
    """What the form held when it was refused."""
    wrong: frozenset[int] = frozenset()
    """The fields in which it was."""


def shown(quiz: Quiz, answers: Sequence[Answer], seed: str, asked: Asked) -> Shown:
    """The question as its reader may see it after these answers."""
    settled, waits = judging.is_settled(quiz, answers), judging.waits(answers)
    over = settled or waits
    fresh = not over and (not answers or asked.again or asked.typed is not None)
    last = answers[-1] if answers else None
    sheet = Sheet(quiz, seed, len(answers) + fresh)
    hints = quiz.hints[: max(0, asked.hints)] if not over else ()
    question = Shown(
        id=quiz.id,
        kind=quiz.kind,
        prompt=quiz.prompt_html,
        points=quiz.points,
        number=sheet.number,
        answered=len(answers),
        left=judging.left(quiz, answers),
        is_right=any(answer.is_right for answer in answers),
        is_settled=settled,
        is_open=fresh,
        waits=waits,
        earned=judging.earned(answers),
        prose=quiz.prose,
        remark=last.remark if last else "",
        hints=hints,
        next_hint=len(hints) + 1 if not over and len(hints) < len(quiz.hints) else None,
    )
    question = _with_answer(question, sheet, last, asked)
    return _due(question, quiz) if settled else question


def told(quiz: Quiz, answers: Sequence[Answer]) -> list[Markup]:
    """What these answers have earned their giver: remarks on what was chosen, the explanation."""
    chosen = {index for answer in answers for index in answer.chosen}
    remarks = [o.feedback_html for place, o in enumerate(quiz.options) if place in chosen]
    over = judging.is_settled(quiz, answers)
    return [*remarks, quiz.explanation_html] if over else remarks


def _with_answer(question: Shown, sheet: Sheet, last: Answer | None, asked: Asked) -> Shown:
    """The question with what was chosen or written, and what may be said of it."""
    if sheet.quiz.options:
        chosen = None if question.is_open else last
        options = (_option(sheet, n, chosen, question.is_settled) for n in range(len(sheet.order)))
        made = replace(question, options=tuple(options))
        return made if asked.typed is None else _as_typed(made, asked.typed)
    state = State(last, question.is_open, question.is_settled, asked.typed, asked.wrong)
    return replace(question, fields=fields(sheet, state), choices=_choices(sheet))


def _choices(sheet: Sheet) -> tuple[str, ...]:
    if sheet.quiz.pairs:
        return tuple(sheet.quiz.pairs[place].meaning for place in sheet.meanings)
    return tuple(str(number) for number in range(1, len(sheet.quiz.items) + 1))


def _as_typed(question: Shown, typed: Sequence[str]) -> Shown:
    options = (replace(o, chosen=str(o.index) in typed) for o in question.options)
    return replace(question, options=tuple(options))


def _option(sheet: Sheet, place: int, last: Answer | None, settled: bool) -> ShownOption:
    index = sheet.order[place]
    option = sheet.quiz.options[index]
    chosen = last is not None and index in last.chosen
    if last is None or not (chosen or settled):
        return ShownOption(place, option.html)
    verdict = ""
    if settled or sheet.quiz.kind == "single":
        verdict = "right" if option.correct else "wrong" if chosen else ""
    remark = option.feedback_html if chosen else Markup("")
    return ShownOption(place, option.html, chosen, verdict, remark)


def _due(question: Shown, quiz: Quiz) -> Shown:
    """With what is told when a question is over."""
    numbers = [Markup("{}").format(number_text(number)) for number in quiz.numbers]
    words = [Markup("{}").format(b.accepted[0]) for b in quiz.blanks if quiz.kind == "short"]
    solution = (*numbers, *words, *quiz.items)
    return replace(question, explanation=quiz.explanation_html, solution=solution)
