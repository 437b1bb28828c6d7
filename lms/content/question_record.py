"""Questions and their places as JSON and back; what does not fit raises what Python raises."""

from __future__ import annotations

from dataclasses import asdict, astuple, fields
from typing import Any

from markupsafe import Markup

from lms.content.questions import Blank, DrawSlot, Number, Option, Pair, Quiz

_TOLD = tuple(f.name for f in fields(Quiz) if f.name != "spot")
"""Where a question is written is not published: a page is the same when a line moves."""


def quiz_record(quiz: Quiz) -> dict[str, Any]:
    """A quiz, key included."""
    return {
        **{name: getattr(quiz, name) for name in _TOLD},
        "prompt_html": str(quiz.prompt_html),
        "options": [[str(o.html), o.correct, str(o.feedback_html)] for o in quiz.options],
        "hints": [str(hint) for hint in quiz.hints],
        "explanation_html": str(quiz.explanation_html),
        "numbers": [list(astuple(number)) for number in quiz.numbers],
        "blanks": [list(blank.accepted) for blank in quiz.blanks],
        "prose": [piece if isinstance(piece, int) else str(piece) for piece in quiz.prose],
        "pairs": [[str(pair.term_html), pair.meaning] for pair in quiz.pairs],
        "items": [str(item) for item in quiz.items],
    }


def read_quiz(record: dict[str, Any]) -> Quiz:
    """A quiz, from its record."""
    options = (Option(safe(o[0]), bool(o[1]), safe(o[2])) for o in record["options"])
    prose = (p if isinstance(p, int) else safe(p) for p in record.get("prose", ()))
    texts = {
        "prompt_html": safe(record["prompt_html"]),
        "options": tuple(options),
        "hints": tuple(safe(hint) for hint in record["hints"]),
        "explanation_html": safe(record["explanation_html"]),
        "numbers": tuple(Number(str(n[0]), str(n[1])) for n in record.get("numbers", ())),
        "blanks": tuple(Blank(tuple(map(str, words))) for words in record.get("blanks", ())),
        "prose": tuple(prose),
        "pairs": tuple(Pair(safe(p[0]), str(p[1])) for p in record.get("pairs", ())),
        "items": tuple(safe(item) for item in record.get("items", ())),
    }
    return Quiz(**{**record, **texts})


def draw_record(slot: DrawSlot) -> dict[str, Any]:
    """The place of a draw."""
    return asdict(slot)


def read_draw(record: dict[str, Any]) -> DrawSlot:
    """The place of a draw, from its record."""
    return DrawSlot(**{**record, "quiz_ids": tuple(map(str, record["quiz_ids"]))})


def safe(text: str) -> Markup:
    """Text of a record as the HTML it is."""
    if not isinstance(text, str):
        raise TypeError("HTML is text")
    return Markup(text)  # noqa: S704 - compiled and cleaned before it was kept
