"""Checklists of learners: the key under which the tick of each line is kept."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from lms.content.course import Part, Task, TaskSlot

KEY = 16
"""Characters of a key; a lesson has few lines, and only they must differ."""


def task_key(text: str, before: Sequence[Task]) -> str:
    """The key of a line by its words alone, so that it may move; equal lines are numbered."""
    words = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    made = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:KEY]
    twins = sum(task.key.partition("-")[0] == made for task in before)
    return f"{made}-{twins + 1}" if twins else made


def keyed(
    parts: tuple[Part, ...], tasks: tuple[Task, ...], original: tuple[Task, ...]
) -> tuple[tuple[Part, ...], tuple[Task, ...]]:
    """The parts and tasks of a translation under the keys of the original, line by line."""
    if tasks == original or len(tasks) != len(original):
        return parts, tasks
    keys = {task.key: own.key for task, own in zip(tasks, original, strict=True)}
    made = tuple(replace(task, key=keys[task.key]) for task in tasks)
    slots = (TaskSlot(keys[p.key]) if isinstance(p, TaskSlot) else p for p in parts)
    return tuple(slots), made
