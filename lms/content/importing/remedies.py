"""What to do about one line that the compiler would refuse in an imported course."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from lms.content.findings import Finding
from lms.content.importing.admonitions import ALIKE
from lms.content.importing.rows import Row, said

_ALERT = re.compile(r"\[!(?P<kind>[A-Za-z][\w-]*)\][+-]?(?P<title>.*)$")
_LINK = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*(<[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)[^()]*\)"
)
_DEFINITION = re.compile(r"^(\s{0,3}\[[^\]]+\]:\s*)\S+(.*)$")
_ATTRIBUTE = re.compile(r"""\b(?:src|href)\s*=\s*(["'])([^"']*)\1""")
_FORMULAS = (
    ("\\(", "\\)", ("(", ")")),
    ("\\[", "\\]", ("&#91;", "&#93;")),
    ("$$", "$$", ("`", "`")),
    ("$", "$", ("`", "`")),
)
AS_WRITTEN = "it stands there as it is written"

Remedy = Callable[[Row, Finding], tuple[list[Row], str]]
"""The lines in the place of one, and what became of it in words."""


def _unlinked(row: Row, finding: Finding) -> tuple[list[Row], str]:
    """The line with the words of its link alone."""
    place = finding.column - 1

    def plain(match: re.Match[str]) -> str:
        return match[1] if match.start() <= place < match.end() else match[0]

    text = _LINK.sub(plain, row.text)
    if text == row.text:
        text = _DEFINITION.sub(r"\1#\2", row.text)
    if text == row.text:
        text = _ATTRIBUTE.sub(lambda m: "" if m.start() <= place < m.end() else m[0], row.text)
    if text == row.text and place > 0:
        text = row.text[:place] + "#" + row.text[place + finding.width :]
    return [said(text, row)], "the link was taken out"


def _without_anchor(row: Row, finding: Finding) -> tuple[list[Row], str]:
    start = max(finding.column - 1, 0)
    before, to = row.text[:start], row.text[start : start + finding.width]
    path, mark, anchor = to.partition("#")
    is_small = anchor == anchor.lower()
    has_page = bool(path) or not before.endswith(("(", "<", '"', "'", "=", " "))
    if not mark or (is_small and not has_page):
        return _unlinked(row, finding)
    better = path if is_small else f"{path}#{anchor.lower()}"
    became = "the link leads to the whole page" if is_small else "small letters were tried"
    return [said(before + better + row.text[start + finding.width :], row)], became


def _dropped(row: Row, finding: Finding) -> tuple[list[Row], str]:
    return [], "the line was taken out"


def _without_word(row: Row, finding: Finding) -> tuple[list[Row], str]:
    if "quiz" in row.text[:12]:  # the importers write those themselves
        return [row], ""
    start = max(finding.column - 1, 0)
    rest = re.sub(r"""^[\w:.-]+(=("[^"]*"|'[^']*'|[^\s}]*))?""", "", row.text[start:], count=1)
    return [said(row.text[:start] + rest, row)], "it was taken out"


def _without_id(row: Row, finding: Finding) -> tuple[list[Row], str]:
    start = max(finding.column - 1, 0)
    head = row.text[:start].removesuffix("#")
    text = head + row.text[start + finding.width :].removeprefix("#")
    return [said(re.sub(r"\s*\{\s*:?\s*\}", "", text), row)], "the second was taken out"


def _as_words(row: Row, finding: Finding) -> tuple[list[Row], str]:
    """What looks like a formula and is none: brackets are brackets, dollars stand as code."""
    start = max(finding.column - 1, 0)
    before, inner = row.text[:start], row.text[start : start + finding.width]
    after = row.text[start + finding.width :]
    for opening, closing, plain in _FORMULAS:
        inner = inner.removeprefix(opening).removesuffix(closing)
        head, tail = before.removesuffix(opening), after.removeprefix(closing)
        if len(head) + len(inner) + len(tail) < len(row.text):
            return [said(f"{head}{plain[0]}{inner}{plain[1]}{tail}", row)], AS_WRITTEN
    return [row], ""


def _literal(row: Row, finding: Finding) -> tuple[list[Row], str]:
    start = max(finding.column - 1, 0)
    place = row.text.find("{{", start)
    now = f"{row.text[:place]}\\{row.text[place:]}" if place >= 0 else row.text
    return [said(now, row)], AS_WRITTEN


def _as_note(row: Row, finding: Finding) -> tuple[list[Row], str]:
    match = _ALERT.search(row.text)
    if match is None:
        return [row], ""
    ours = ALIKE.get(match["kind"].lower(), "note")
    title = match["title"].strip() or match["kind"].replace("-", " ").capitalize()
    return [
        said(f"{row.text[: match.start()]}[!{ours.upper()}] {title}", row)
    ], f"it became a {ours}"


def _apart(row: Row, finding: Finding) -> tuple[list[Row], str]:
    return [said("", replace(row, code=False)), row], "an empty line was put before it"


REMEDIES: dict[str, Remedy] = {
    "C101": _dropped,
    "C102": _dropped,
    "C103": _dropped,
    "C104": _without_word,
    "C106": _as_note,
    "C110": _without_id,
    "C114": _apart,
    "C116": _dropped,
    "C151": _as_words,
    "C152": _literal,
    "C153": _literal,
    "C154": _literal,
    "C155": _literal,
    "C156": _literal,
    "C157": _literal,
    "C401": _unlinked,
    "C402": _unlinked,
    "C403": _without_anchor,
    "C404": _unlinked,
    "C407": _unlinked,
}
"""What to do about each error that an import can bring; a line that stays as it was ends it."""
