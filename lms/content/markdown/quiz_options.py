"""What `::: quiz {#loops-1 points=2 attempts=3 shuffle}` says in its braces."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import count

from lms.content.addresses import joined, slug, stem
from lms.content.findings import nearest
from lms.content.markdown.options import Head
from lms.content.near import near_file
from lms.content.page import Page
from lms.content.questions import DrawSlot

MOST_BANKS = 5
"""That are told where none is like the one that is named."""
KNOWN = frozenset({"id", "points", "attempts", "shuffle", "multiple", "case"})
OF_DRAWS = frozenset({"id", "from", "pick"})
IDLE = {
    "shuffle": ("single", "multiple", "matching", "ordering"),
    "multiple": ("single", "multiple"),
    "case": ("short", "gaps"),
}
"""The kinds to which an option means anything."""
SYNONYMS = {
    "tries": "attempts",
    "trys": "attempts",
    "max": "attempts",
    "score": "points",
    "marks": "points",
    "random": "shuffle",
    "shuffled": "shuffle",
    "count": "pick",
    "draw": "pick",
    "bank": "from",
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
    case: bool
    """Whether capital letters matter."""


def read_terms(head: Head, row: int, page: Page) -> Terms:
    """The conditions; what is wrong with them is reported."""
    rows = [row, row + 1]
    _tell_unknown(head, rows, page, KNOWN)
    _tell_values(head, rows, page)
    if "pick" in head.options:
        hint = "as in: ::: quiz {from=loops.quiz.md pick=3}"
        page.error("C138", page.spot(rows, "pick"), "there is no bank to pick from", hint)
    return Terms(
        id=_id(head.options.get("id", ""), rows, page),
        points=_count("points", head, rows, page) or 1,
        attempts=_count("attempts", head, rows, page),
        shuffle="shuffle" in head.options,
        multiple="multiple" in head.options,
        case="case" in head.options,
    )


def read_draw(head: Head, row: int, page: Page) -> DrawSlot | None:
    """A draw from a bank; None when there is no such bank, which is reported."""
    rows, written = [row, row + 1], head.options["from"]
    _tell_unknown(head, rows, page, OF_DRAWS)
    wanted = head.options.get("id", "")
    name = _id(wanted, rows, page) if wanted else ""
    pick = _count("pick", head, rows, page) or 0
    spot = page.spot(rows, written)
    path = joined(spot.folder, written)
    bank = stem(path) if path else ""
    if bank in page.course.banks:
        return DrawSlot(name, bank, pick, page.own_line(row))
    message = f'there is no bank "{bank}.md"'
    if not bank.endswith(".quiz"):
        message = f'"{written}" is no question bank'
    page.error("C136", spot, message, _meant_bank(bank, spot.folder, page.course.banks))
    return None


def _meant_bank(bank: str, folder: str, banks: Collection[str]) -> str:
    """The bank that was meant, as a text in this folder names it; else those that there are."""
    names = {f"{one.removesuffix('.quiz')}.md" for one in banks}
    named = f"{bank.removesuffix('.quiz')}.md"
    if named in names:
        return f'did you mean "{_from(folder, named)}"?'
    if near := near_file(named, names, folder):
        return near.replace('.md"', '.quiz.md"')
    told = ", ".join(_from(folder, name) for name in sorted(names)[:MOST_BANKS])
    return f"the course has {told}" if told else "a bank's name ends in .quiz.md"


def _from(folder: str, name: str) -> str:
    return posixpath.relpath(name, folder or ".").removesuffix(".md") + ".quiz.md"


def tell_idle(head: Head, kind: str, row: int, page: Page) -> None:
    """Tell about options that mean nothing to a question of this kind."""
    for name, kinds in IDLE.items():
        if name in head.options and kind not in kinds:
            spot = page.spot([row, row + 1], name)
            page.warn("C141", spot, f'"{name}" changes nothing here', "it can be left out")


def _tell_unknown(head: Head, rows: list[int], page: Page, known: frozenset[str]) -> None:
    for name in head.options:
        if name not in known | {"from", "pick"}:
            spot = page.spot(rows, name)
            page.error("C104", spot, f'unknown quiz option "{name}"', _meant(name, known))


def _tell_values(head: Head, rows: list[int], page: Page) -> None:
    """A word alone switches something on; what stands after it says nothing."""
    for name in IDLE:
        value = head.options.get(name, name)
        if value != name:
            is_no = value.lower() in ("no", "false", "off", "0", "")
            hint = "leave it out" if is_no else f"write {name} alone"
            place = page.spot(rows, value)
            page.error("C105", place, f"{name}: no value is needed", hint)


def _meant(name: str, known: frozenset[str]) -> str:
    """The known option that an author who knows other tools may have had in mind."""
    meant = SYNONYMS.get(name.lower())
    return f'did you mean "{meant}"?' if meant in known else nearest(name, known)


def _id(wanted: str, rows: list[int], page: Page) -> str:
    if re.fullmatch(r"[A-Za-z0-9][\w-]{0,79}", wanted, re.ASCII):
        return wanted
    made = _made_id(page)
    hint = f"as in: ::: quiz {{#{made}}}"
    if wanted:
        page.error("C105", page.spot(rows, wanted), f'"{wanted}" cannot be an id', hint)
    else:
        page.warn("C123", page.spot(rows), "without an id, moving the quiz loses its answers", hint)
    return made


def _made_id(page: Page) -> str:
    """Of the file's name and a number: which is the quiz's own, else the next one that is free."""
    name = slug(posixpath.basename(stem(page.path)))
    numbered = (f"{name}-{number}" for number in count(len(page.quizzes) + 1))
    made = next(made for made in numbered if made not in page.quiz_names)
    page.quiz_names.add(made)
    return made


def _count(name: str, head: Head, rows: list[int], page: Page) -> int | None:
    value = head.options.get(name)
    if value is None:
        return None
    if re.fullmatch(r"[1-9][0-9]{0,2}", value):
        return int(value)
    page.error("C105", page.spot(rows, value), f"{name}: a number from 1 to 999 is needed")
    return None
