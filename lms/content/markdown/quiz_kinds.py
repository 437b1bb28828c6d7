"""What each kind of question is answered with, made of its text; what is wrong with it is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markdown_it.rules_core import StateCore
from markupsafe import Markup

from lms.content.locating import Spot
from lms.content.markdown import blanks
from lms.content.markdown.fragment import render_fragment
from lms.content.markdown.quiz_parts import Answer, Piece, QuizText
from lms.content.page import Page, only_html
from lms.content.questions import Blank, Number, Option, Pair

_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(?:[.,][0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?")
_UNIT = re.compile(
    rf"({_NUMBER.pattern})"
    r"(?: ?(?:[%€$°£]|°C|[kcm]?m|[km]?g|[mcd]?l|k?N|min|ms|Hz|[kMG]B)| [^\W\d_]+)"
)
"""A number with its unit: a known one, or any word after a space."""
_TOLERANCE = re.compile(r"\+ ?/? ?-|±")


@dataclass(frozen=True, slots=True)
class Draft:
    """A question at work: its text, and where what is wrong is told."""

    state: StateCore
    page: Page
    text: QuizText
    spot: Spot
    """Its first line."""
    multiple: bool
    """Whether boxes are wanted though one answer is right."""

    def html(self, piece: Piece) -> Markup:
        """Some Markdown of it, rendered by itself."""
        if not piece.text.strip():
            return Markup("")
        return only_html(render_fragment(self.state, piece.text, piece.row))

    def line(self, piece: Piece) -> Markup:
        """The same without the paragraph around it where it is a single one."""
        html = self.html(piece).strip()
        if html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>"):
            html = html[3:-4]
        return Markup(html)  # noqa: S704 - a part of safe HTML

    def at(self, piece: Piece) -> Spot:
        """Where some of it stands."""
        return self.page.spot([piece.row, piece.row + 1])

    def tell_equal(self, things: Sequence[str], pieces: Sequence[Piece], what: str) -> None:
        """Tell about each thing that is the same as one before it."""
        seen: set[str] = set()
        for thing, piece in zip(things, pieces, strict=True):
            if (known := " ".join(thing.split())) in seen:
                hint = "a learner could not tell which is meant"
                self.page.error("C128", self.at(piece), f"{what} are equal", hint)
            seen.add(known)


def fields_of(draft: Draft) -> dict[str, Any]:
    """`kind` and what belongs to it, as the fields of a Quiz."""
    return _READERS[draft.text.kinds[0]](draft)


def _choice(draft: Draft) -> dict[str, Any]:
    answers = draft.text.answers
    right = sum(answer.correct for answer in answers)
    if len(answers) < 2:
        hint = "- [ ] wrong, - [x] right"
        draft.page.error("C121", draft.spot, "two answers or more are needed", hint)
    elif not right:
        draft.page.error("C122", draft.spot, "no answer is right", "mark one with - [x]")
    options = tuple(_option(draft, answer) for answer in answers)
    draft.tell_equal([o.html for o in options], [a.body for a in answers], "two answers")
    kind = "single" if right == 1 and not draft.multiple else "multiple"
    return {"kind": kind, "options": options}


def _option(draft: Draft, answer: Answer) -> Option:
    return Option(draft.line(answer.body), answer.correct, draft.html(answer.feedback))


def _key(draft: Draft) -> dict[str, Any]:
    """Numeric where every alternative is a number or claims to be near one, else a word."""
    parts = [(key, part.strip()) for key in draft.text.keys for part in key.text.split("|")]
    whole = [(key, part) for key, part in parts if part]
    if not whole:
        draft.page.error("C122", draft.spot, "no answer is right", "as in: = 3.14, or = word")
    if all(_is_numeric(part) for _, part in whole):
        numbers = (_number(draft, key, part) for key, part in whole)
        return {"kind": "numeric", "numbers": tuple(numbers)}
    for key, part in whole:
        _tell_unit(draft, key, part)
    words = blanks.alternatives("|".join(key.text for key in draft.text.keys))
    return {"kind": "short", "blanks": (Blank(words),)}


def _tell_unit(draft: Draft, key: Piece, part: str) -> None:
    """Tell of a number with a unit, which is read as words: only these very letters are right."""
    if match := _UNIT.fullmatch(part):
        message = f'"{part}" is read as words, not as a number'
        hint = f'a number stands alone: = {match[1]}; if words are meant: = "{part}"'
        draft.page.warn("C129", draft.at(key), message, hint)


def _is_numeric(part: str) -> bool:
    """A number; or a tolerance, of which one side at least is a number."""
    sides = [side.strip() for side in _TOLERANCE.split(part, maxsplit=1)]
    return any(_NUMBER.fullmatch(side) for side in sides)


def _number(draft: Draft, key: Piece, part: str) -> Number:
    value, *rest = _TOLERANCE.split(part, maxsplit=1)
    numbers = [value.strip(), rest[0].strip() if rest else "0"]
    for number in numbers:
        if not _NUMBER.fullmatch(number):
            hint = "as in: = 3.14 +- 0.01"
            draft.page.error("C129", draft.at(key), f'"{number}" is no number', hint)
            return Number("0")
    if numbers[1].startswith("-"):
        draft.page.error("C129", draft.at(key), "a tolerance is not negative", "= 3.14 +- 0.01")
    return Number(_plain(numbers[0]), _plain(numbers[1]))


def _plain(number: str) -> str:
    return str(Decimal(number.replace(",", ".")))


def _long(draft: Draft) -> dict[str, Any]:
    if len(draft.text.lines) > 1:
        draft.page.error("C135", draft.spot, "one long answer is asked for at a time")
    return {"kind": "long"}


def _matching(draft: Draft) -> dict[str, Any]:
    found = draft.text.pairs
    if len(found) < 2:
        hint = "- term :: meaning, two times or more"
        draft.page.error("C132", draft.spot, "two pairs or more are needed", hint)
    for term, meaning in found:
        if not (term.text and meaning.text):
            hint = "as in: - term :: meaning"
            draft.page.error("C133", draft.at(term), "half of the pair is missing", hint)
    pairs = [Pair(draft.line(term), _words(draft, meaning)) for term, meaning in found]
    draft.tell_equal([p.term_html for p in pairs], [t for t, _ in found], "two terms")
    draft.tell_equal([p.meaning for p in pairs], [m for _, m in found], "two meanings")
    return {"kind": "matching", "pairs": tuple(pairs)}


def _words(draft: Draft, meaning: Piece) -> str:
    """A meaning as the plain text it is shown as; what would be lost is told."""
    html = draft.line(meaning)
    if re.search(r"<(?:img|math|svg|table|pre|video|audio)\b", html):
        message = "a meaning is shown as plain text"
        draft.page.warn("C140", draft.at(meaning), message, "pictures belong to the term")
    return html.striptags()


def _ordering(draft: Draft) -> dict[str, Any]:
    items = draft.text.items
    if len(items) < 2:
        hint = "a numbered list after order:, in the right order"
        draft.page.error("C134", draft.spot, "two things to order or more are needed", hint)
    made = tuple(draft.line(item) for item in items)
    draft.tell_equal(made, items, "two things to order")
    return {"kind": "ordering", "items": made}


def _gaps(draft: Draft) -> dict[str, Any]:
    """The prose is read with the rule for blanks awake."""
    draft.page.blanks = []
    pieces = blanks.prose(draft.html(draft.text.prompt))
    blanks.check(draft.page, draft.spot, draft.text.prompt, pieces)
    made, draft.page.blanks = tuple(draft.page.blanks), None
    return {"kind": "gaps", "blanks": made, "prose": pieces, "prompt_html": Markup("")}


_READERS: dict[str, Callable[[Draft], dict[str, Any]]] = {
    "choice": _choice,
    "key": _key,
    "long": _long,
    "matching": _matching,
    "ordering": _ordering,
    "gaps": _gaps,
}
