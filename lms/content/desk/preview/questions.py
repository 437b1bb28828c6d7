"""A question as its author should see it: with its key, or as a learner meets it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from markupsafe import Markup, escape

from lms.content.answered import key_lines
from lms.content.course import DrawSlot, Lesson, Option, Part, Quiz, QuizSlot, TaskSlot
from lms.content.page import PLAIN_BOX

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


FIELD = Markup('<div class="quiz__opt{}">{}</div>')


def question(part: Part, lesson: Lesson, *, keys: bool) -> Markup:
    """A part of a lesson; a quiz with or without what learners are told only later.

    Of a draw all questions are shown: its author wants to see every one.
    """
    match part:
        case QuizSlot():
            ids: Collection[str] = {part.quiz_id}
        case DrawSlot():
            ids = part.quiz_ids
        case TaskSlot():
            return PLAIN_BOX
        case _:
            return part if isinstance(part, Markup) else Markup("")
    asked = (quiz for quiz in lesson.quizzes if quiz.id in ids)
    return Markup("").join(_quiz(quiz, keys=keys) for quiz in asked)


def _quiz(quiz: Quiz, *, keys: bool) -> Markup:
    options = Markup("").join(_option(option, quiz, keys=keys) for option in quiz.options)
    options += Markup("").join(_fields(quiz, keys=keys))
    after = Markup("")
    if keys:
        hints = Markup("").join(quiz.hints)
        after += HINTS.format(hints) if hints else Markup("")
        after += EXPLAINED.format(quiz.explanation_html) if quiz.explanation_html else Markup("")
    return FRAME.format(escape(quiz.id), quiz.asked_html, options, after)


def _fields(quiz: Quiz, *, keys: bool) -> Iterator[Markup]:
    """What is right, a line each; without the key what there is to match or to order."""
    if keys:
        yield from (FIELD.format(" is-right", line) for line in key_lines(quiz))
        return
    yield from (FIELD.format("", pair.term_html) for pair in quiz.pairs)
    yield from (FIELD.format("", meaning) for meaning in sorted(p.meaning for p in quiz.pairs))
    yield from (FIELD.format("", item) for item in sorted(quiz.items))


def _option(option: Option, quiz: Quiz, *, keys: bool) -> Markup:
    right = keys and option.correct
    kind = "checkbox" if quiz.kind == "multiple" else "radio"
    why = WHY.format(option.feedback_html) if keys and option.feedback_html else Markup("")
    verdict = "right" if right else ""
    return OPTION.format(" is-right" if right else "", kind, option.html, verdict, why)
