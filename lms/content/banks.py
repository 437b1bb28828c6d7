"""Question banks: `loops.quiz.md`, and what lessons draw from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest

from lms.content.course import DrawSlot, Lesson, Part, Quiz
from lms.content.findings import ERROR, WARNING, Finding
from lms.content.locating import Spot, finding_at
from lms.content.page import only_html
from lms.content.parse import Parsed
from lms.content.render import Rendered

SUFFIX = ".quiz"
"""The end of a bank's name, before its language."""

_NO_TEXT = {
    re.compile(r" {0,3}:{3,}[ \t]*\{?quiz\b", re.IGNORECASE): re.compile(r"^ {0,3}:{3,}[ \t]*$"),
    re.compile(r" {0,3}<!--"): re.compile(r"-->"),
}
"""Begin and end of what is no text beside the questions."""

Banks = Mapping[str, Mapping[str, Rendered]]
"""Stem, then language, of every bank."""


def version(bank: Mapping[str, Rendered], *languages: str) -> Rendered | None:
    """The bank in the first of these languages that it is written in."""
    return next((bank[language] for language in languages if language in bank), None)


def filled(page: Rendered, banks: Banks, *languages: str) -> tuple[tuple[Part, ...], list[Quiz]]:
    """The page's parts, whose draws know their questions, and its questions with those of banks."""
    parts, quizzes = list[Part](), list(page.quizzes)
    for part in page.parts:
        if isinstance(part, DrawSlot):
            found = _questions(part, banks, *languages)
            quizzes += found
            part = replace(part, quiz_ids=tuple(quiz.id for quiz in found))
        parts.append(part)
    return tuple(parts), quizzes


def _questions(slot: DrawSlot, banks: Banks, *languages: str) -> list[Quiz]:
    """The questions of a slot; its id before theirs lets two lessons draw from one bank."""
    bank = version(banks.get(slot.bank, {}), *languages)
    before = f"{slot.id}." if slot.id else ""
    return [
        replace(quiz, id=before + quiz.id, spot=replace(quiz.spot, via=slot.line))
        for quiz in (bank.quizzes if bank else ())
    ]


def wrong_draws(
    lessons: Iterable[Lesson], texts: Mapping[str, Parsed], banks: Banks, language: str
) -> Iterator[Finding]:
    """Draws of more questions than there are, in a course of this language.

    Questions that have a fault of their own count: they will be there.
    """
    for lesson in lessons:
        for slot in draws(lesson.parts):
            drawn = version(banks.get(slot.bank, {}), lesson.language, language)
            have = len(slot.quiz_ids) + len(drawn.faulty if drawn else ())
            if slot.pick > have:
                files = {q.spot.path for q in lesson.quizzes if q.id in slot.quiz_ids}
                bank = next(iter(files), f"{slot.bank}.md")
                message = f"{slot.pick} questions are drawn of {have} in {bank}"
                hint = f"pick={have}, or none for all" if have else "it has no question yet"
                spot = texts[lesson.path].line_spot(slot.line, f"pick={slot.pick}")
                yield finding_at(spot, lesson.path, (ERROR, "C137"), message, hint)


def other_draws(lessons: Iterable[Lesson], translated: Iterable[Lesson]) -> Iterator[Finding]:
    """Translations that draw otherwise: what is finished in one language is in all."""
    own = {lesson.id: [_terms(slot) for slot in draws(lesson.parts)] for lesson in lessons}
    for lesson in translated:
        here, there = list(draws(lesson.parts)), own.get(lesson.id, [])
        pairs = enumerate(zip_longest(map(_terms, here), there))
        differs = next((place for place, (mine, its) in pairs if mine != its), None)
        if differs is not None:
            line = here[min(differs, len(here) - 1)].line if here else 1
            hint = "the same banks, as many questions, the same ids"
            message = "draws other questions than the original"
            yield Finding(ERROR, "C144", lesson.path, line, 0, message, hint)


def draws(parts: Iterable[Part]) -> Iterator[DrawSlot]:
    """Every draw of a page."""
    return (part for part in parts if isinstance(part, DrawSlot))


def idle_banks(
    paths: Iterable[tuple[str, str, str]], banks: Banks, lessons: Iterable[Lesson]
) -> Iterator[Finding]:
    """Banks, as (stem, language, path), that no lesson draws from: each at its first question."""
    used = {slot.bank for lesson in lessons for slot in draws(lesson.parts)}
    for name, language, path in paths:
        if name not in used:
            file = path.rpartition("/")[2]
            message = "no lesson draws from this bank"
            hint = f"as in: ::: quiz {{from={file} pick=3}}"
            spots = [quiz.spot for quiz in banks[name][language].quizzes[:1]]
            spot = spots[0] if spots else Spot(1, 1, "", 1, path)
            yield finding_at(spot, path, (WARNING, "C143"), message, hint)


def wrong_bank(text: Parsed, bank: Rendered) -> Iterator[Finding]:
    """A bank holds questions, and nothing else that anybody would see."""
    for slot in draws(bank.parts):
        yield Finding(ERROR, "C136", text.path, slot.line, 0, "a bank cannot draw from a bank")
    if only_html(bank.parts).striptags():
        message = "text outside questions is not shown"
        hint = "only questions are drawn; HTML comments are free"
        spot = text.line_spot(_first_loose(text.front.body))
        yield finding_at(spot, text.path, (WARNING, "C142"), message, hint)


def _first_loose(body: str) -> int:
    """The line (from 1) of the first text outside of questions, comments and the title."""
    closing: re.Pattern[str] | None = None
    titles = 0
    for number, line in enumerate(body.split("\n"), 1):
        begins = next((end for begin, end in _NO_TEXT.items() if begin.match(line)), None)
        if closing or begins:
            closing = closing or begins
            closing = None if closing and closing.search(line) else closing
        elif line.startswith("# ") and not titles:
            titles += 1
        elif line.strip():
            return number
    return 1


def _terms(slot: DrawSlot) -> tuple[str, str, int]:
    return slot.id, slot.bank, slot.pick
