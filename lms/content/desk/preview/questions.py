"""A question as its author should see it: with its key, or as a learner meets it."""

from __future__ import annotations

from markupsafe import Markup, escape

from lms.content.course import Lesson, Option, Part, Quiz, QuizSlot

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


def question(part: Part, lesson: Lesson, *, keys: bool) -> Markup:
    """A part of a lesson; a quiz with or without what learners are told only later."""
    if isinstance(part, Markup):
        return part
    quiz = lesson.quiz(part.quiz_id) if isinstance(part, QuizSlot) else None
    return _quiz(quiz, keys=keys) if quiz else Markup("")


def _quiz(quiz: Quiz, *, keys: bool) -> Markup:
    options = Markup("").join(_option(option, quiz, keys=keys) for option in quiz.options)
    after = Markup("")
    if keys:
        hints = Markup("").join(quiz.hints)
        after += HINTS.format(hints) if hints else Markup("")
        after += EXPLAINED.format(quiz.explanation_html) if quiz.explanation_html else Markup("")
    return FRAME.format(escape(quiz.id), quiz.prompt_html, options, after)


def _option(option: Option, quiz: Quiz, *, keys: bool) -> Markup:
    right = keys and option.correct
    kind = "checkbox" if quiz.kind == "multiple" else "radio"
    why = WHY.format(option.feedback_html) if keys and option.feedback_html else Markup("")
    verdict = "right" if right else ""
    return OPTION.format(" is-right" if right else "", kind, option.html, verdict, why)
