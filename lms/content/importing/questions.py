"""A question of any tool, and how it is written in a course of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lms.content.addresses import slug
from lms.content.importing.rows import Row

LONGEST_NAME = 80
"""Characters of an id."""
_TAKEN = re.compile(r"(\s*)(=|\?|:::|_{3,}\s*$|order:|[-*+] +\[[ xX]?\])")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose."""

    text: str
    right: bool
    feedback: str = ""


@dataclass
class Question:
    """A question with one kind of answers; the others are empty."""

    prompt: list[Row]
    title: str = ""
    """What its author calls it; its id is made of that."""
    choices: list[Choice] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    """Numbers with their tolerance, or words; any of them is right."""
    pairs: list[tuple[str, str]] = field(default_factory=list)
    essay: bool = False
    hints: list[str] = field(default_factory=list)
    explanation: str = ""
    points: str = ""
    shuffle: bool = False
    has_gaps: bool = False
    """Whether the prompt holds `{{blank: …}}`."""

    @property
    def is_whole(self) -> bool:
        """Whether somebody could answer it rightly."""
        chosen = len(self.choices) > 1 and any(choice.right for choice in self.choices)
        return chosen or self.essay or self.has_gaps or bool(self.answers) or len(self.pairs) > 1


def as_rows(question: Question, name: str) -> list[Row]:
    """The question as `::: quiz {#name}` with all that belongs to it."""
    options = [f"#{name}"]
    options += (
        [f"points={question.points}"] if re.fullmatch(r"[1-9]\d{0,2}", question.points) else []
    )
    options += ["shuffle"] if question.shuffle else []
    like = question.prompt[0] if question.prompt else Row("")
    lines = [f"::: quiz {{{' '.join(options)}}}"]
    rows = [replace(like, text=lines[0], code=False)]
    rows += [_escaped(row) for row in question.prompt]
    body = [line for part in _answers(question) for line in part.split("\n")]
    rows += [replace(like, text=line, code=False) for line in ["", *body, ":::", ""]]
    return rows


def gap(answers: Sequence[str]) -> str:
    """A gap in prose and what may stand in it."""
    words = [re.sub(r"[{}|]", " ", answer).strip() for answer in answers]
    return "{{blank: " + " | ".join(words) + "}}"


def question_name(stem: str, number: int, title: str = "") -> str:
    """An id for the n-th question of a text, from its title if it has one."""
    plain = _id(stem.rpartition("/")[2]) or "question"
    called = _id(title)[: LONGEST_NAME - len(plain) - 1].strip("-")
    if not called:
        return f"{plain}-{number}"
    return called if called.startswith(f"{plain}-") else f"{plain}-{called}"


def _id(words: str) -> str:
    return slug(words)[: LONGEST_NAME // 2].strip("-")


def _answers(question: Question) -> Iterator[str]:
    for choice in question.choices:
        yield f"- [{'x' if choice.right else ' '}] {_inside(choice.text)}"
        if choice.feedback:
            yield _quoted(choice.feedback, "  > ")
    if question.answers and not question.choices:
        yield "= " + " | ".join(_line(answer) for answer in question.answers)
    for term, meaning in question.pairs:
        yield f"- {_line(term)} :: {_line(meaning)}"
    if question.essay:
        yield "____"
    for hint in question.hints:
        yield f"\n? {_line(hint)}"
    if question.explanation:
        yield "\n" + _quoted(question.explanation, "> ")


def _inside(text: str) -> str:
    """Further lines of an answer stand below its words."""
    first, *others = text.strip().split("\n")
    return "\n".join([first, *(f"  {line}".rstrip() for line in others)])


def _quoted(text: str, mark: str) -> str:
    return "\n".join(f"{mark}{line}".rstrip() for line in text.strip().split("\n"))


def _line(text: str) -> str:
    return " ".join(text.split())


def _escaped(row: Row) -> Row:
    """A line of the question that must not be taken for an answer."""
    match = None if row.code else _TAKEN.match(row.text)
    return replace(row, text=f"{match[1]}\\{row.text[match.end(1) :]}") if match else row
