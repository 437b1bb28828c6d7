"""The text of a lesson with its questions in their places, as an export shows it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from markupsafe import Markup

from lms.content.course import Lesson, Part
from lms.content.exporting.edition import Edition
from lms.content.exporting.printing import printed
from lms.content.exporting.questions import asked
from lms.content.exporting.xhtml import Change, xhtml
from lms.content.page import PLAIN_BOX
from lms.content.questions import DrawSlot, QuizSlot, TaskSlot

Shown = Callable[[Edition, Lesson, Part], Markup]
"""What stands in the place of a part."""


def body(edition: Edition, lesson: Lesson, change: Change, shown: Shown | None = None) -> Markup:
    """The whole text as XML; notes for staff stay behind."""
    pieces = (_piece(edition, lesson, part, shown or _questions) for part in lesson.parts)
    return changed(Markup("").join(pieces), change)


def changed(html: Markup, change: Change) -> Markup:
    """Compiled HTML as XML, each tag as this export has it."""
    return Markup(xhtml(html, change))  # noqa: S704 - as safe as it was


def quiz_ids(part: Part) -> Collection[str]:
    """The questions that may stand in the place of this part."""
    match part:
        case QuizSlot():
            return (part.quiz_id,)
        case DrawSlot():
            return part.quiz_ids
    return ()


def _piece(edition: Edition, lesson: Lesson, part: Part, shown: Shown) -> Markup:
    match part:
        case Markup():
            return part
        case TaskSlot():
            return PLAIN_BOX
        case QuizSlot() | DrawSlot():
            return shown(edition, lesson, part)
    return Markup("")


def _questions(edition: Edition, lesson: Lesson, part: Part) -> Markup:
    """Every question that may stand here, and how many of them a reader is asked."""
    quizzes = [asked(quiz) for quiz in lesson.quizzes if quiz.id in quiz_ids(part)]
    pick = part.pick if isinstance(part, DrawSlot) and part.draws_some else 0
    values = {"quizzes": quizzes, "pick": pick, "school": edition.school}
    return printed("questions.html", edition.tongue, **values)
