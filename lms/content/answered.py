"""The key of a question in words, for those who may know it."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup, escape

from lms.content.questions import Number, Quiz


def key_lines(quiz: Quiz) -> list[Markup]:
    """What is right, a line each, where it is not chosen among options; HTML."""
    numbers = [escape(number_text(number)) for number in quiz.numbers]
    words = [escape(" | ".join(blank.accepted)) for blank in quiz.blanks]
    pairs = [Markup("{} → {}").format(pair.term_html, pair.meaning) for pair in quiz.pairs]
    items = [Markup("{}. {}").format(place, item) for place, item in enumerate(quiz.items, 1)]
    return [*numbers, *words, *pairs, *items]


def number_text(number: Number) -> str:
    """ "3.14 ± 0.01", or the number alone where nothing may be off."""
    exact = not Decimal(number.tolerance)
    return number.value if exact else f"{number.value} ± {number.tolerance}"
