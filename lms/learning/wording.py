"""Words that several pages put into what they draw."""

from collections.abc import Callable

from lms.content.difference import Words
from lms.learning.grading import Problem
from lms.platform.i18n import gettext
from lms.platform.i18n import gettext as _


def of_differences() -> Words:
    """What stands between the marks of a difference, in the reader's language."""
    return Words(_("added:"), _("removed:"), _("Unchanged text is left out here."))


def of_problem(problem: Problem, kind: str, _: Callable[[str], str] = gettext) -> str:
    """What to do about an answer that is none, to a question of this kind."""
    sentences = {
        Problem.CHOOSE: _("Choose an answer first."),
        Problem.WRITE: _("Write something first, a guess if need be."),
        Problem.NUMBER: _("Write a number, in digits, without a unit."),
        Problem.LONG: _("This is too long for an answer."),
        Problem.EACH: _("Choose something for each."),
        Problem.ONCE: _("The same was chosen twice: each is needed once."),
    }
    if problem == Problem.WRITE and kind == "gaps":
        return _("Fill every gap, with a guess if need be.")
    return sentences[problem]
