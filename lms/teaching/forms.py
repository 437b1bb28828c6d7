"""What whoever reads an answer says about it."""

from __future__ import annotations

from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from lms.content.course import Quiz
from lms.learning.actions.answering import LONGEST_REMARK
from lms.learning.grading.words import tidy
from lms.learning.models import QuizAttempt
from lms.platform.forms import Form
from lms.platform.i18n import lazy_gettext as _


class MarkForm(Form):
    """Points and a remark."""

    points = IntegerField(_("Points"), [InputRequired()])
    remark = TextAreaField(
        _("What you say to it"),
        [Length(max=LONGEST_REMARK)],
        filters=[lambda text: tidy(text or "")],
    )

    @classmethod
    def of(cls, quiz: Quiz, attempt: QuizAttempt) -> MarkForm:
        """The form for an answer to this question, filled with what was said of it before."""
        was_read = attempt.judged_at is not None
        form = cls(points=attempt.points if was_read else None, remark=attempt.remark)
        form.points.validators = [InputRequired(), NumberRange(0, quiz.points)]
        return form
