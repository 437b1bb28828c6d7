"""The parts of a lesson in a preview, and a question as those who teach see it: with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from lms.content.course import DrawSlot, Lesson, Part, QuizSlot, TaskSlot
from lms.content.questions import Option, Quiz
from lms.learning.preview.printing import spoken
from lms.platform.i18n import words

Draw = Callable[[Quiz], Markup]
"""How a question is shown."""

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
LONG = Markup(
    '<p><textarea class="textarea" name="answer" rows="5" aria-label="Answer"></textarea></p>'
)
BOX = Markup('<input type="checkbox" aria-label="Done">')
DRAWN = Markup('<p><small lang="{}">{}</small></p>')


def question(part: Part, lesson: Lesson, draw: Draw) -> Markup:
    """A part of a lesson, its questions drawn so; all of those that a bank is asked for."""
    if isinstance(part, Markup):
        return part
    if isinstance(part, QuizSlot):
        return _of((part.quiz_id,), lesson, draw)
    if isinstance(part, DrawSlot):
        told = _drawn(part.pick, spoken(lesson.language)) if part.draws_some else Markup("")
        return told + _of(part.quiz_ids, lesson, draw)
    return BOX if isinstance(part, TaskSlot) else Markup("")


def _drawn(pick: int, tongue: str) -> Markup:
    """How many of a bank's questions each learner gets."""
    ngettext = words(tongue)["ngettext"]
    sentence = ngettext(
        "One of these is drawn for each learner:",
        "%(num)d of these are drawn for each learner:",
        pick,
    )
    return DRAWN.format(tongue, sentence)


def with_key(quiz: Quiz) -> Markup:
    """A question with all that learners are told only later."""
    answers = Markup("").join(_option(option, quiz) for option in quiz.options)
    answers += LONG if quiz.kind == "long" else Markup("")
    answers += Markup("").join(KEY.format(line) for line in KEYS.get(quiz.kind, _none)(quiz))
    hints = Markup("").join(quiz.hints)
    after = HINTS.format(hints) if hints else Markup("")
    after += EXPLAINED.format(quiz.explanation_html) if quiz.explanation_html else Markup("")
    return FRAME.format(escape(quiz.id), quiz.asked_html, answers, after)


def _of(ids: Iterable[str], lesson: Lesson, draw: Draw) -> Markup:
    found = (lesson.quiz(name) for name in ids)
    return Markup("").join(draw(quiz) for quiz in found if quiz)


def _option(option: Option, quiz: Quiz) -> Markup:
    kind = "checkbox" if quiz.kind == "multiple" else "radio"
    why = WHY.format(option.feedback_html) if option.feedback_html else Markup("")
    verdict = "right" if option.correct else ""
    return OPTION.format(f" is-{verdict}" if verdict else "", kind, option.html, verdict, why)


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
