"""Which blocks there are, what else they are called, and how each looks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """How a block appears on the page."""

    word: str = ""
    """Its title when the author gives none; a key of `words.WORDS`."""
    css: str = ""
    """Its classes."""
    icon: str = ""
    """Its icon in the sprite."""
    folds: bool = False
    """Whether it is closed until it is opened."""


LOOKS = {
    "": Look(),
    "note": Look("note", "callout callout--note", "info"),
    "tip": Look("tip", "callout callout--tip", "lightbulb"),
    "important": Look("important", "callout callout--important", "flag"),
    "warning": Look("warning", "callout callout--warning", "triangle-alert"),
    "caution": Look("caution", "callout callout--warning callout--caution", "triangle-alert"),
    "challenge": Look("challenge", "callout callout--practice", "hammer"),
    "discussion": Look("discussion", "callout callout--practice", "message-circle"),
    "objectives": Look("objectives", "callout callout--note callout--objectives", "flag"),
    "questions": Look("questions", "callout callout--note callout--questions", "info"),
    "keypoints": Look("keypoints", "callout callout--tip callout--keypoints", "check"),
    "prereq": Look("prereq", "callout callout--note callout--prereq", "info"),
    "solution": Look("solution", "fold fold--solution", "", folds=True),
    "hint": Look("hint", "fold fold--hint", "", folds=True),
    "spoiler": Look("spoiler", "fold fold--spoiler", "", folds=True),
}
"""Every block by its name; the empty one shows what an unknown block holds."""

ALSO = {
    "admonition": "note",
    "answer": "solution",
    "attention": "warning",
    "callout": "note",
    "checklist": "note",
    "danger": "caution",
    "error": "caution",
    "exercise": "challenge",
    "info": "note",
    "prerequisites": "prereq",
    "seealso": "note",
    "testimonial": "note",
}
"""Names that other tools use."""

TAB_SETS = frozenset({"tabs", "tab", "group-tab", "tab-set", "panel-tabset"})
"""Ours, and what the Carpentries, MyST and Quarto call it."""
SHAPED = frozenset({*TAB_SETS, "tab-item", "div", ""})
"""Blocks that have no look of their own: other rules shape what they hold."""


def look_of(name: str) -> Look:
    """How the block of this name looks; an unknown one has no frame."""
    return LOOKS.get(ALSO.get(name, name), LOOKS[""])


def known_names() -> list[str]:
    """Every name to offer when one is misspelt."""
    return sorted({*LOOKS, "quiz", "instructor", "tabs"} - {""})
