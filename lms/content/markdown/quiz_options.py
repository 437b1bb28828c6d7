"""What `::: quiz {#loops-1 points=2 attempts=3 shuffle}` says in its braces."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from lms.content.addresses import slug, stem
from lms.content.findings import nearest
from lms.content.markdown.options import Head
from lms.content.page import Page

KNOWN = frozenset({"id", "points", "attempts", "shuffle", "multiple"})
LATER = frozenset({"from", "pick"})
SYNONYMS = {
    "tries": "attempts",
    "trys": "attempts",
    "max": "attempts",
    "score": "points",
    "marks": "points",
    "random": "shuffle",
    "shuffled": "shuffle",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """The conditions of a quiz."""

    id: str
    """Unique in the course."""
    points: int
    """1 unless told."""
    attempts: int | None
    """None is as often as one likes."""
    shuffle: bool
    """Whether answers change places."""
    multiple: bool
    """Whether boxes are shown even though one answer is right."""


def read_terms(head: Head, row: int, page: Page) -> Terms | None:
    """The conditions; None when the quiz cannot be asked at all, which is reported."""
    rows = [row, row + 1]
    if "from" in head.options:
        page.error("C191", page.spot(rows, "from"), "question banks are not supported yet")
        return None
    for name in head.options:
        if name not in KNOWN | LATER:
            spot = page.spot(rows, name)
            page.error("C104", spot, f'unknown quiz option "{name}"', _meant(name))
    return Terms(
        id=_id(head.options.get("id", ""), rows, page),
        points=_count("points", head, rows, page) or 1,
        attempts=_count("attempts", head, rows, page),
        shuffle="shuffle" in head.options,
        multiple="multiple" in head.options,
    )


def _meant(name: str) -> str:
    """The known option that an author who knows other tools may have had in mind."""
    meant = SYNONYMS.get(name.lower())
    return f'did you mean "{meant}"?' if meant else nearest(name, KNOWN)


def _id(wanted: str, rows: list[int], page: Page) -> str:
    if re.fullmatch(r"[A-Za-z0-9][\w-]{0,79}", wanted):
        return wanted
    made = f"{slug(posixpath.basename(stem(page.path)))}-{len(page.quizzes) + 1}"
    hint = f"as in: ::: quiz {{#{made}}}"
    if wanted:
        page.error("C105", page.spot(rows, wanted), f'"{wanted}" cannot be an id', hint)
    else:
        page.warn("C123", page.spot(rows), "without an id, moving the quiz loses its answers", hint)
    return made


def _count(name: str, head: Head, rows: list[int], page: Page) -> int | None:
    value = head.options.get(name)
    if value is None:
        return None
    if re.fullmatch(r"[1-9][0-9]{0,2}", value):
        return int(value)
    page.error("C105", page.spot(rows, value), f"{name}: a number from 1 to 999 is needed")
    return None
