"""A question that its author tries: drawn and judged as for a learner, and nothing of it kept.

What was answered stands in the address of the page alone, so that a reload, and every save of the
text, judges it anew; and so each answer is a first attempt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, quote, urlencode

from markupsafe import Markup

from lms.content.course import Lesson, Quiz
from lms.learning import grading, wording
from lms.learning.grading import Asked, Sheet, Shown
from lms.learning.preview.printing import TOKEN, macro, spoken
from lms.platform import i18n

SEED = "preview"
"""Of every shuffling: what is mixed stays where it is from page to page."""
LONGEST_PART = 6_000
"""Characters of each text that the address carries: browsers and servers end longer ones."""
ATTEMPTS = re.compile(r"(?P<lesson>.+)/quizzes/(?P<quiz>[^/]+)/attempts")
"""Where the form of a question is sent."""
NOTE = Markup(
    '<p class="muted" lang="en"><small>A try: judged as a learner’s first attempt, and not kept.'
    "</small></p>"
)


@dataclass(frozen=True, slots=True)
class Try:
    """What the address of a page asks of one of its questions."""

    quiz: str = ""
    """Its id; empty: of none."""
    typed: tuple[str, ...] | None = None
    """What its form held; None before it was sent."""
    hints: int = 0


NOTHING = Try()


@dataclass(frozen=True, slots=True)
class Trial:
    """A lesson's questions as a reader without keys finds them."""

    lesson: Lesson
    here: str
    """The address of the lesson's page."""
    asked: Try
    now: datetime
    may_answer: bool
    """Whether they learn here: a visitor is asked to sign in."""

    def draw(self, quiz: Quiz) -> Markup:
        """A question, and what is told of the answer that was tried."""
        tongue = spoken(self.lesson.language)
        mine = self.may_answer and self.asked.quiz == quiz.id
        shown, problem = self._shown(quiz, self.asked if mine else NOTHING, tongue)
        ids = [other.id for other in self.lesson.quizzes]
        facts = (self.here, ids.index(quiz.id) + 1, len(ids), self.may_answer, problem)
        drawn = macro("learning/_quiz.html", "quiz", tongue)(shown, *facts)
        return Markup(drawn) + (NOTE if self.may_answer else "")  # noqa: S704 - a template's

    def _shown(self, quiz: Quiz, asked: Try, tongue: str) -> tuple[Shown, str | None]:
        """The question after the answer, or with what is wrong with that."""
        if asked.typed is None:
            return grading.shown(quiz, (), SEED, Asked(asked.hints)), None
        sent = grading.read(Sheet(quiz, SEED, 1), asked.typed)
        if sent.problem:
            say = i18n.catalogue(tongue).gettext
            refused = Asked(typed=asked.typed, wrong=sent.fields)
            problem = wording.of_problem(sent.problem, quiz.kind, say)
            return grading.shown(quiz, (), SEED, refused), problem
        answer = grading.judged(quiz, sent.given, 1, self.now)
        return grading.shown(quiz, (answer,), SEED, Asked()), None


def asked(query: str) -> Try:
    """What a page's address asks: `quiz=<id>` with `hint=<how many>`, or `sent` and `answer`s."""
    found = parse_qs(query, keep_blank_values=True)
    hints = _first(found, "hint")
    typed = tuple(found.get("answer", ())) if "sent" in found else None
    is_number = hints.isdecimal() and len(hints) < 4
    return Try(_first(found, "quiz"), typed, int(hints) if is_number else 0)


def page_after(path: str, form: Mapping[str, Sequence[str]]) -> str | None:
    """The page that judges what was sent to this path; None where nothing can be sent."""
    match = ATTEMPTS.fullmatch(path)
    if match is None:
        return None
    typed = [("answer", text[:LONGEST_PART]) for text in form.get("answer", ())]
    query = urlencode([("quiz", match["quiz"]), ("sent", "1"), *typed])
    return f"{quote(match['lesson'])}?{query}#quiz-{quote(match['quiz'])}"


def brings_token(form: Mapping[str, Sequence[str]]) -> bool:
    """Whether a form is one that this preview has shown."""
    return _first(form, "csrf_token") == TOKEN


def _first(found: Mapping[str, Sequence[str]], name: str) -> str:
    return found.get(name, ("",))[0]
