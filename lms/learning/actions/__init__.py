"""What people do in a course."""

from lms.learning.actions.answering import Place, answer, mark_answer
from lms.learning.actions.finishing import complete_lesson, reopen_lesson, stop_at
from lms.learning.actions.ticking import tick

__all__ = [
    "Place",
    "answer",
    "complete_lesson",
    "mark_answer",
    "reopen_lesson",
    "stop_at",
    "tick",
]
