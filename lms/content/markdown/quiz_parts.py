"""The parts of a quiz, told apart and not yet rendered."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of Markdown."""

    text: str = ""
    row: int = 0
    """Where they begin in the file, from 0."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the task list, with what belongs to it."""

    body: Piece
    correct: bool
    feedback: Piece


@dataclass(frozen=True, slots=True)
class Quote:
    """A block of `>` at the margin."""

    row: int
    is_below_answer: bool
    """Whether it follows an answer without an empty line between."""


@dataclass
class QuizText:
    """A quiz, before its Markdown is rendered."""

    prompt: Piece = Piece()
    answers: list[Answer] = field(default_factory=list)
    keys: list[Piece] = field(default_factory=list)
    """What stands after each `=`."""
    pairs: list[tuple[Piece, Piece]] = field(default_factory=list)
    """Around each `::`."""
    items: list[Piece] = field(default_factory=list)
    """Of the list after `order:`."""
    orders: list[int] = field(default_factory=list)
    """Rows of `order:`."""
    lines: list[int] = field(default_factory=list)
    """Rows of `____`."""
    has_blanks: bool = False
    """Whether the question has gaps."""
    hints: list[Piece] = field(default_factory=list)
    explanation: Piece = Piece()
    quotes: list[Quote] = field(default_factory=list)
    """Every `>` at the margin, of which the last one is the explanation."""
    ends: list[int] = field(default_factory=list)
    """Rows after each answer."""
    sloppy: list[int] = field(default_factory=list)
    """Rows that seem meant as answers."""
    bare: list[int] = field(default_factory=list)
    """Rows that seem meant as answers and have no dash."""
    loose: list[int] = field(default_factory=list)
    """Rows that belong to nothing."""
    almost: list[int] = field(default_factory=list)
    """Rows that seem meant as pairs: of its pairs' list, or all items of a question without any."""

    @property
    def lost(self) -> list[Quote]:
        """Those `>` that learners would never see, or below the wrong answer.

        Who wrote feedback at the margin below one answer meant the same below the last one.
        """
        if not self.quotes:
            return []
        *lost, last = self.quotes
        is_between = last.row < (self.ends or [0])[-1]
        is_alike = last.is_below_answer and any(quote.is_below_answer for quote in lost)
        return [*lost, last] if is_between or is_alike else lost

    @property
    def kinds(self) -> list[str]:
        """How it is to be answered; more than one is a mistake."""
        found = {
            "choice": self.answers,
            "key": self.keys,
            "matching": self.pairs,
            "ordering": self.orders,
            "long": self.lines,
            "gaps": self.has_blanks,
        }
        return [kind for kind, lines in found.items() if lines]
