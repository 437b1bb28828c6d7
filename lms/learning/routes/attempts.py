"""Answering the questions of a lesson."""

from flask import request

from lms.content.course import Quiz
from lms.learning import actions, grading, outline, rules, wording
from lms.learning.grading import Asked, Sent, Sheet
from lms.learning.routes.door import Opened, bp, for_members
from lms.learning.routes.lesson_page import Refusal, lesson_page
from lms.platform import web
from lms.platform.db import transaction
from lms.platform.errors import NotFound, Refused


@bp.post("/courses/<course>/lessons/<path:lesson>/quizzes/<quiz>/attempts")
@for_members
def attempt(found: Opened, quiz: str) -> web.BaseResponse:
    """My answer to a question."""
    question, number = _asked(found, quiz), request.form.get("number", type=int)
    typed = tuple(request.form.getlist("answer"))
    sent = _read(found, question, number, typed)
    try:
        if sent.problem:
            raise Refused(wording.of_problem(sent.problem, question.kind))
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
