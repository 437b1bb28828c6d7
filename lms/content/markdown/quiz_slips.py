"""Lines of a question that learners would never see as their author meant them."""

from __future__ import annotations

import re

from lms.content.locating import Spot
from lms.content.markdown.quiz_lines import BARE, BULLET, CLOSE_KEY, ITEM, SHORT_LINE, SLOPPY
from lms.content.markdown.quiz_parts import QuizText
from lms.content.page import Page

OF_PAIRS = "a pair has two colons, with space around them: - term :: meaning"
BELOW = "indented below its answer it is feedback"
_LAST = "only the last > is shown: join them with a line of >, or indent feedback below its answer"
_NOTHING = ("this line belongs to nothing", "answers are `- [ ]`, hints `?`, the explanation `>`")
_ALMOST = {
    SHORT_LINE: ("this asks for no answer yet", "a long answer has four underscores or more: ____"),
    CLOSE_KEY: ("this is no answer yet", "with a space, as in: = word"),
}
_OF_ITEMS = {
    "choice": (
        "this line has no box, so it would be a part of the answer above",
        "as in: - [ ] answer; indented, it belongs to the answer above",
    ),
    "ordering": ("this is nothing to order yet", "things to order have numbers, as in: 1. first"),
}
"""By kind, message and hint for an item of another kind of list."""
_NO_BOX = "this box is not understood, so its answer would be lost"
_NO_DASH = "this answer has no dash before its box, so it would be a part of the text"
_NUMBER = re.compile(r"\d+[.)]")


def tell_slips(text: QuizText, page: Page) -> None:
    """Tell of each at its line; the question cannot be asked with one."""
    for row in text.loose:
        spot = page.spot([row, row + 1])
        page.error("C125", spot, *_of_loose(spot.source, next(iter(text.kinds), "")))
    for row in text.almost if text.pairs else ():
        page.error("C125", page.spot([row, row + 1]), "this line is no pair", OF_PAIRS)
    for row in text.sloppy:
        _tell_box(page.spot([row, row + 1]), SLOPPY, _NO_BOX, page)
    for row in text.bare:
        _tell_box(page.spot([row, row + 1]), BARE, _NO_DASH, page)
    for quote in text.lost:
        message = "this would be lost: the explanation comes after it"
        if quote.is_below_answer:
            message = "this would be lost: it is no feedback yet"
        spot = page.spot([quote.row, quote.row + 1])
        page.error("C125", spot, message, BELOW if quote.is_below_answer else _LAST)


def _of_loose(line: str, kind: str) -> tuple[str, str]:
    """Message and hint for a line that belongs to nothing, in a question of this kind."""
    told = next((told for pattern, told in _ALMOST.items() if pattern.match(line)), None)
    is_item = BULLET.match(line) or ITEM.match(line)
    return told or _OF_ITEMS.get(kind if is_item else "", _NOTHING)


def _tell_box(spot: Spot, pattern: re.Pattern[str], message: str, page: Page) -> None:
    match = pattern.fullmatch(spot.marked)
    hint = f"as in: {tidy_answer(match) if match else '- [ ] answer'}"
    page.error("C125", spot, message, hint)


def tidy_answer(match: re.Match[str]) -> str:
    """The line of an answer as it was meant."""
    bullet, before, square, round_, after, words = match.groups()
    tick = square or round_ or " "
    mark = tick if tick in "xX " else "x"
    dash = _NUMBER.sub("-", bullet) or "-"
    return f"{dash}{before or ' '}[{mark}]{after or ' '}{words}".rstrip()
