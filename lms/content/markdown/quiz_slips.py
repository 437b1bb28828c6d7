"""Lines of a question that learners would never see as their author meant them."""

from __future__ import annotations

import re

from lms.content.markdown.quiz_lines import SLOPPY
from lms.content.markdown.quiz_text import QuizText
from lms.content.page import Page

OF_PAIRS = "a pair has two colons, with space around them: - term :: meaning"
BELOW = "indented below its answer it is feedback"
_LAST = "only the last > is shown: join them with a line of >, or indent feedback below its answer"


def tell_slips(text: QuizText, page: Page) -> None:
    """Tell of each at its line; the question cannot be asked with one."""
    for row in text.loose:
        hint = "answers are `- [ ]`, hints `?`, the explanation `>`"
        page.error("C125", page.spot([row, row + 1]), "this line belongs to nothing", hint)
    for row in text.almost if text.pairs else ():
        page.error("C125", page.spot([row, row + 1]), "this line is no pair", OF_PAIRS)
    for row in text.sloppy:
        _tell_sloppy(row, page)
    for quote in text.lost:
        message = "this would be lost: the explanation comes after it"
        if quote.is_below_answer:
            message = "this would be lost: it is no feedback yet"
        spot = page.spot([quote.row, quote.row + 1])
        page.error("C125", spot, message, BELOW if quote.is_below_answer else _LAST)


def _tell_sloppy(row: int, page: Page) -> None:
    spot = page.spot([row, row + 1])
    message, hint = "this box is not understood, so its answer would be lost", "as in: - [ ] answer"
    if match := SLOPPY.fullmatch(spot.marked):
        hint = f"as in: {tidy_answer(match)}"
    page.error("C125", spot, message, hint)


def tidy_answer(match: re.Match[str]) -> str:
    """The line of an answer as it was meant."""
    bullet, before, _, cross, after, words = match.groups()
    return f"{bullet}{before or ' '}[{cross or ' '}]{after or ' '}{words}".rstrip()
