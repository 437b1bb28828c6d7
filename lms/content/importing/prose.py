"""Which lines are words and not code or formulas, and which parts of a line are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from lms.content.importing.rows import Row, outside_spans

_KEPT = re.compile(
    r"\$\$.{1,900}?\$\$|(?<![\\$\w])\$(?=[^\s$])[^$]{0,900}?[^\s\\$]?\$(?!\d)"
    r"|\\\(.{1,400}?\\\)|\\\[.{1,400}?\\\]"
    r"|\[\[[^\[\]]{0,300}\]\]|\]\((?:[^()]|\([^()]{0,300}\)){0,900}\)"
    r"|<[A-Za-z/!][^<>]{0,900}>|https?://[^\s<>()\[\]]+"
)
"""Formulas, links between notes, addresses and HTML."""
_HIDDEN = re.compile("\ue102(\\d+)\ue103")
_FREE = dict.fromkeys((0xE102, 0xE103), "\ufffd")
_FORMULA_ENDS = {"$$": "$$", "\\[": "\\]"}
HIGHEST = 60
"""Lines of one formula."""
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_WIDTH = 4
"""Columns by which code without a fence is indented."""


def spoken(rows: Sequence[Row]) -> list[bool]:
    """Of each row, whether it is words: in no fence, no formula and no indented code."""
    found: list[bool] = []
    formula, in_item, above = "", False, ""
    for place, row in enumerate(rows):
        text = row.text.strip(" \t>")
        if formula:
            found.append(False)
            formula = "" if row.code or text.endswith(formula) else formula
            continue
        in_item = not row.code and (in_item if _goes_on(row.text, above) else _is_item(row.text))
        is_code = row.code or (not in_item and _is_indented(row.text) and not above.strip())
        formula = "" if is_code else _begun(rows, place)
        found.append(not is_code and not formula)
        above = "" if is_code else row.text  # code goes on in the line below
    return found


def _goes_on(text: str, above: str) -> bool:
    """Whether a line leaves open what the lines above have begun: an item of a list, or none."""
    if not text.strip():
        return True
    return not _is_item(text) and (text[0] in " \t" or bool(above.strip()))


def _is_item(text: str) -> bool:
    return _ITEM.match(text) is not None


def _is_indented(text: str) -> bool:
    plain = text.expandtabs(_WIDTH)
    return bool(text.strip()) and len(plain) - len(plain.lstrip(" ")) >= _WIDTH


def _begun(rows: Sequence[Row], place: int) -> str:
    """What ends the formula that begins in this row and goes on below; empty where none does."""
    text = rows[place].text.strip(" \t>")
    for opening, closing in _FORMULA_ENDS.items():
        if text.startswith(opening) and closing not in text[len(opening) :]:
            below: Iterable[str] = (
                row.text.strip(" \t>") for row in rows[place + 1 : place + HIGHEST]
            )
            if text != opening:  # words may begin so; with the mark alone nothing else is meant
                below = takewhile(bool, below)
            return closing if any(line.endswith(closing) for line in below) else ""
    return ""


def in_words(text: str, change: Callable[[str], str]) -> str:
    """The line, changed as if its code, formulas, addresses and HTML were not there."""
    hidden: list[str] = []

    def hide(match: re.Match[str]) -> str:
        hidden.append(match[0])
        return f"\ue102{len(hidden) - 1}\ue103"

    def change_words(without_code: str) -> str:
        changed = change(_KEPT.sub(hide, without_code.translate(_FREE)))
        return _HIDDEN.sub(lambda match: hidden[int(match[1])], changed)

    return outside_spans(text, change_words)
