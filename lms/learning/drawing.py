"""Which questions of a bank a person is asked: drawn once, and theirs as long as the bank stands.

Every question has a rank that differs from person to person, and the first few are theirs. So a
question that comes or goes changes one draw in some, and none that was answered: those stay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from lms.content.course import DrawSlot


def drawn(slot: DrawSlot, seed: str, answered: Collection[str]) -> tuple[str, ...]:
    """The ids of the questions in the order to be asked; `answered` are those that were before."""
    ranks = {quiz: _rank(slot, seed, quiz) for quiz in slot.quiz_ids}
    first = sorted(ranks, key=lambda quiz: (quiz not in answered, ranks[quiz]))
    mine = first[: slot.pick or None]
    return tuple(sorted(mine, key=lambda quiz: ranks[quiz]))


def _rank(slot: DrawSlot, seed: str, quiz: str) -> bytes:
    return hashlib.sha256(f"{seed}:{slot.id}:{slot.bank}:{quiz}".encode()).digest()
