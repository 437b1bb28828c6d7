"""Answering the questions of a lesson."""

from flask import request

from lms.content.course import Quiz
from lms.learning import actions, grading, outline, rules
from lms.learning.grading import Asked, Problem, Sent, Sheet
from lms.learning.routes.door import Opened, bp, for_members
from lms.learning.routes.lesson_page import Refusal, lesson_page
from lms.platform import web
from lms.platform.db import transaction
from lms.platform.errors import NotFound, Refused
from lms.platform.i18n import gettext as _


@bp.post("/courses/<course>/lessons/<path:lesson>/quizzes/<quiz>/attempts")
@for_members
def attempt(found: Opened, quiz: str) -> web.BaseResponse:
    """My answer to a question."""
    question, number = _asked(found, quiz), request.form.get("number", type=int)
    typed = tuple(request.form.getlist("answer"))
    sent = _read(found, question, number, typed)
    try:
        if sent.problem:
            raise Refused(_sentence(sent.problem, question))
        with transaction():
            actions.answer(found.reader, (found.own, found.original), question, sent.given, number)
    except Refused as refusal:
        refused = Refusal(quiz, str(refusal), Asked(typed=typed, wrong=sent.fields))
        return web.with_status(422, lesson_page(found, refused))
    return web.see_other(outline.address(found.course, found.lesson) + f"#quiz-{quiz}")


def _asked(found: Opened, quiz_id: str) -> Quiz:
    """The question, if it is one that this person is asked; of a bank not all are."""
    asked = rules.asked(found.lesson, found.reading.past)
    question = next((quiz for quiz in asked if quiz.id == quiz_id), None)
    if question is None:
        raise NotFound
    return question


def _read(found: Opened, question: Quiz, number: int | None, typed: tuple[str, ...]) -> Sent:
    """What the form says, in the order in which it was shown."""
    past = found.reading.past
    number = number or len(past.answers.get(question.id, ())) + 1
    return grading.read(Sheet(question, past.seed, number), typed)


def _sentence(problem: Problem, question: Quiz) -> str:
    """What to do about it."""
    sentences = {
        Problem.CHOOSE: _("Choose an answer first."),
        Problem.WRITE: _("Write something first, a guess if need be."),
        Problem.NUMBER: _("Write a number, in digits, without a unit."),
        Problem.LONG: _("This is too long for an answer."),
        Problem.EACH: _("Choose something for each."),
        Problem.ONCE: _("The same was chosen twice: each is needed once."),
    }
    if problem == Problem.WRITE and question.kind == "gaps":
        return str(_("Fill every gap, with a guess if need be."))
    return str(sentences[problem])
