"""What translations ask otherwise than their originals: an attempt is judged by one key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from lms.content.addresses import stem
from lms.content.assemble import Assembly
from lms.content.check_quizzes import place_of
from lms.content.course import Lesson, Quiz
from lms.content.findings import ERROR, WARNING, Finding, nearest
from lms.content.locating import finding_at
from lms.content.parse import Parsed
from lms.content.questions import CHOICE
from lms.content.quiz_names import written_ids

WAYS = {
    "single": "choosing one",
    "multiple": "choosing several",
    "numeric": "a number",
    "short": "a word",
    "long": "a long text",
    "gaps": "filling gaps",
    "matching": "pairs",
    "ordering": "an order",
}
"""By kind, with what a question is answered."""


def different_keys(lessons: Sequence[Lesson], translated: Sequence[Lesson]) -> Iterator[Finding]:
    """Quizzes whose translation has other right answers, or is answered in another way."""
    own = {quiz.id: quiz for lesson in lessons for quiz in lesson.quizzes}
    for lesson in translated:
        for quiz in lesson.quizzes:
            if quiz.id in own and (other := _other(quiz, own[quiz.id])):
                message = f'the quiz "{quiz.id}" {other}'
                hint = f"the same answers, in the same order, as in {place_of(own[quiz.id].spot)}"
                yield finding_at(quiz.spot, lesson.path, (ERROR, "C126"), message, hint)


def missing_quizzes(
    lessons: Sequence[Lesson], translated: Sequence[Lesson], texts: Mapping[str, Parsed]
) -> Iterator[Finding]:
    """Translations without some quiz of their original: who reads them cannot answer it.

    One that is there, and has a fault of its own, has been told already.
    """
    own = {lesson.id: lesson for lesson in lessons}
    begun = cache(lambda path: _begun(texts[path]))
    for lesson in translated:
        here = {quiz.id for quiz in lesson.quizzes}
        original = own[lesson.id].quizzes if lesson.id in own else ()
        if len(original) == len(lesson.quizzes) and any(map(_is_nameless, lesson.quizzes)):
            continue  # they are offered the names of their originals
        for quiz in original:
            bank = texts.get(f"{stem(quiz.spot.path)}.{lesson.language}.md")
            text = bank or texts[lesson.path]
            if quiz.id not in here and _name(quiz) not in begun(text.path):
                message = f'the quiz "{quiz.id}" of {place_of(quiz.spot)} is missing'
                hint = "translate it too, under the same id"
                yield Finding(WARNING, "C214", text.path, 1, 0, message, hint)


def added_quizzes(
    lessons: Sequence[Lesson], translated: Sequence[Lesson], texts: Mapping[str, Parsed]
) -> Iterator[Finding]:
    """Quizzes that only a translation has: who reads the original is never asked."""
    own = {lesson.id: lesson for lesson in lessons}
    for lesson in translated:
        if (original := own.get(lesson.id)) is None:
            continue
        names, begun = {quiz.id for quiz in original.quizzes}, _begun(texts[original.path])
        for quiz in lesson.quizzes:
            if quiz.id in names or _is_nameless(quiz) or _name(quiz) in begun:
                continue
            message, hint = f'the original has no quiz "{quiz.id}"', nearest(quiz.id, names)
            yield finding_at(quiz.spot, lesson.path, (WARNING, "C216"), message, hint)


def own_ids(assembly: Assembly) -> Iterator[Finding]:
    """Translations that name an id, which is another than their original's and does not count."""
    for name, lesson_id in assembly.ids.items():
        paths = assembly.groups[stem(name)]
        for path in paths.values() if assembly.language in paths else ():
            text = assembly.parsed[path]
            if text.front.values.get("id", lesson_id) != lesson_id:
                message = f'the lesson has the id of its original, "{lesson_id}"'
                spot = text.key_spot("id", str(text.front.values["id"]))
                yield finding_at(spot, path, (WARNING, "C215"), message, "leave it out")


def _is_nameless(quiz: Quiz) -> bool:
    """Whether its id was made up."""
    return _name(quiz) not in written_ids(quiz.spot.source)


def _name(quiz: Quiz) -> str:
    """The id as its author wrote it: before a dot stands that of a draw."""
    return quiz.id.rpartition(".")[2]


def _begun(text: Parsed) -> frozenset[str]:
    """The ids of the blocks that begin in a text, those with faults too."""
    begins = (line for line in text.lines if line.lstrip(" >").startswith(":::"))
    return frozenset().union(*map(written_ids, begins))


def _other(quiz: Quiz, original: Quiz) -> str:
    """What the translated one does otherwise; empty when it does not."""
    ways = f"is answered by {WAYS[quiz.kind]}; the original by {WAYS[original.kind]}"
    if quiz.kind != original.kind and not {quiz.kind, original.kind} <= CHOICE:
        return ways
    (what, count), (_, there) = _amount(quiz), _amount(original)
    if count != there:
        return f"has {count} {what}; the original has {there}"
    if quiz.kind != original.kind:
        return ways
    return "" if _key(quiz) == _key(original) else "has other right answers than the original"


def _amount(quiz: Quiz) -> tuple[str, int]:
    """How many things there are to choose, fill in, match or order, and their name."""
    amounts = {
        "gaps": ("gaps", len(quiz.blanks)),
        "matching": ("pairs", len(quiz.pairs)),
        "ordering": ("things to order", len(quiz.items)),
    }
    return amounts.get(quiz.kind, ("answers", len(quiz.options)))


def _key(quiz: Quiz) -> tuple[object, ...]:
    """What an attempt is marked by; words are each language's own."""
    return [option.correct for option in quiz.options], quiz.numbers
