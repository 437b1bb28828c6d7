"""A question as its author should see it: with its key, or as a learner meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from lms.content.course import DrawSlot, Lesson, Part, QuizSlot, TaskSlot
from lms.content.questions import Option, Quiz

FRAME = Markup(
    '<form class="quiz" id="quiz-{}"><fieldset><div class="quiz__prompt">{}</div>{}</fieldset>'
    "{}</form>"
)
OPTION = Markup(
    '<label class="quiz__opt{}"><input type="{}" name="answer"><span>{}</span>'
    '<span class="quiz__verdict">{}</span>{}</label>'
)
WHY = Markup('<span class="quiz__why">{}</span>')
HINTS = Markup('<div class="quiz__hints">{}</div>')
EXPLAINED = Markup('<div class="quiz__feedback"><div>{}</div></div>')
KEY = Markup('<p class="quiz__opt is-right">{}</p>')
FIELD = Markup('<p><input class="input" name="answer" aria-label="Answer"></p>')
LONG = Markup(
    '<p><textarea class="textarea" name="answer" rows="5" aria-label="Answer"></textarea>'
)
PAIR = Markup("{} :: {}")
BOX = Markup('<input type="checkbox" aria-label="Done">')
DRAWN = Markup("<p><small>{} of these are drawn for each learner:</small></p>")


def question(part: Part, lesson: Lesson, *, keys: bool) -> Markup:
    """A part of a lesson; a quiz with or without what learners are told only later."""
    if isinstance(part, Markup):
        return part
    if isinstance(part, QuizSlot):
        return _of((part.quiz_id,), lesson, keys=keys)
    if isinstance(part, DrawSlot):
        count = part.pick or len(part.quiz_ids)
        return DRAWN.format(count) + _of(part.quiz_ids, lesson, keys=keys)
    return BOX if isinstance(part, TaskSlot) else Markup("")


def _of(ids: Iterable[str], lesson: Lesson, *, keys: bool) -> Markup:
    found = (lesson.quiz(name) for name in ids)
    return Markup("").join(_quiz(quiz, keys=keys) for quiz in found if quiz)


def _quiz(quiz: Quiz, *, keys: bool) -> Markup:
    answers = Markup("").join(_option(option, quiz, keys=keys) for option in quiz.options)
    answers += LONG if quiz.kind == "long" else Markup("")
    answers += FIELD if quiz.kind in ("numeric", "short") and not keys else Markup("")
    answers += _shown(quiz, keys=keys)
    after = Markup("")
    if keys:
        hints = Markup("").join(quiz.hints)
        after += HINTS.format(hints) if hints else Markup("")
        after += EXPLAINED.format(quiz.explanation_html) if quiz.explanation_html else Markup("")
    return FRAME.format(escape(quiz.id), quiz.asked_html, answers, after)


def _option(option: Option, quiz: Quiz, *, keys: bool) -> Markup:
    right = keys and option.correct
    kind = "checkbox" if quiz.kind == "multiple" else "radio"
    why = WHY.format(option.feedback_html) if keys and option.feedback_html else Markup("")
    verdict = "right" if right else ""
    return OPTION.format(" is-right" if right else "", kind, option.html, verdict, why)


def _shown(quiz: Quiz, *, keys: bool) -> Markup:
    """The key of a question without options; without it, its pieces in an order that tells none."""
    if keys:
        return Markup("").join(KEY.format(line) for line in KEYS.get(quiz.kind, _none)(quiz))
    terms = [pair.term_html for pair in quiz.pairs]
    loose = sorted([*(escape(pair.meaning) for pair in quiz.pairs), *quiz.items])
    return Markup("").join(Markup("<p>{}</p>").format(piece) for piece in [*terms, *loose])


def _none(quiz: Quiz) -> list[Markup | str]:
    return []


KEYS: dict[str, Callable[[Quiz], list[Markup | str]]] = {
    "numeric": lambda quiz: [f"{n.value} ± {n.tolerance}" for n in quiz.numbers],
    "short": lambda quiz: [" | ".join(blank.accepted) for blank in quiz.blanks],
    "gaps": lambda quiz: [" | ".join(blank.accepted) for blank in quiz.blanks],
    "matching": lambda quiz: [
        Markup("{} :: {}").format(p.term_html, p.meaning) for p in quiz.pairs
    ],
    "ordering": lambda quiz: [*quiz.items],
}
"""Kind to the lines of its key."""
