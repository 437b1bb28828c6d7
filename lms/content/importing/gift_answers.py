"""What stands in the braces of a GIFT question: its answers, of every kind."""

from __future__ import annotations

import re

from lms.content.importing.gift_escapes import shown
from lms.content.importing.questions import Choice, Question, gap
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved

_TRUTH = re.compile(r"(T|TRUE|F|FALSE)\s*((?:#[^#]*)*)$", re.IGNORECASE)
_ANSWER = re.compile(r"([=~])([^=~]*)")
_WEIGHT = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")
_NUMBER = r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_RANGE = re.compile(rf"\s*({_NUMBER})\s*\.\.\s*({_NUMBER})")
_NEAR = re.compile(rf"\s*({_NUMBER})(?:\s*:\s*({_NUMBER}))?")


def fill(question: Question, inner: str, row: Row, moved: Moved) -> str:
    """Give a question its answers; the gap to write into a sentence, where that is their kind."""
    inner, _, general = inner.partition("####")
    question.explanation = _shown(general)
    inner = inner.strip()
    if match := _TRUTH.match(inner):
        _truth(question, match)
    elif inner.startswith("#"):
        _numbers(question, inner[1:], row, moved)
    elif not inner:
        question.essay = True
    else:
        return _listed(question, inner, row, moved)
    return ""


def _truth(question: Question, match: re.Match[str]) -> None:
    """The first feedback is for the wrong answer, the second for the right one."""
    right = match[1].upper() in ("T", "TRUE")
    wrong_said, right_said, *_ = [*(_shown(part) for part in match[2].split("#")[1:]), "", ""]
    said = (right_said, wrong_said) if right else (wrong_said, right_said)
    question.choices = [Choice("True", right, said[0]), Choice("False", not right, said[1])]


def _numbers(question: Question, inner: str, row: Row, moved: Moved) -> None:
    parts = [part for part in re.split(r"=", inner) if part.strip()]
    for part in parts:
        weight = _WEIGHT.match(part)
        part = part[weight.end() :] if weight else part
        number, _, feedback = part.partition("#")
        if feedback.strip():
            question.explanation = question.explanation or _shown(feedback)
        if weight and float(weight[1]) < 100:
            moved.tell(row, "a number that is worth a part of the points was left out")
        elif answer := _near(number):
            question.answers.append(answer)
        else:
            moved.tell(row, "an answer that is no number was left out")


def _near(text: str) -> str:
    """ "5..7" and "6:1" as "6 +- 1"; empty when it is no number."""
    if match := _RANGE.match(text):
        low, high = float(match[1]), float(match[2])
        return f"{(low + high) / 2:.12g} +- {abs(high - low) / 2:.12g}"
    match = _NEAR.match(text)
    if not match:
        return ""
    return f"{match[1]} +- {match[2].lstrip('-')}" if match[2] and float(match[2]) else match[1]


def _listed(question: Question, inner: str, row: Row, moved: Moved) -> str:
    """Choices, words, or pairs."""
    found = [(mark, *_split(text)) for mark, text in _ANSWER.findall(inner)]
    if any("->" in text for _, text, _, _ in found):
        pairs = [text.split("->", 1) for _, text, _, _ in found if "->" in text]
        question.pairs = [(_shown(a), _shown(b)) for a, b in pairs if a.strip() and b.strip()]
        _tell_decoys(question, pairs, row, moved)
        return ""
    if all(mark == "=" for mark, *_ in found) and found:
        question.answers = [
            _shown(t) for _, t, weight, _ in found if weight is None or weight >= 100
        ]
        question.explanation = question.explanation or "\n\n".join(f for *_, f in found if f)
        if len(question.answers) < len(found):
            moved.tell(row, "an answer that is worth a part of the points was left out")
        return gap(question.answers)
    if any(weight is not None for _, _, weight, _ in found):
        moved.tell(row, "answers are right or wrong here: parts of the points were left out")
    is_one = any(mark == "=" for mark, *_ in found)  # what is worth a part beside it is half right
    question.choices = [
        Choice(_shown(text), mark == "=" or (not is_one and (weight or 0) > 0), feedback)
        for mark, text, weight, feedback in found
    ]
    return ""


def _split(text: str) -> tuple[str, float | None, str]:
    """The words, what they are worth, and what is said to those who choose them."""
    weight = _WEIGHT.match(text)
    words, _, feedback = text[weight.end() if weight else 0 :].partition("#")
    words = re.sub(r"^\s*\[(html|markdown|moodle|plain)\]", "", words)
    return words, float(weight[1]) if weight else None, _shown(feedback)


def _tell_decoys(question: Question, pairs: list[list[str]], row: Row, moved: Moved) -> None:
    if len(question.pairs) < len(pairs):
        moved.tell(row, "a meaning without a term was left out of the matching")


def _shown(text: str) -> str:
    return shown(text.strip())
