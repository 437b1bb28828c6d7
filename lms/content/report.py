"""A finding as text: a headline, the line as it is written, and a caret under the fault."""

from __future__ import annotations

import unicodedata

from lms.content.addresses import stem
from lms.content.banks import SUFFIX
from lms.content.findings import Finding

WIDEST = 100
"""Characters of a line that are shown; a paragraph written in one line would break the caret."""
BEFORE = 30
"""Of them, how many stand before the fault."""
CUT = "…"


def as_text(finding: Finding, folder: str = "") -> str:
    """The finding for a terminal, its file as it is opened from where `folder` lies."""
    place = f"{folder}/{finding.path}" if folder else finding.path
    if finding.line:
        place += f":{finding.line}:{max(finding.column, 1)}"
    head = f"{finding.severity}[{finding.code}] {place}  {finding.message}{_via(finding)}"
    return "\n".join([head, *_excerpt(finding)])


def _via(finding: Finding) -> str:
    if not finding.via:
        return ""
    (path, line), *others = finding.via
    more = f" and {len(others)} more" if others else ""
    return f" ({how_taken(finding)} in {path}:{line}{more})"


def how_taken(finding: Finding) -> str:
    """What the texts do with the file that a finding is in: questions of a bank are drawn."""
    return "drawn" if stem(finding.path).endswith(SUFFIX) else "included"


def _excerpt(finding: Finding) -> list[str]:
    if not finding.source or not finding.line:
        return [f"   {finding.hint}"] if finding.hint else []
    number = f"{finding.line:5}"
    source, before = _part(finding)
    width = max(min(finding.width, len(source) - before), 1)
    marked = source[before : before + width]
    caret = " " * _cells(source[:before]) + "^" * max(_cells(marked), 1) if marked else ""
    below = f"{' ' * len(number)} | {caret} {finding.hint}".rstrip()
    return [f"{number} | {source}", below]


def _part(finding: Finding) -> tuple[str, int]:
    """What is shown of the line, and how many of its characters stand before the fault."""
    whole = "".join(c if c.isprintable() else " " for c in finding.source)
    return around(whole, max(finding.column - 1, 0))


def around(whole: str, place: int) -> tuple[str, int]:
    """What is shown of a long line around a place in it, and where that is then."""
    if len(whole) <= WIDEST:
        return whole, place
    start = max(min(place - BEFORE, len(whole) - WIDEST), 0)
    ahead = CUT if start else ""
    behind = CUT if start + WIDEST < len(whole) else ""
    return f"{ahead}{whole[start : start + WIDEST]}{behind}", place - start + len(ahead)


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex #11)."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
