"""What a question is made of, its key included: as its author wrote it, read-only."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from lms.content.locating import NOWHERE, Spot

CHOICE = frozenset({"single", "multiple"})
"""The kinds that are answered by choosing among `options`."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer of a choice."""

    html: Markup
    """What the learner reads beside the box."""
    correct: bool
    """The key: never sent to a browser before an answer is given."""
    feedback_html: Markup
    """Told to whoever chose it; may be empty."""


@dataclass(frozen=True, slots=True)
class Number:
    """A right number and how far an answer may lie from it."""

    value: str
    """An exact decimal with a point, "-3.14"."""
    tolerance: str = "0"
    """The same, never negative; an answer exactly so far away is still right."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to write a word or a few."""

    accepted: tuple[str, ...]
    """The words that are right, plain text; the first one is shown when the key is due."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that belong together."""

    term_html: Markup
    """What is to be matched."""
    meaning: str
    """What it is matched with: plain text, because it stands in a list to choose from."""


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question with its answers, as its author wrote it."""

    id: str
    """Unique in the course; attempts are kept by it."""
    kind: str
    """"single": exactly one option is right; "multiple": any number may be; "numeric": any of
    `numbers`; "short": the one of `blanks`; "long": a person reads it; "gaps": all of `blanks`,
    in `prose`; "matching": `pairs`; "ordering": `items`."""
    prompt_html: Markup
    """The question; empty for gaps, whose `prose` is the question."""
    options: tuple[Option, ...]
    """The answers of a choice in the author's order."""
    hints: tuple[Markup, ...]
    """Told one after the other, when asked for."""
    explanation_html: Markup
    """Told when the question is settled; may be empty."""
    points: int
    """What a right answer counts."""
    attempts: int | None
    """How often one may answer; None is as often as one likes."""
    shuffle: bool
    """Whether options, or the terms of a matching, change places from person to person."""
    numbers: tuple[Number, ...] = ()
    """Of a numeric question: each is right."""
    blanks: tuple[Blank, ...] = ()
    """What is to be written; one for a short answer."""
    prose: tuple[Markup | int, ...] = ()
    """Of gaps: the text in order, with the index of a blank where that stands."""
    pairs: tuple[Pair, ...] = ()
    """Of a matching, in the author's order; meanings are always shuffled."""
    items: tuple[Markup, ...] = ()
    """Of an ordering, in the right order; always shuffled."""
    case: bool = False
    """Whether capital letters matter in what is written."""
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)
    """Where it is written, for findings; it is the same question when it moves."""

    @property
    def asked_html(self) -> Markup:
        """The question for reading; a gap is a line."""
        if not self.prose:
            return self.prompt_html
        return Markup("").join("____" if isinstance(p, int) else p for p in self.prose)


@dataclass(frozen=True, slots=True)
class QuizSlot:
    """The place of a quiz in the text; the lesson's `quizzes` hold the quiz."""

    quiz_id: str


@dataclass(frozen=True, slots=True)
class DrawSlot:
    """A place where each reader finds some questions of a bank, drawn for them."""

    id: str
    """Its author's; may be empty. With one, it stands before the ids of its questions."""
    bank: str
    """The bank's path without language and suffix: "02-loops/loops.quiz"."""
    pick: int
    """How many are drawn; 0 is all of them."""
    line: int = 0
    """Where it stands in its file."""
    quiz_ids: tuple[str, ...] = ()
    """The questions to draw from, which the lesson's `quizzes` hold."""

    @property
    def draws_some(self) -> bool:
        """Whether a reader finds only a part of the questions."""
        return 0 < self.pick < len(self.quiz_ids)


@dataclass(frozen=True, slots=True)
class Task:
    """A line of a checklist that each learner ticks for themselves."""

    key: str
    """Stays the same while its words do, and in every translation."""
    text: str
    """Its words, plain."""
    spot: Spot = field(default=NOWHERE, compare=False, repr=False)
    """Where it is written, for findings."""


@dataclass(frozen=True, slots=True)
class TaskSlot:
    """The place of a task's box; the lesson's `tasks` hold the task."""

    key: str


@dataclass(frozen=True, slots=True)
class TasksEnd:
    """The place below a checklist, where it can be saved."""
